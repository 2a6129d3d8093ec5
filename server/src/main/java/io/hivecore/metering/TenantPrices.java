package io.hivecore.metering;

import io.hivecore.tenancy.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tenants' own prices: set, end, list, and hold in memory what the ledger asks for at every call.
 * Records that are priced already keep their cost whatever is set or ended here. Safe for use by
 * many threads.
 *
 * <p>Implementation note: a tenant's prices are read when it first asks, and again after each
 * change made here, and when {@link #readAnew} says that others may have changed some. A reading is
 * numbered before it begins and the highest number stays, so that a slow reading from before a
 * change cannot replace one from after it.
 */
public final class TenantPrices {
  /** Prices that a tenant may hold, ended ones counted. */
  static final int MOST = 2_000;

  private final TenantPriceStore store;
  private final PriceCatalogue catalogue;
  private final InstantSource clock;
  private final AtomicLong readings = new AtomicLong();

  /** Readings with a lower number are not taken any more. */
  private final AtomicLong oldest = new AtomicLong();

  private final ConcurrentHashMap<TenantId, Reading> inMemory = new ConcurrentHashMap<>();

  public TenantPrices(TenantPriceStore store, PriceCatalogue catalogue, InstantSource clock) {
    this.store = store;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** What became of a draft. */
  public sealed interface Addition {
    /** It is in force, from its time on. */
    record Added(TenantPrice price) implements Addition {}

    /**
     * Nothing was changed.
     *
     * @param faults at least one
     */
    record Refused(List<TenantPriceDraft.Fault> faults) implements Addition {
      public Refused {
        faults = List.copyOf(faults);
      }
    }

    /** Nothing was changed: the tenant holds as many prices as it may. */
    record Full(int most) implements Addition {}
  }

  /** Sets a price. */
  public Addition add(TenantId tenant, TenantPriceDraft draft) {
    Instant now = clock.instant();
    List<TenantPriceDraft.Fault> faults = draft.faults(now);
    if (!faults.isEmpty()) {
      return new Addition.Refused(faults);
    }
    if (store.all(tenant).size() >= MOST) {
      return new Addition.Full(MOST);
    }
    TenantPrice price = draft.priced(UUID.randomUUID(), tenant, now);
    store.add(tenant, price);
    read(tenant);
    return new Addition.Added(price);
  }

  /**
   * Ends a price now; one that has ended already stays as it is.
   *
   * @return the price with its end; empty when the tenant has none with this id
   */
  public Optional<TenantPrice> end(TenantId tenant, UUID id) {
    Optional<TenantPrice> ended =
        all(tenant).stream()
            .filter(price -> price.id().equals(id))
            .findFirst()
            .map(price -> price.endingAt(clock.instant().truncatedTo(ChronoUnit.MICROS)));
    Instant end = ended.map(TenantPrice::effectiveUntil).orElse(null);
    if (end == null || !store.end(tenant, id, end)) {
      return Optional.empty();
    }
    read(tenant);
    return ended;
  }

  /** All prices of a tenant, ended ones too, in the order of creation. */
  public List<TenantPrice> all(TenantId tenant) {
    return store.all(tenant);
  }

  /** A tenant's prices, from memory once they were read. */
  OwnPrices of(TenantId tenant) {
    Reading known = inMemory.get(tenant);
    return known != null && known.number >= oldest.get() ? known.prices : read(tenant).prices;
  }

  /** Another process may have changed prices: each tenant's are read again when next asked for. */
  public void readAnew() {
    oldest.accumulateAndGet(readings.incrementAndGet(), Math::max);
  }

  private Reading read(TenantId tenant) {
    long number = readings.incrementAndGet();
    Reading reading = new Reading(number, new OwnPrices(store.all(tenant), catalogue));
    return inMemory.merge(
        tenant, reading, (known, read) -> known.number > read.number ? known : read);
  }

  private record Reading(long number, OwnPrices prices) {}
}
