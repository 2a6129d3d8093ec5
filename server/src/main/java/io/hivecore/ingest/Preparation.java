package io.hivecore.ingest;

import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.TenantId;

/**
 * What is done to every record, of every door, before it goes into the journal. Kind, identity,
 * times and numbers stay.
 */
@FunctionalInterface
public interface Preparation {
  /** Leaves records as they are. */
  Preparation NONE = (tenant, record) -> record;

  /**
   * The record as it is to be kept.
   *
   * @throws IngestRefusedException when that cannot be done just now; the record is refused, so
   *     that none is kept as it came
   */
  TelemetryRecord prepared(TenantId tenant, TelemetryRecord record);

  /** This, and then another on what it left. */
  default Preparation then(Preparation next) {
    return (tenant, record) -> next.prepared(tenant, prepared(tenant, record));
  }
}
