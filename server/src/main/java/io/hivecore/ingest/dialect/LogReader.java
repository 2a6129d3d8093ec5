package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the log records of one request. Belongs to one thread. */
final class LogReader {
  private final Arrival arrival;
  private final Identities identities;
  private final Found found = new Found(Dialects.KEYS);

  LogReader(Arrival arrival, Identities identities) {
    this.arrival = arrival;
    this.identities = identities;
  }

  /**
   * Reads one.
   *
   * @param index its place in the request
   */
  LogOutcome read(LogRecord log, Origin origin, int index) {
    found.clear();
    found.take(log.getAttributesList());
    found.finish();
    return new LogOutcome.Records(
        List.of(PlainLogs.record(log, found, origin, arrival, identities, index)));
  }

  /** When it was: as its sender says, else as the first collector noted; null for neither. */
  static @Nullable Instant time(LogRecord log) {
    Instant time = UnixNanos.instant(log.getTimeUnixNano());
    return time == null ? UnixNanos.instant(log.getObservedTimeUnixNano()) : time;
  }
}
