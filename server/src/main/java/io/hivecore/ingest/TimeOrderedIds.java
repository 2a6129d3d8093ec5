package io.hivecore.ingest;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7 (RFC 9562): each is greater than the one before, also when the clock
 * goes back; behind a restart they begin where the clock is then. Safe for use by many threads.
 *
 * <p>The 12 bits behind the milliseconds count the ids of a millisecond (RFC 9562, 6.2 method 1);
 * when they run over, the next millisecond is used ahead of time.
 */
final class TimeOrderedIds {
  private static final int COUNTER_BITS = 12;

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();

  TimeOrderedIds(InstantSource clock) {
    this.clock = clock;
  }

  UUID next() {
    long now = clock.millis() << COUNTER_BITS;
    long tick = last.updateAndGet(before -> Math.max(before + 1, now));
    long high = ((tick >>> COUNTER_BITS) << 16) | 0x7000L | (tick & 0xFFF);
    long low = (ThreadLocalRandom.current().nextLong() >>> 2) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
