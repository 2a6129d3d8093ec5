package io.hivecore.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * A range of time cut into steps of one width, which begin at multiples of it since 1970.
 *
 * @param from included; the first step begins here or before
 * @param to excluded
 * @param width whole seconds, at least one
 */
public record MetricSteps(Instant from, Instant to, Duration width) {
  public MetricSteps {
    if (width.toSeconds() < 1
        || !width.equals(Duration.ofSeconds(width.toSeconds()))
        || !from.isBefore(to)) {
      throw new IllegalArgumentException("steps of at least a second, in a range of time");
    }
  }

  /** Where the first step begins, in seconds since 1970. */
  public long originSeconds() {
    long seconds = width.toSeconds();
    return Math.floorDiv(from.getEpochSecond(), seconds) * seconds;
  }

  /** How many there are. */
  public long count() {
    Instant last = to.minusNanos(1);
    return (last.getEpochSecond() - originSeconds()) / width.toSeconds() + 1;
  }

  /** Where a step begins. */
  public Instant start(int step) {
    return Instant.ofEpochSecond(originSeconds() + step * width.toSeconds());
  }
}
