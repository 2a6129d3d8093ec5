package io.hivecore.metering;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Keeps tenants' own prices. Durable when a method returns. Failures are unchecked and change
 * nothing.
 */
public interface TenantPriceStore {
  /** All prices of a tenant, ended ones too, in the order of creation. */
  List<TenantPrice> all(TenantId tenant);

  /** Adds a price under an id that is not there yet. */
  void add(TenantId tenant, TenantPrice price);

  /**
   * Sets the end of a price.
   *
   * @return false when the tenant has no such price
   */
  boolean end(TenantId tenant, UUID id, Instant effectiveUntil);
}
