package io.hivecore.metering;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps tenants' prices for a test, and counts how often they are read. */
final class TenantPricesInMemory implements TenantPriceStore {
  private final Map<TenantId, List<TenantPrice>> prices = new ConcurrentHashMap<>();
  private final AtomicInteger readings = new AtomicInteger();

  @Override
  public List<TenantPrice> all(TenantId tenant) {
    readings.incrementAndGet();
    return of(tenant).stream()
        .sorted(Comparator.comparing(TenantPrice::createdAt).thenComparing(TenantPrice::id))
        .toList();
  }

  @Override
  public void add(TenantId tenant, TenantPrice price) {
    of(tenant).add(price);
  }

  @Override
  public boolean end(TenantId tenant, UUID id, Instant effectiveUntil) {
    List<TenantPrice> own = of(tenant);
    for (TenantPrice price : own) {
      if (price.id().equals(id)) {
        own.set(own.indexOf(price), price.endingAt(effectiveUntil));
        return true;
      }
    }
    return false;
  }

  int readings() {
    return readings.get();
  }

  private List<TenantPrice> of(TenantId tenant) {
    return prices.computeIfAbsent(tenant, ignored -> new CopyOnWriteArrayList<>());
  }
}
