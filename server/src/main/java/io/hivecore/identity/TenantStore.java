package io.hivecore.identity;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
   * Changes for how many days a tenant's telemetry is kept.
   *
   * @param days null for as many as the server's settings say
   * @return false when there is no such tenant
   */
  boolean setRetentionDays(TenantId tenant, @Nullable Integer days);

  /**
   * Removes a tenant and its keys, and remembers that its telemetry is still to be removed.
   *
   * @return false when there is none
   */
  boolean delete(TenantId tenant, Instant at);

  /** Deleted tenants whose telemetry is still to be removed, with the time of their deletion. */
  Map<TenantId, Instant> departed();

  /** The telemetry of a deleted tenant has been removed. */
  void forget(TenantId departed);
}
