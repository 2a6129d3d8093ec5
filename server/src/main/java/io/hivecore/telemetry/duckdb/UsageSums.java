package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Durations;
import io.hivecore.telemetry.UsageTotals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;

/** The columns of sums over usage, as the aggregating queries select them. */
final class UsageSums {
  /** What a branch of {@code part} selects of raw rows, aggregated by its group and bin. */
  static final String RAW =
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

  /** What it selects of roll-up rows. */
  static final String ROLLED_UP =
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

  /** Sums over {@code part}. */
  static final String SUMMED =
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

  /** Reads {@link #SUMMED} and, behind it, the bins of the 50th, 95th and 99th percentile. */
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
    int p50 = (int) row.whole();
    int p95 = (int) row.whole();
    int p99 = (int) row.whole();
    if (calls == 0) {
      return UsageTotals.ZERO;
    }
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
        new Durations(
            durationMillis / calls,
            DurationBins.valueOf(p50),
            DurationBins.valueOf(p95),
            DurationBins.valueOf(p99)));
  }

  /** A sum of tokens; beyond 64 bits, which takes nine million absurd calls, the highest number. */
  private static long whole(ColumnReader row) throws SQLException {
    BigInteger sum = row.hugeWhole().min(MAX_LONG).toBigInteger();
    return sum.longValueExact();
  }
}
