package io.hivecore.telemetry;

import io.hivecore.tenancy.TenantId;
import java.util.List;

/**
 * What a transaction did to the ledger, both by what was reported by itself and by what follows
 * from spans.
 *
 * @param added usage that counts from now on
 * @param retracted usage that was added by an earlier transaction and counts no more
 */
public record UsageChanges(List<Change> added, List<Change> retracted) {
  public static final UsageChanges NONE = new UsageChanges(List.of(), List.of());

  public UsageChanges {
    added = List.copyOf(added);
    retracted = List.copyOf(retracted);
  }

  /** One model call of a tenant. */
  public record Change(TenantId tenant, UsageRecord usage) {}
}
