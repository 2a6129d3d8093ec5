package io.hivecore.telemetry;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * The width of a bucket on the time axis; from DAY on it follows the calendar of a time zone, weeks
 * begin on Monday.
 */
public enum Interval {
  MINUTE,
  HOUR,
  DAY,
  WEEK,
  MONTH;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Interval> ofWireName(String wireName) {
    for (Interval interval : values()) {
      if (interval.wireName().equals(wireName)) {
        return Optional.of(interval);
      }
    }
    return Optional.empty();
  }

  /** The beginning of the bucket that holds the time. */
  public ZonedDateTime floor(ZonedDateTime time) {
    return switch (this) {
      case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> time.toLocalDate().atStartOfDay(time.getZone());
      case WEEK ->
          time.toLocalDate()
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(time.getZone());
      case MONTH -> time.toLocalDate().withDayOfMonth(1).atStartOfDay(time.getZone());
    };
  }

  /**
   * The beginning of the bucket behind the one that begins at the given time. Where clocks change
   * by half an hour, an hour later is not one.
   */
  public ZonedDateTime next(ZonedDateTime start) {
    ZonedDateTime later = step(start);
    while (!floor(later).toInstant().isAfter(start.toInstant())) {
      later = step(later);
    }
    return floor(later);
  }

  private ZonedDateTime step(ZonedDateTime time) {
    return switch (this) {
      case MINUTE -> time.plusMinutes(1);
      case HOUR -> time.plusHours(1);
      case DAY -> time.toLocalDate().plusDays(1).atStartOfDay(time.getZone());
      case WEEK -> time.toLocalDate().plusWeeks(1).atStartOfDay(time.getZone());
      case MONTH -> time.toLocalDate().plusMonths(1).atStartOfDay(time.getZone());
    };
  }
}
