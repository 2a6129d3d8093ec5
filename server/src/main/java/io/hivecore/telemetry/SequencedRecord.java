package io.hivecore.telemetry;

import io.hivecore.tenancy.TenantId;

/**
 * A record on its way into the store.
 *
 * @param sequence its place in the journal; rises from record to record
 * @param created whether its identity was new in the journal; false only for a further message on
 *     an execution
 */
public record SequencedRecord(
    long sequence, TenantId tenant, boolean created, TelemetryRecord record) {}
