package io.hivecore.telemetry.http;

import java.time.Duration;

/** A moment by which a query has to be answered; on the machine's steady clock. */
final class Deadline {
  private final long atNanos;

  private Deadline(long atNanos) {
    this.atNanos = atNanos;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isOver() {
    return atNanos - System.nanoTime() <= 0;
  }

  /** What is left, at least a millisecond, so that the store itself finds that it is over. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(1_000_000, atNanos - System.nanoTime()));
  }
}
