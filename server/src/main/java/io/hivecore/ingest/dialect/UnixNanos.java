package io.hivecore.ingest.dialect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Points in time as OTLP has them: nanoseconds since 1970. */
final class UnixNanos {
  private UnixNanos() {}

  /** In microseconds, as all records; null for none and for what is beyond the year 2262. */
  static @Nullable Instant instant(long nanos) {
    return nanos <= 0
        ? null
        : Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000 / 1_000 * 1_000);
  }
}
