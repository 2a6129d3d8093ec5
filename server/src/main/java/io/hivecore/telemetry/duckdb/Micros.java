package io.hivecore.telemetry.duckdb;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as microseconds since 1970, the precision of the store. */
final class Micros {
  private static final long PER_SECOND = 1_000_000;

  private Micros() {}

  static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    return Math.addExact(Math.multiplyExact(seconds, PER_SECOND), instant.getNano() / 1_000);
  }

  /** The first microsecond that is not before the instant. */
  static long ceil(Instant instant) {
    Instant cut = instant.truncatedTo(ChronoUnit.MICROS);
    return cut.equals(instant) ? of(cut) : Math.addExact(of(cut), 1);
  }

  static Instant toInstant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
  }
}
