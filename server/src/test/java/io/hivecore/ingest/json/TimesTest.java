package io.hivecore.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-01T09:30:00.123456       | 2026-03-01T09:30:00.123456Z
          2026-03-01T09:30:00.123456Z      | 2026-03-01T09:30:00.123456Z
          2026-03-01t09:30:00z             | 2026-03-01T09:30:00Z
          2026-03-01 09:30:00              | 2026-03-01T09:30:00Z
          2026-03-01T09:30                 | 2026-03-01T09:30:00Z
          2026-03-01T09:30Z                | 2026-03-01T09:30:00Z
          2026-03-01T09:30:00.1            | 2026-03-01T09:30:00.1Z
          2026-03-01T09:30:00,25Z          | 2026-03-01T09:30:00.25Z
          2026-03-01T09:30:00.123456789Z   | 2026-03-01T09:30:00.123456Z
          2026-03-01T09:30:00.1234569999999999999999Z | 2026-03-01T09:30:00.123456Z
          2026-03-01T09:30:00+08:00        | 2026-03-01T01:30:00Z
          2026-03-01T09:30:00+0800         | 2026-03-01T01:30:00Z
          2026-03-01T09:30:00+08           | 2026-03-01T01:30:00Z
          2026-03-01T09:30:00-05:30        | 2026-03-01T15:00:00Z
          2026-01-01T00:00:00+00:00        | 2026-01-01T00:00:00Z
          2024-02-29T23:59:59.999999Z      | 2024-02-29T23:59:59.999999Z
          2000-02-29T00:00:00Z             | 2000-02-29T00:00:00Z
          1970-01-01T00:00:00Z             | 1970-01-01T00:00:00Z
          1969-12-31T23:59:59.5Z           | 1969-12-31T23:59:59.5Z
          0000-01-01T00:00:00Z             | 0000-01-01T00:00:00Z
          9999-12-31T23:59:59Z             | 9999-12-31T23:59:59Z
          """)
  void reads(String text, Instant expected) {
    assertThat(instant(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-03-01",
        "2026-03-01T",
        "2026-03-01T09",
        "2026-03-01T09:3",
        "2026-03-01T0930",
        "20260301T093000Z",
        "2026-3-1T09:30:00",
        "2026-03-01T09:30:00.",
        "2026-03-01T09:30:00.Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T09:60:00Z",
        "2026-03-01T09:30:60Z",
        "2026-03-01T09:30:00+19:00",
        "2026-03-01T09:30:00+08:60",
        "2026-03-01T09:30:00+8",
        "2026-03-01T09:30:00 UTC",
        "2026-03-01T09:30:00Z ",
        "2026-03-01T09:30:00ZZ",
        "2026-03-01T09:30:00[UTC]",
        "1767225600",
        "-2026-03-01T09:30:00Z",
        "+12026-03-01T09:30:00Z",
        "now",
        "٢٠٢٦-03-01T09:30:00Z",
        "2026-W09-7T09:30:00Z"
      })
  void refuses(String text) {
    assertThat(micros(text)).isEqualTo(Times.MALFORMED);
  }

  @Property(tries = 2_000)
  void agreesWithJavaTime(
      @ForAll @LongRange(min = -62_167_219_200_000_000L, max = 253_402_300_799_999_999L)
          long micros,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
    Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    OffsetDateTime shifted =
        instant
            .atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60))
            .truncatedTo(ChronoUnit.MICROS);
    if (shifted.getYear() >= 0 && shifted.getYear() <= 9999) {
      assertThat(micros(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(shifted))).isEqualTo(micros);
    }
    LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    assertThat(micros(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(utc))).isEqualTo(micros);
  }

  private static long micros(String text) {
    char[] padded = ("xx" + text + "99").toCharArray();
    return Times.micros(padded, 2, padded.length - 2);
  }

  private static Instant instant(String text) {
    return Instant.EPOCH.plus(micros(text), ChronoUnit.MICROS);
  }
}
