package io.hivecore.journal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about. */
final class Eventually {
  private static final Duration AT_MOST = Duration.ofSeconds(20);

  private Eventually() {}

  static void is(BooleanSupplier condition) {
    long end = System.nanoTime() + AT_MOST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come about within " + AT_MOST);
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
