package io.hivecore.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A clock that can be set, and the time that only goes forward, each moved by hand. */
final class ManualTime implements InstantSource, LongSupplier {
  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

  /** Time goes by: both move. */
  void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    jump(duration);
  }

  /** Somebody sets the clock. */
  void jump(Duration duration) {
    clock.updateAndGet(now -> now.plus(duration));
  }

  @Override
  public Instant instant() {
    return clock.get();
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }
}
