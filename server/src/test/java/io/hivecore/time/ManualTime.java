package io.hivecore.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A clock that can be set, and the time that only goes forward, each moved by hand. */
public final class ManualTime implements InstantSource, LongSupplier {
  private final AtomicReference<Instant> clock;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000);

  public ManualTime(Instant now) {
    this.clock = new AtomicReference<>(now);
  }

  /** Time goes by: both move. */
  public void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    jump(duration);
  }

  /** Somebody sets the clock. */
  public void jump(Duration duration) {
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
