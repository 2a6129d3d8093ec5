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

  /** The beginning of the bucket behind the one that begins at the given time. */
  public ZonedDateTime next(ZonedDateTime start) {
    return switch (this) {
      case MINUTE -> start.plusMinutes(1);
      case HOUR -> start.plusHours(1);
      case DAY -> start.toLocalDate().plusDays(1).atStartOfDay(start.getZone());
      case WEEK -> start.toLocalDate().plusWeeks(1).atStartOfDay(start.getZone());
      case MONTH -> start.toLocalDate().plusMonths(1).atStartOfDay(start.getZone());
    };
  }
}
