package io.hivecore.cli;

import io.hivecore.identity.ApiKey;
import io.hivecore.identity.KeyOwner;
import io.hivecore.identity.Tenant;
import io.hivecore.tenancy.TenantId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How keys are spoken of. */
final class KeyWords {
  private KeyWords() {}

  /** In the order of their declaration, in lower case. */
  static List<String> scopes(ApiKey key) {
    return EnumSet.copyOf(key.scopes()).stream()
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The slug of the owning tenant; null for an operator's key. */
  static @Nullable String tenant(ApiKey key, List<Tenant> tenants) {
    return switch (key.owner()) {
      case KeyOwner.Operator ignored -> null;
      case KeyOwner.OfTenant of -> slugs(tenants).getOrDefault(of.tenant(), of.tenant().toString());
    };
  }

  /** {@code tenant acme}, or {@code the operator}. */
  static String owner(@Nullable String tenant) {
    return tenant == null ? "the operator" : "tenant " + tenant;
  }

  private static Map<TenantId, String> slugs(List<Tenant> tenants) {
    Map<TenantId, String> slugs = new HashMap<>();
    tenants.forEach(tenant -> slugs.put(tenant.id(), tenant.slug()));
    return slugs;
  }
}
