package io.hivecore.demo;

import io.hivecore.identity.ApiKeys;
import io.hivecore.identity.KeyOwner;
import io.hivecore.identity.NewApiKey;
import io.hivecore.identity.Tenant;
import io.hivecore.identity.Tenants;
import java.util.Optional;
import java.util.Set;

/** The tenant that holds the demo's data and nothing else. */
public final class DemoTenant {
  private static final String SLUG = "demo";
  private static final String NAME = "Demo (not real data)";

  private final Tenants tenants;
  private final ApiKeys keys;

  public DemoTenant(Tenants tenants, ApiKeys keys) {
    this.tenants = tenants;
    this.keys = keys;
  }

  /** A new key of the tenant, which is made when it is missing. */
  public NewApiKey makeKey() {
    Tenant tenant = tenants.findBySlug(SLUG).orElseGet(() -> tenants.create(SLUG, NAME));
    return keys.create(KeyOwner.tenant(tenant.id()), "demo", Set.of());
  }

  /**
   * Removes the tenant and its keys; the server removes its telemetry.
   *
   * @return whether there was one
   */
  public boolean remove() {
    Optional<Tenant> tenant = tenants.findBySlug(SLUG);
    tenant.ifPresent(found -> tenants.delete(found.id()));
    return tenant.isPresent();
  }
}
