package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Durations;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many durations fell into each of log-spaced bins: bin {@code b} holds what is above g^(b-1)
 * and at most g^b milliseconds, and stands for 2g^b/(g+1), which is at most 4.5 % off. (The bins of
 * DDSketch, Masson et al., VLDB 2019.)
 */
final class DurationBins {
  private static final double ACCURACY = 0.045;
  private static final double GROWTH = (1 + ACCURACY) / (1 - ACCURACY);

  /** Holds 0, which has no logarithm. */
  private static final int ZERO = Short.MIN_VALUE;

  /** The bin of {@code duration_ms}; null for null. */
  static final String SQL =
      """
      CASE
        WHEN duration_ms > 0 THEN ceil(ln(duration_ms) / %s::DOUBLE)::SMALLINT
        WHEN duration_ms IS NOT NULL THEN (%d)::SMALLINT
      END
      """
          .formatted(Math.log(GROWTH), ZERO);

  private final TreeMap<Integer, Long> counts = new TreeMap<>();
  private long total;

  void add(int bin, long count) {
    counts.merge(bin, count, Long::sum);
    total += count;
  }

  long total() {
    return total;
  }

  /** The percentiles by nearest rank, with an average that is known from elsewhere. */
  Durations durations(double average) {
    return total == 0
        ? Durations.NONE
        : new Durations(average, percentile(50), percentile(95), percentile(99));
  }

  private double percentile(int percent) {
    long upTo = 0;
    for (Map.Entry<Integer, Long> bin : counts.entrySet()) {
      upTo += bin.getValue();
      if (upTo * 100 >= total * percent) {
        return valueOf(bin.getKey());
      }
    }
    throw new IllegalStateException("no bin for " + percent + " % of " + total);
  }

  private static double valueOf(int bin) {
    return bin == ZERO ? 0 : 2 * Math.pow(GROWTH, bin) / (GROWTH + 1);
  }
}
