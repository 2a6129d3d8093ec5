package io.hivecore.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriceHistoryTest {
  private static final PriceCondition ALWAYS = new PriceCondition.Always();

  @Test
  void aPriceHoldsFromTheBeginningOfItsDay() {
    PriceHistory history =
        new PriceHistory(
            List.of(
                listed(ALWAYS, "first"),
                listed(new PriceCondition.From(LocalDate.parse("2025-06-10")), "second"),
                listed(new PriceCondition.From(LocalDate.parse("2026-01-01")), "third")));

    assertThat(version(history, "2020-01-01T00:00:00Z")).isEqualTo("first");
    assertThat(version(history, "2025-06-09T23:59:59.999999999Z")).isEqualTo("first");
    assertThat(version(history, "2025-06-10T00:00:00Z")).isEqualTo("second");
    assertThat(version(history, "2025-12-31T23:59:59Z")).isEqualTo("second");
    assertThat(version(history, "2026-01-01T00:00:00Z")).isEqualTo("third");
  }

  @Test
  void aDailyPriceHoldsBetweenItsTimes() {
    PriceHistory history =
        new PriceHistory(List.of(listed(ALWAYS, "night"), listed(daily("00:30", "16:30"), "day")));

    assertThat(version(history, "2026-03-01T00:29:59.999Z")).isEqualTo("night");
    assertThat(version(history, "2026-03-01T00:30:00Z")).isEqualTo("day");
    assertThat(version(history, "2026-03-01T16:29:59.999999999Z")).isEqualTo("day");
    assertThat(version(history, "2026-03-01T16:30:00Z")).isEqualTo("night");
    assertThat(version(history, "1969-12-31T12:00:00Z")).isEqualTo("day");
  }

  @Test
  void aDailyPriceMayGoOverMidnight() {
    PriceHistory history =
        new PriceHistory(List.of(listed(ALWAYS, "day"), listed(daily("16:30", "00:30"), "night")));

    assertThat(version(history, "2026-03-01T16:29:59Z")).isEqualTo("day");
    assertThat(version(history, "2026-03-01T23:59:59Z")).isEqualTo("night");
    assertThat(version(history, "2026-03-02T00:29:59Z")).isEqualTo("night");
    assertThat(version(history, "2026-03-02T00:30:00Z")).isEqualTo("day");
  }

  @Test
  void theLastPriceWhoseConditionHoldsWins() {
    PriceHistory history =
        new PriceHistory(
            List.of(
                listed(ALWAYS, "old"),
                listed(new PriceCondition.From(LocalDate.parse("2026-08-17")), "new"),
                listed(daily("01:00", "04:00"), "peak")));

    assertThat(version(history, "2026-09-01T02:00:00Z")).isEqualTo("peak");
    assertThat(version(history, "2026-09-01T05:00:00Z")).isEqualTo("new");
    assertThat(version(history, "2026-08-01T05:00:00Z")).isEqualTo("old");
  }

  @Test
  void whereNoConditionHoldsTheFirstPriceDoes() {
    PriceHistory history =
        new PriceHistory(
            List.of(
                listed(new PriceCondition.From(LocalDate.parse("2026-01-01")), "first"),
                listed(new PriceCondition.From(LocalDate.parse("2027-01-01")), "second")));

    assertThat(version(history, "2025-01-01T00:00:00Z")).isEqualTo("first");
  }

  private static PriceCondition daily(String start, String end) {
    return new PriceCondition.Daily(LocalTime.parse(start), LocalTime.parse(end));
  }

  private static ListedPrice listed(PriceCondition condition, String version) {
    Rate one = Rate.flat(BigDecimal.ONE);
    return new ListedPrice(
        condition, new ModelPrice(one, one, null, null, null, null, Set.of()), version);
  }

  private static String version(PriceHistory history, String time) {
    return history.at(Instant.parse(time)).version();
  }
}
