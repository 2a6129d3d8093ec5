package io.hivecore.telemetry.http;

import io.hivecore.tenancy.TenantId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Bounds what each tenant does at one time. Safe for use by many threads. */
final class TenantPermits {
  private final int most;
  private final ConcurrentMap<TenantId, Integer> taken = new ConcurrentHashMap<>();

  TenantPermits(int most) {
    this.most = most;
  }

  /** Takes one, to be given back once; false when the tenant has them all. */
  boolean take(TenantId tenant) {
    boolean[] got = new boolean[1];
    taken.compute(
        tenant,
        (ignored, count) -> {
          int now = count == null ? 0 : count;
          got[0] = now < most;
          return got[0] ? Integer.valueOf(now + 1) : count;
        });
    return got[0];
  }

  void giveBack(TenantId tenant) {
    taken.computeIfPresent(tenant, (ignored, count) -> count == 1 ? null : count - 1);
  }
}
