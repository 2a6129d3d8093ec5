package io.hivecore.identity;

import static java.time.temporal.ChronoUnit.MICROS;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, finds and removes tenants. Safe for use by many threads. */
public final class Tenants {
  private final TenantStore store;
  private final InstantSource clock;

  public Tenants(TenantStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes an active tenant whose telemetry is kept as long as the server's settings say.
   *
   * @throws IdentityException with code INVALID_NAME, INVALID_SLUG or SLUG_TAKEN
   */
  public Tenant create(String slug, String name) {
    return create(slug, name, null);
  }

  /**
   * Makes an active tenant.
   *
   * @param retentionDays for how long its telemetry is kept; null for as long as the server's
   *     settings say
   * @throws IdentityException with code INVALID_NAME, INVALID_SLUG, INVALID_RETENTION or SLUG_TAKEN
   */
  public Tenant create(String slug, String name, @Nullable Integer retentionDays) {
    var tenant =
        new Tenant(
            new TenantId(UUID.randomUUID()),
            name,
            slug,
            TenantStatus.ACTIVE,
            clock.instant().truncatedTo(MICROS),
            retentionDays);
    if (!store.insert(tenant)) {
      throw new IdentityException(
          IdentityException.Code.SLUG_TAKEN, "there is a tenant " + slug + " already");
    }
    return tenant;
  }

  /** All of them, by creation. */
  public List<Tenant> list() {
    return store.list();
  }

  public Optional<Tenant> find(TenantId tenant) {
    return store.find(tenant);
  }

  public Optional<Tenant> findBySlug(String slug) {
    return store.findBySlug(slug);
  }

  /** The tenant that a person means: by its slug, else by its id. */
  public Optional<Tenant> findBySlugOrId(String text) {
    Optional<Tenant> bySlug = store.findBySlug(text);
    if (bySlug.isPresent()) {
      return bySlug;
    }
    try {
      return store.find(TenantId.parse(text));
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }

  /**
   * Changes for how many days a tenant's telemetry is kept. A running server follows when it next
   * removes old telemetry, within the hour.
   *
   * @param days null for as many as the server's settings say
   * @return the tenant as it is then; empty when there is none
   * @throws IdentityException with code INVALID_RETENTION
   */
  public Optional<Tenant> setRetentionDays(TenantId tenant, @Nullable Integer days) {
    return store
        .find(tenant)
        .map(found -> found.withRetentionDays(days))
        .filter(changed -> store.setRetentionDays(tenant, days));
  }

  /**
   * Removes a tenant and its keys at once. A running server removes its telemetry soon after,
   * another at its next start.
   *
   * @return false when there is none
   */
  public boolean delete(TenantId tenant) {
    return store.delete(tenant, clock.instant());
  }

  /** Deleted tenants whose telemetry is still to be removed, with the time of their deletion. */
  public Map<TenantId, Instant> departed() {
    return store.departed();
  }

  /** The telemetry of a deleted tenant has been removed. */
  public void forget(TenantId departed) {
    store.forget(departed);
  }
}
