package io.hivecore.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Times as answers and events write them: ISO-8601, with six fractional digits, or none when they
 * are zero. UTC is written in two ways, as the original server did: {@code Z} in what is stored,
 * {@code +00:00} in events and in what is computed.
 */
public final class WireTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter WITH_OFFSET =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxxxx", Locale.ROOT);

  private WireTime() {}

  /** In UTC, ending {@code Z}. */
  public static String utc(Instant time) {
    return digits(time) + 'Z';
  }

  /** In UTC, ending {@code +00:00}. */
  public static String utcWithOffset(Instant time) {
    return digits(time) + "+00:00";
  }

  /** To the second, with the zone's offset, {@code +00:00} for UTC. */
  public static String withOffset(ZonedDateTime time) {
    return WITH_OFFSET.format(time);
  }

  private static String digits(Instant time) {
    return (time.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROSECONDS).format(time);
  }
}
