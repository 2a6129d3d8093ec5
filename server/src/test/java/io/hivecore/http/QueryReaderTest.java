package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hivecore.telemetry.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryReaderTest {
  @Test
  void readsEveryType() {
    QueryReader reader =
        reader(
            "days=30&interval=week&group_by=minute,day&group_by=day&agent=a%2Cb&agent=c&stale=TRUE"
                + "&tz=Europe/Berlin&q=x%20y&empty=");

    assertThat(reader.positiveInt("days")).isEqualTo(OptionalInt.of(30));
    assertThat(reader.oneOf("interval", Interval.values(), Interval::wireName))
        .isEqualTo(Optional.of(Interval.WEEK));
    assertThat(reader.someOf("group_by", Interval.values(), Interval::wireName))
        .containsExactly(Interval.MINUTE, Interval.DAY);
    assertThat(reader.list("agent")).isEqualTo(List.of("a", "b", "c"));
    assertThat(reader.bool("stale")).isEqualTo(Optional.of(true));
    assertThat(reader.zone("tz")).isEqualTo(Optional.of(ZoneId.of("Europe/Berlin")));
    assertThat(reader.text("q")).isEqualTo(Optional.of("x y"));
    assertThat(reader.has("empty")).isFalse();
    assertThat(reader.has("q")).isTrue();
    assertThatCode(reader::check).doesNotThrowAnyException();
  }

  @Test
  void whatIsAbsentOrEmptyIsNoMistake() {
    QueryReader reader = reader("days=&from=&interval=&stale=&tz=");

    assertThat(reader.positiveInt("days")).isEmpty();
    assertThat(reader.instant("from")).isEmpty();
    assertThat(reader.oneOf("interval", Interval.values(), Interval::wireName)).isEmpty();
    assertThat(reader.someOf("interval", Interval.values(), Interval::wireName))
        .isEqualTo(Set.of());
    assertThat(reader.bool("stale")).isEmpty();
    assertThat(reader.zone("tz")).isEmpty();
    assertThat(reader.list("none")).isEmpty();
    assertThatCode(reader::check).doesNotThrowAnyException();
  }

  @Test
  void namesEveryMistakeAtOnce() {
    QueryReader reader =
        reader("days=0&page_size=2001&from=yesterday&interval=year&stale=maybe&tz=Mars/Olympus");
    assertThat(reader.positiveInt("days")).isEmpty();
    assertThat(reader.positiveInt("page_size", 1000)).isEmpty();
    assertThat(reader.instant("from")).isEmpty();
    assertThat(reader.oneOf("interval", Interval.values(), Interval::wireName)).isEmpty();
    assertThat(reader.bool("stale")).isEmpty();
    assertThat(reader.zone("tz")).isEmpty();
    reader.invalid("to", "Before from.");

    ProblemException refused = catchThrowableOfType(ProblemException.class, reader::check);

    assertThat(refused.problem())
        .isEqualTo(
            Problem.invalid(
                List.of(
                    error("days", "\"0\" is not a whole number from 1."),
                    error("page_size", "\"2001\" is not a whole number from 1 to 1000."),
                    error(
                        "from",
                        "\"yesterday\" is not a time such as 2026-03-31T12:00:00Z or"
                            + " 2026-03-31T12:00:00+02:00, or a date such as 2026-03-31."),
                    error("interval", "\"year\" is not one of minute, hour, day, week, month."),
                    error("stale", "\"maybe\" is not true or false."),
                    error(
                        "tz",
                        "\"Mars/Olympus\" is not a time zone such as UTC, Europe/Berlin or"
                            + " +02:00."),
                    error("to", "Before from."))));
    assertThat(refused.problem().status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-31T12:00:00Z, 2026-03-31T12:00:00Z",
    "2026-03-31T12:00:00.123456789Z, 2026-03-31T12:00:00.123456789Z",
    "2026-03-31T12:00:00z, 2026-03-31T12:00:00Z",
    "2026-03-31T12:00, 2026-03-31T12:00:00Z",
    "2026-03-31T12:00:00, 2026-03-31T12:00:00Z",
    "2026-03-31%2012:00:00, 2026-03-31T12:00:00Z",
    "2026-03-31T12:00:00%2B02:00, 2026-03-31T10:00:00Z",
    "2026-03-31T12:00:00+02:00, 2026-03-31T10:00:00Z",
    "2026-03-31T12:00:00-0230, 2026-03-31T14:30:00Z",
    "2026-03-31, 2026-03-31T00:00:00Z",
  })
  void readsTimes(String sent, Instant expected) {
    QueryReader reader = reader("from=" + sent);

    assertThat(reader.instant("from")).isEqualTo(Optional.of(expected));
    assertThatCode(reader::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "2026-02-30T00:00:00Z",
        "2026-03-31T25:00:00Z",
        "2026-03-31T12:00:00+99:00",
        "2026-03-31T12:00:00Zjunk",
        "0000-01-01",
        "%2B999999999-12-31T23:59:59Z",
        "1774958400",
        "-",
        "%00",
      })
  void refusesWhatIsNoTime(String sent) {
    QueryReader reader = reader("from=" + sent.replace("%00", "%01"));

    assertThat(reader.instant("from")).isEmpty();
    assertThat(catchThrowableOfType(ProblemException.class, reader::check).problem().errors())
        .extracting(Problem.FieldError::field)
        .containsExactly("from");
  }

  @Test
  void aDateFollowsTheZoneAndAnEndHoldsItsDay() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    QueryReader reader = reader("from=2026-03-29&to=2026-03-29&at=2026-03-29T12:00:00");

    assertThat(reader.instant("from", berlin))
        .isEqualTo(Optional.of(Instant.parse("2026-03-28T23:00:00Z")));
    assertThat(reader.endInstant("to", berlin))
        .isEqualTo(Optional.of(Instant.parse("2026-03-29T22:00:00Z")));
    assertThat(reader.endInstant("at", berlin))
        .isEqualTo(Optional.of(Instant.parse("2026-03-29T10:00:00Z")));
  }

  @Test
  void readsAZoneWhosePlusWasNotEncoded() {
    assertThat(reader("tz=+02:00").zone("tz")).isEqualTo(Optional.of(ZoneOffset.ofHours(2)));
  }

  @Test
  void refusesValuesBeyondMeasure() {
    QueryReader reader = reader("q=" + "x".repeat(1_001) + "&agent=a," + "y".repeat(1_001));

    assertThat(reader.text("q")).isEmpty();
    assertThat(reader.list("agent")).isEmpty();
    assertThat(catchThrowableOfType(ProblemException.class, reader::check).problem().errors())
        .containsExactly(
            error("q", "Longer than 1000 characters."),
            error("agent", "Longer than 1000 characters."));
  }

  private static QueryReader reader(String query) {
    return QueryReader.of(Parameters.parse(query));
  }

  private static Problem.FieldError error(String field, String detail) {
    return new Problem.FieldError(field, detail);
  }
}
