package io.hivecore.ingest;

import io.hivecore.telemetry.TelemetryRecord;

/**
 * A valid record on its way into the journal.
 *
 * @param identified whether the sender chose the identity, so that the same record may come again
 * @param hourCacheWrites of the tokens that a call wrote to a cache those that stay there for an
 *     hour. They cost more, so the price needs them; the ledger has one figure for all of them
 */
public record IncomingRecord(TelemetryRecord record, boolean identified, long hourCacheWrites)
    implements Decoded {
  public IncomingRecord(TelemetryRecord record, boolean identified) {
    this(record, identified, 0);
  }
}
