package io.hivecore.identity;

import io.hivecore.tenancy.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that a server can be used: that there is a first tenant and that it has a key. Runs at
 * every start and takes up where an interrupted one left off.
 */
public final class FirstStart {
  /** The environment variable of the first tenant's key. */
  public static final String VARIABLE = "HIVECORE_BOOTSTRAP_API_KEY";

  private static final String SLUG = "default";
  private static final String NAME = "Default";

  private final Tenants tenants;
  private final ApiKeys keys;

  public FirstStart(Tenants tenants, ApiKeys keys) {
    this.tenants = tenants;
    this.keys = keys;
  }

  /**
   * Makes the tenant {@code default} when it is missing. A given key becomes valid for it, also at
   * a later start and beside the keys that it has; one that has been revoked stays so. Without a
   * given key, one is made when the tenant never had any.
   *
   * @param given the key from the settings
   * @throws IdentityException when the given key is malformed, burnt, or another owner's; the
   *     message names the variable
   */
  public FirstKey prepare(Optional<String> given) {
    Optional<ApiKeyText> text = given.map(FirstStart::valid);
    Tenant tenant = firstTenant();
    KeyOwner owner = KeyOwner.tenant(tenant.id());
    if (text.isPresent()) {
      return take(tenant, owner, text.get());
    }
    if (keys.list(owner).isEmpty()) {
      return new FirstKey.Generated(tenant, keys.create(owner, "first key", usual()).text());
    }
    return new FirstKey.Known(tenant);
  }

  private FirstKey take(Tenant tenant, KeyOwner owner, ApiKeyText text) {
    Optional<ApiKey> known = keys.find(text);
    if (known.isEmpty()) {
      return new FirstKey.Given(tenant, keys.add(owner, "from the settings", usual(), text).text());
    }
    if (!known.get().owner().equals(owner)) {
      throw new IdentityException(
          IdentityException.Code.KEY_TAKEN, VARIABLE + " holds a key of another tenant");
    }
    return known.get().revoked()
        ? new FirstKey.GivenButRevoked(tenant, text)
        : new FirstKey.Known(tenant);
  }

  private Tenant firstTenant() {
    Optional<Tenant> found = tenants.findBySlug(SLUG);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return tenants.create(SLUG, NAME);
    } catch (IdentityException e) {
      // Another process was faster.
      return tenants.findBySlug(SLUG).orElseThrow(() -> e);
    }
  }

  private static ApiKeyText valid(String given) {
    try {
      return ApiKeyText.of(given);
    } catch (IdentityException e) {
      throw new IdentityException(e.code(), VARIABLE + ": " + e.getMessage());
    }
  }

  private static Set<Scope> usual() {
    return Set.of();
  }
}
