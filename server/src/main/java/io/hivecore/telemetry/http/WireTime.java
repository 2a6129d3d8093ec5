package io.hivecore.telemetry.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;

/** Times as the original server writes them. */
final class WireTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter WITH_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxxxx");

  private WireTime() {}

  /** ISO-8601 in UTC with {@code Z}; six fractional digits, none when they are zero. */
  static String utc(Instant time) {
    return (time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROSECONDS).format(time) + 'Z';
  }

  /** ISO-8601 to the second with the zone's offset, {@code +00:00} for UTC. */
  static String withOffset(ZonedDateTime time) {
    return WITH_OFFSET.format(time);
  }
}
