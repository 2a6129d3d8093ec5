package io.hivecore.journal;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry as the journal keeps it.
 *
 * @param sequence 1, 2, 3 … over all tenants; never leaves the server as it is
 * @param created whether the identity was new at this position
 * @param settledStatus the terminal status that an execution had before this entry and keeps; null
 *     when it had none
 * @param payload the encoded record
 */
public record JournaledEntry(
    long sequence,
    TenantId tenant,
    RecordKind kind,
    UUID id,
    boolean created,
    @Nullable ExecutionStatus settledStatus,
    byte[] payload) {
  /** Decodes the payload. */
  public TelemetryRecord decode() {
    return RecordCodec.decode(kind, payload);
  }
}
