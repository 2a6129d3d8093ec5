package io.hivecore.telemetry.duckdb;

import io.hivecore.tenancy.TenantId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers that stand for tenants in the rows, the same in all segments: they pack to a few
 * bits, a UUID to sixteen octets. Safe for any thread.
 */
final class TenantKeys {
  private volatile Map<TenantId, Integer> keys;
  private int last;

  TenantKeys(Map<TenantId, Integer> known) {
    keys = Map.copyOf(known);
    last = known.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The tenant's number; null when it never sent anything. */
  @Nullable Integer find(TenantId tenant) {
    return keys.get(tenant);
  }

  /** The tenant's number, a new one if need be. */
  synchronized int give(TenantId tenant) {
    Integer known = keys.get(tenant);
    if (known != null) {
      return known;
    }
    last++;
    Map<TenantId, Integer> next = new HashMap<>(keys);
    next.put(tenant, last);
    keys = Map.copyOf(next);
    return last;
  }

  Map<Integer, TenantId> byKey() {
    Map<Integer, TenantId> tenants = new HashMap<>();
    keys.forEach((tenant, key) -> tenants.put(key, tenant));
    return tenants;
  }
}
