package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.rollup.DurationBins;
import io.hivecore.telemetry.rollup.UsageSum;
import java.sql.SQLException;

/** Sums over usage records, for one duration bin in each row: how they are selected and read. */
final class UsageSums {
  /** The bin of {@code duration_ms}; null for null. */
  static final String BIN =
      """
      CASE
        WHEN duration_ms > 0 THEN ceil(ln(duration_ms) / %s::DOUBLE)::SMALLINT
        WHEN duration_ms IS NOT NULL THEN (%d)::SMALLINT
      END
      """
          .formatted(DurationBins.LOG_GROWTH, DurationBins.ZERO);

  /** To be grouped by what is selected before, and by bin. */
  static final String COLUMNS = columns("");

  /** The same of records that were retracted, to be added: negative. */
  static final String RETRACTED_COLUMNS = columns("-");

  private static String columns(String sign) {
    return BIN
        + """
          AS bin,
          %1$scount(*),
          %1$ssum(duration_ms),
          %1$s%2$s,
          %1$s%3$s,
          %1$s%4$s,
          %1$s%5$s,
          %1$s%6$s,
          %1$s%7$s,
          %1$scoalesce(sum(cost_micros), 0)::HUGEINT,
          %1$scoalesce(sum(cost_rest24), 0)::HUGEINT,
          %1$scoalesce(sum(cost_rest38), 0)::HUGEINT,
          %1$s(count(*) - count(cost_micros))
          """
            .formatted(
                sign,
                tokens("input"),
                tokens("output"),
                tokens("total"),
                tokens("cache_read"),
                tokens("cache_write"),
                tokens("reasoning"));
  }

  private UsageSums() {}

  /** Beyond 64 bits, which takes nine million absurd calls, the highest number. */
  private static String tokens(String which) {
    return "least(sum(%s_tokens), %d)::BIGINT".formatted(which, Long.MAX_VALUE);
  }

  /** Reads {@link #COLUMNS}. */
  static UsageSum read(ColumnReader row) throws SQLException {
    var sum = new UsageSum();
    int bin = (int) row.whole();
    sum.addDurations(row.whole(), row.real(), bin);
    sum.addTokens(row.whole(), row.whole(), row.whole(), row.whole(), row.whole(), row.whole());
    sum.addCosts(
        row.hugeWhole().toBigInteger(),
        row.hugeWhole().toBigInteger(),
        row.hugeWhole().toBigInteger(),
        row.whole());
    return sum;
  }
}
