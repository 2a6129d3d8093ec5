package io.hivecore.identity;

import io.hivecore.tenancy.TenantId;
import java.util.List;
import java.util.Optional;

/** Keeps tenants. Safe for use by many threads and, where the store is shared, processes. */
public interface TenantStore {
  /**
   * Adds a tenant.
   *
   * @return false when one of the same slug exists
   */
  boolean insert(Tenant tenant);

  /** All of them, by creation, then slug. */
  List<Tenant> list();

  Optional<Tenant> find(TenantId tenant);

  Optional<Tenant> findBySlug(String slug);

  /**
   * Removes a tenant and its keys.
   *
   * @return false when there is none
   */
  boolean delete(TenantId tenant);
}
