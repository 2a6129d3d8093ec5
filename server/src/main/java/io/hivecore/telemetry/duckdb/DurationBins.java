package io.hivecore.telemetry.duckdb;

/**
 * Log-spaced bins for durations: bin {@code b} holds what is above g^(b-1) and at most g^b
 * milliseconds, and stands for 2g^b/(g+1), which is at most 4.5 % off. (The bins of DDSketch,
 * Masson et al., VLDB 2019.)
 */
final class DurationBins {
  /** Holds 0, which has no logarithm. */
  static final short ZERO = Short.MIN_VALUE;

  private static final double ACCURACY = 0.045;
  private static final double GROWTH = (1 + ACCURACY) / (1 - ACCURACY);
  private static final double LOG_GROWTH = Math.log(GROWTH);

  /** {@link #of} in SQL. */
  static final String SQL =
      "CASE WHEN duration_ms > 0 THEN ceil(ln(duration_ms) / "
          + LOG_GROWTH
          + "::DOUBLE)::SMALLINT ELSE ("
          + ZERO
          + ")::SMALLINT END";

  private DurationBins() {}

  static short of(double millis) {
    return millis > 0 ? (short) Math.ceil(Math.log(millis) / LOG_GROWTH) : ZERO;
  }

  static double valueOf(int bin) {
    return bin == ZERO ? 0 : 2 * Math.pow(GROWTH, bin) / (GROWTH + 1);
  }
}
