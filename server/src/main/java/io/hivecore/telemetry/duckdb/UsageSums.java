package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Durations;
import io.hivecore.telemetry.UsageTotals;
import java.math.BigDecimal;
import java.sql.SQLException;

/** The columns of sums over usage: how they are selected and read. */
final class UsageSums {
  /** Sums over records. */
  static final String OF_RECORDS =
      """
      count(*) AS calls,
      sum(input_tokens) AS input_tokens,
      sum(output_tokens) AS output_tokens,
      sum(total_tokens) AS total_tokens,
      sum(cache_read_tokens) AS cache_read_tokens,
      sum(cache_write_tokens) AS cache_write_tokens,
      sum(reasoning_tokens) AS reasoning_tokens,
      coalesce(sum(cost_micros), 0) AS cost_micros,
      coalesce(sum(cost_rest24), 0) AS cost_rest24,
      coalesce(sum(cost_rest38), 0) AS cost_rest38,
      count(*) - count(cost_micros) AS unpriced_calls,
      sum(duration_ms) AS duration_ms
      """;

  /** Such sums as they are. */
  static final String COLUMNS =
      """
      calls,
      input_tokens,
      output_tokens,
      total_tokens,
      cache_read_tokens,
      cache_write_tokens,
      reasoning_tokens,
      cost_micros,
      cost_rest24,
      cost_rest38,
      unpriced_calls,
      duration_ms
      """;

  /** Sums over such sums. */
  static final String OF_SUMS =
      """
      sum(calls) AS calls,
      sum(input_tokens) AS input_tokens,
      sum(output_tokens) AS output_tokens,
      sum(total_tokens) AS total_tokens,
      sum(cache_read_tokens) AS cache_read_tokens,
      sum(cache_write_tokens) AS cache_write_tokens,
      sum(reasoning_tokens) AS reasoning_tokens,
      sum(cost_micros) AS cost_micros,
      sum(cost_rest24) AS cost_rest24,
      sum(cost_rest38) AS cost_rest38,
      sum(unpriced_calls) AS unpriced_calls,
      sum(duration_ms) AS duration_ms
      """;

  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private UsageSums() {}

  /** Reads {@link #OF_SUMS}; the percentiles are still to come. */
  static UsageTotals read(ColumnReader row) throws SQLException {
    long calls = whole(row);
    long input = whole(row);
    long output = whole(row);
    long total = whole(row);
    long cacheRead = whole(row);
    long cacheWrite = whole(row);
    long reasoning = whole(row);
    BigDecimal cost = Amount.sum(row.hugeWhole(), row.hugeWhole(), row.hugeWhole());
    long unpriced = whole(row);
    double durationMillis = row.real();
    return new UsageTotals(
        calls,
        input,
        output,
        total,
        cacheRead,
        cacheWrite,
        reasoning,
        cost,
        unpriced,
        calls == 0 ? Durations.NONE : new Durations(durationMillis / calls, 0, 0, 0));
  }

  static UsageTotals with(UsageTotals totals, DurationBins bins) {
    return new UsageTotals(
        totals.calls(),
        totals.inputTokens(),
        totals.outputTokens(),
        totals.totalTokens(),
        totals.cacheReadTokens(),
        totals.cacheWriteTokens(),
        totals.reasoningTokens(),
        totals.cost(),
        totals.unpricedCalls(),
        bins.durations(totals.durationMillis().average()));
  }

  /** A sum of tokens; beyond 64 bits, which takes nine million absurd calls, the highest number. */
  private static long whole(ColumnReader row) throws SQLException {
    return row.hugeWhole().min(MAX_LONG).longValueExact();
  }
}
