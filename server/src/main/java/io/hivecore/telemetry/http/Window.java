package io.hivecore.telemetry.http;

import io.hivecore.http.QueryReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The range of time that a query asks about.
 *
 * @param from included; null for no limit
 * @param to excluded; null for no limit
 */
record Window(@Nullable Instant from, @Nullable Instant to) {
  /** A hundred years: more is a mistake, and would leave the calendar. */
  private static final int MOST_DAYS = 36_500;

  /**
   * Reads {@code from}, {@code to} and {@code days}. Days count back from {@code to} or else from
   * now; {@code from} and {@code days} exclude each other.
   *
   * @param now the present
   * @param zone of dates and of times without offset
   * @param otherwise how far back to go when nothing says where to begin; null for no limit
   */
  static Window read(QueryReader query, Instant now, ZoneId zone, @Nullable Duration otherwise) {
    Instant from = query.instant("from", zone).orElse(null);
    Instant to = query.endInstant("to", zone).orElse(null);
    OptionalInt days = query.intBetween("days", 1, MOST_DAYS);
    if (days.isPresent() && query.has("from")) {
      query.invalid("days", "Give either from or days.");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      query.invalid("to", "Must be later than from.");
    }
    Duration back = days.isPresent() ? Duration.ofDays(days.getAsInt()) : otherwise;
    if (from == null && back != null) {
      from = (to == null ? now : to).minus(back);
    }
    return new Window(from, to);
  }
}
