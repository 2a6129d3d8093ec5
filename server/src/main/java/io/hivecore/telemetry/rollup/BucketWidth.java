package io.hivecore.telemetry.rollup;

/** The widths of time that usage is summed up over. Days are UTC's. */
public enum BucketWidth {
  /** All zones' offsets today are multiples of it. */
  QUARTER(15 * 60 * 1_000_000L),
  DAY(24 * 60 * 60 * 1_000_000L);

  private final long micros;

  BucketWidth(long micros) {
    this.micros = micros;
  }

  public long micros() {
    return micros;
  }

  /** The beginning of the bucket that holds a time. */
  public long floor(long timeMicros) {
    return Math.floorDiv(timeMicros, micros) * micros;
  }

  /** The first beginning of a bucket that is not before a time. */
  public long ceil(long timeMicros) {
    return -floor(-timeMicros);
  }
}
