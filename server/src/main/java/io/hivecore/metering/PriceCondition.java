package io.hivecore.metering;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** When a price of the catalogue is in force. */
public sealed interface PriceCondition {
  boolean holdsAt(Instant time);

  /** Part of a price's version that tells it from the model's other prices; empty for always. */
  String label();

  /** At any time. */
  record Always() implements PriceCondition {
    @Override
    public boolean holdsAt(Instant time) {
      return true;
    }

    @Override
    public String label() {
      return "";
    }
  }

  /** From the beginning of a day, UTC. */
  record From(LocalDate day, Instant start) implements PriceCondition {
    public From(LocalDate day) {
      this(day, day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    @Override
    public boolean holdsAt(Instant time) {
      return !time.isBefore(start);
    }

    @Override
    public String label() {
      return day.toString();
    }
  }

  /**
   * Every day between two times of day, UTC; over midnight when the end is the earlier one.
   *
   * @param end excluded
   */
  record Daily(LocalTime start, LocalTime end) implements PriceCondition {
    private static final long SECONDS_OF_DAY = 86_400;

    @Override
    public boolean holdsAt(Instant time) {
      long secondOfDay = Math.floorMod(time.getEpochSecond(), SECONDS_OF_DAY);
      LocalTime clock = LocalTime.ofSecondOfDay(secondOfDay).withNano(time.getNano());
      boolean started = !clock.isBefore(start);
      boolean running = clock.isBefore(end);
      return end.isBefore(start) ? started || running : started && running;
    }

    @Override
    public String label() {
      return start + "-" + end;
    }
  }
}
