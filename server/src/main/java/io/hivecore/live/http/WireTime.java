package io.hivecore.live.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times in events: ISO-8601 in UTC with {@code +00:00}, six decimals of a second or none. */
final class WireTime {
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter MICROS =
      new DateTimeFormatterBuilder()
          .append(WHOLE)
          .appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, true)
          .toFormatter(Locale.ROOT);

  private WireTime() {}

  static String of(Instant instant) {
    boolean whole =
        instant.truncatedTo(ChronoUnit.MICROS).equals(instant.truncatedTo(ChronoUnit.SECONDS));
    DateTimeFormatter format = whole ? WHOLE : MICROS;
    return format.format(instant.atOffset(ZoneOffset.UTC)) + "+00:00";
  }

  static @Nullable String ofNullable(@Nullable Instant instant) {
    return instant == null ? null : of(instant);
  }
}
