package io.hivecore.ingest;

import io.hivecore.telemetry.TelemetryRecord;

/**
 * A valid record on its way into the journal.
 *
 * @param identified whether the sender chose the identity, so that the same record may come again
 */
public record IncomingRecord(TelemetryRecord record, boolean identified) implements Decoded {}
