package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import java.util.UUID;

/** One row of one kind: a version of a record, or the record. */
record RowKey(RecordKind kind, long sequence, UUID id) {}
