package io.hivecore.live;

import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.TelemetryRecord;
import java.time.Duration;
import java.time.Instant;

/**
 * How events become bytes. A record is rendered once, whoever receives it. Safe for use by many
 * threads. Each {@code id} is the opaque position behind the event, from which a reader resumes.
 */
public interface EventFormat {
  /** The first event of every stream. */
  byte[] connected(String id, Duration reconnect);

  byte[] record(String id, JournaledEntry entry, TelemetryRecord record);

  byte[] heartbeat(String id, Instant now);

  /**
   * Something may have been missed.
   *
   * @param oldest the position from which everything that is still there can be replayed
   */
  byte[] gap(String id, String oldest, GapReason reason);

  /** The reader was too slow; nothing follows. */
  byte[] cut(String id);
}
