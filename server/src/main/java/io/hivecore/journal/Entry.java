package io.hivecore.journal;

import static java.util.Objects.requireNonNull;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One encoded record on its way into the journal.
 *
 * @param id identity within tenant and kind
 * @param identified whether the sender chose the identity, so that the same one may come again; an
 *     id that the server has just made is never looked up
 * @param status an execution's status as sent, null when absent; null for other kinds
 * @param payload the record, as {@link RecordCodec} writes it; owned by the entry, not to be
 *     changed
 */
public record Entry(
    TenantId tenant,
    RecordKind kind,
    UUID id,
    boolean identified,
    @Nullable ExecutionStatus status,
    byte[] payload) {
  public Entry {
    requireNonNull(tenant, "tenant");
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
    requireNonNull(payload, "payload");
  }
}
