package io.hivecore.live;

import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.TelemetryRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entry on its way to the subscribers of its tenant: decoded when the first of them may want
 * it, rendered when the first of them does. Belongs to one thread.
 */
final class LiveEvent {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEvent.class);

  private final JournaledEntry entry;
  private final Positions.OfTenant positions;
  private final EventFormat format;
  private final LiveCounters counters;
  private @Nullable TelemetryRecord record;
  private @Nullable RenderedEvent rendered;
  private boolean unreadable;

  LiveEvent(
      JournaledEntry entry,
      Positions.OfTenant positions,
      EventFormat format,
      LiveCounters counters) {
    this.entry = entry;
    this.positions = positions;
    this.format = format;
    this.counters = counters;
  }

  long sequence() {
    return entry.sequence();
  }

  /** The event as the filter's owner gets it; empty when it does not want it. */
  Optional<RenderedEvent> renderedFor(StreamFilter filter) {
    if (unreadable || !filter.wants(entry.kind())) {
      return Optional.empty();
    }
    try {
      if (record == null) {
        record = entry.decode();
      }
      if (!filter.matches(record)) {
        return Optional.empty();
      }
      if (rendered == null) {
        String id = positions.ofRecord(entry.sequence());
        rendered = new RenderedEvent(entry.sequence(), true, format.record(id, entry, record));
      }
      return Optional.of(rendered);
    } catch (RuntimeException e) {
      // One entry that cannot be shown must not end the streams; the store will tell of it too.
      unreadable = true;
      counters.unreadable.increment();
      LOG.error("journal entry {} cannot be streamed", entry.sequence(), e);
      return Optional.empty();
    }
  }
}
