package io.hivecore.journal;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.util.UUID;

/**
 * What the telemetry store knows of records that were applied to it, for deciding duplicates. The
 * journal itself remembers every identity that it may still have to apply.
 */
public interface KnownRecords {
  /** Nothing is known: for a journal without a store behind it. */
  KnownRecords NONE =
      new KnownRecords() {
        @Override
        public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
          return false;
        }

        @Override
        public Known find(TenantId tenant, RecordKind kind, UUID id) {
          return Known.ABSENT;
        }
      };

  /** A quick answer from memory: false is certain, true asks for {@link #find}. */
  boolean mayContain(TenantId tenant, RecordKind kind, UUID id);

  /**
   * The exact answer; may read from disk, so it is asked on the caller's thread before the entry is
   * queued.
   */
  Known find(TenantId tenant, RecordKind kind, UUID id);

  /** What is known of one identity. The last three are of executions only, by their status. */
  enum Known {
    ABSENT,
    PRESENT,
    COMPLETED,
    FAILED
  }
}
