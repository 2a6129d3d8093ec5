package io.hivecore;

import io.hivecore.journal.KnownRecords;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.tenancy.TenantId;
import java.util.UUID;

/** Tells the journal what the telemetry store knows. */
record StoredRecords(TelemetryStore store) implements KnownRecords {
  @Override
  public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
    return store.mayContain(tenant, kind, id);
  }

  @Override
  public Known find(TenantId tenant, RecordKind kind, UUID id) {
    if (kind == RecordKind.EXECUTION) {
      return store.execution(tenant, id).map(StoredRecords::known).orElse(Known.ABSENT);
    }
    return store.contains(tenant, kind, id) ? Known.PRESENT : Known.ABSENT;
  }

  private static Known known(ExecutionRecord execution) {
    return switch (execution.effectiveStatus()) {
      case RUNNING -> Known.PRESENT;
      case COMPLETED -> Known.COMPLETED;
      case FAILED -> Known.FAILED;
    };
  }
}
