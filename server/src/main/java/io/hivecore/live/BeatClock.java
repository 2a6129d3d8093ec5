package io.hivecore.live;

import java.time.Duration;

/** Says when a heartbeat is due, by a clock that never jumps. Belongs to one thread. */
final class BeatClock {
  private final long periodNanos;
  private long dueNanos;

  BeatClock(Duration period) {
    periodNanos = period.toNanos();
    dueNanos = System.nanoTime() + periodNanos;
  }

  boolean isDue(long nowNanos) {
    if (nowNanos - dueNanos < 0) {
      return false;
    }
    // Behind by more than a period (the process was stopped): one heartbeat, not a burst.
    dueNanos = Math.max(dueNanos + periodNanos, nowNanos);
    return true;
  }
}
