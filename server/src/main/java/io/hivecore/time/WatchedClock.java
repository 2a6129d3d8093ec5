package io.hivecore.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The machine's clock, held against time that only goes forward: remembers when it was set, so that
 * ages stay what they are. Safe for use by many threads.
 *
 * <p>It notices a change when it is next read. Times that it gave are therefore always from a
 * period that it knows, unless an earlier run of the server gave them.
 */
public final class WatchedClock implements InstantSource {
  /** Less than this is the reader's own delay, or a clock that is steered and not set. */
  private static final Duration NOTICED = Duration.ofSeconds(1);

  /** More are forgotten, the oldest first: a clock that is set so often has no true time. */
  private static final int MOST_PERIODS = 64;

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Object lock = new Object();
  private volatile List<Period> periods;

  /** From one setting of the clock to the next. */
  private record Period(Instant began, long beganNanos) {
    Instant at(long nanos) {
      return began.plusNanos(nanos - beganNanos);
    }

    boolean showed(Instant time, long untilNanos) {
      return !time.isBefore(began.minus(NOTICED)) && !time.isAfter(at(untilNanos).plus(NOTICED));
    }

    Duration since(Instant time, long nanos) {
      Duration since = Duration.between(time, at(nanos));
      return since.isNegative() ? Duration.ZERO : since;
    }
  }

  public WatchedClock(InstantSource clock) {
    this(clock, System::nanoTime);
  }

  /**
   * @param nanoTime time that only goes forward, whatever is done to the clock
   */
  public WatchedClock(InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.periods = List.of(new Period(clock.instant(), nanoTime.getAsLong()));
  }

  @Override
  public Instant instant() {
    Instant now = clock.instant();
    return isSet(now, nanoTime.getAsLong()) ? noted() : now;
  }

  /**
   * How long ago this clock showed a time. Of a time that it showed twice, since the second; of one
   * that only lies ahead, since the start, before which it must have been. Never negative.
   */
  public Duration age(Instant time) {
    instant();
    long nanos = nanoTime.getAsLong();
    List<Period> known = periods;
    long endNanos = nanos;
    for (Period period : known.reversed()) {
      if (period.showed(time, endNanos)) {
        return period.since(time, nanos);
      }
      endNanos = period.beganNanos();
    }
    Period start = known.getFirst();
    return known.stream()
        .filter(period -> time.isBefore(period.began()))
        .findFirst()
        .map(period -> period.since(time, nanos))
        .orElseGet(() -> start.since(start.began(), nanos));
  }

  /**
   * The time by the clock or, when it was set ahead only lately, by what it showed before: for what
   * cannot be undone should the setting have been a mistake.
   *
   * @param lately how long a setting has to hold before it counts
   */
  public Instant cautious(Duration lately) {
    Instant earliest = instant();
    long nanos = nanoTime.getAsLong();
    for (Period period : periods.reversed()) {
      Instant shown = period.at(nanos);
      earliest = shown.isBefore(earliest) ? shown : earliest;
      if (nanos - period.beganNanos() >= lately.toNanos()) {
        break;
      }
    }
    return earliest;
  }

  private boolean isSet(Instant now, long nanos) {
    Duration off = Duration.between(periods.getLast().at(nanos), now);
    return off.abs().compareTo(NOTICED) > 0;
  }

  private Instant noted() {
    synchronized (lock) {
      Instant now = clock.instant();
      long nanos = nanoTime.getAsLong();
      if (isSet(now, nanos)) {
        List<Period> more = new ArrayList<>(periods);
        if (more.size() == MOST_PERIODS) {
          more.removeFirst();
        }
        more.add(new Period(now, nanos));
        periods = List.copyOf(more);
      }
      return now;
    }
  }
}
