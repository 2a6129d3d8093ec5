package io.hivecore.metering;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** No tenant has prices of its own. */
public final class NoTenantPrices implements TenantPriceStore {
  @Override
  public List<TenantPrice> all(TenantId tenant) {
    return List.of();
  }

  @Override
  public void add(TenantId tenant, TenantPrice price) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean end(TenantId tenant, UUID id, Instant effectiveUntil) {
    return false;
  }
}
