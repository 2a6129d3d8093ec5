package io.hivecore.ingest.masking;

import io.hivecore.tenancy.TenantId;
import java.util.List;
import java.util.UUID;

/** Keeps tenants' rules. Durable when a method returns. Failures are unchecked, change nothing. */
public interface MaskingRuleStore {
  /** All rules of a tenant, by position and then in the order of creation. */
  List<MaskingRule> all(TenantId tenant);

  /** Adds a rule under an id that is not there yet. */
  void add(TenantId tenant, MaskingRule rule);

  /**
   * Puts a rule in place of the one with its id; the time of creation stays.
   *
   * @return false when the tenant has no such rule
   */
  boolean replace(TenantId tenant, MaskingRule rule);

  /**
   * Removes a rule.
   *
   * @return false when the tenant has no such rule
   */
  boolean remove(TenantId tenant, UUID id);
}
