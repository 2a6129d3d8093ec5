package io.hivecore.metering.http;

import io.hivecore.metering.CatalogueModel;
import io.hivecore.metering.CatalogueProvider;
import io.hivecore.metering.ListedPrice;
import io.hivecore.metering.ModelPrice;
import io.hivecore.metering.PriceCondition;
import io.hivecore.metering.TenantPrice;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One price as lists show it.
 *
 * @param id of a tenant's own price; null for a listed one
 * @param source {@code tenant}, or the name of the catalogue
 * @param provider for an own price as it was set, empty for any; else the catalogue's id
 * @param daily the hours of the day, UTC, to which a listed price is bound; null for all
 */
record PriceRow(
    @Nullable UUID id,
    String source,
    String version,
    String provider,
    String modelName,
    ModelPrice price,
    @Nullable Instant effectiveFrom,
    @Nullable Instant effectiveUntil,
    PriceCondition.@Nullable Daily daily,
    @Nullable Instant createdAt) {
  static final String TENANT = "tenant";

  static PriceRow of(TenantPrice price) {
    return new PriceRow(
        price.id(),
        TENANT,
        price.version(),
        price.provider(),
        price.modelName(),
        price.price(),
        price.effectiveFrom(),
        price.effectiveUntil(),
        null,
        price.createdAt());
  }

  static PriceRow of(
      String source, CatalogueProvider provider, CatalogueModel model, ListedPrice listed) {
    return new PriceRow(
        null,
        source,
        listed.version(),
        provider.id(),
        model.id(),
        listed.price(),
        listed.condition() instanceof PriceCondition.From from ? from.start() : null,
        nextStart(model.history().prices(), listed),
        listed.condition() instanceof PriceCondition.Daily daily ? daily : null,
        null);
  }

  /** When a later price takes over: the first beginning behind this price in the list. */
  private static @Nullable Instant nextStart(List<ListedPrice> prices, ListedPrice listed) {
    Instant next = null;
    for (ListedPrice later : prices.subList(prices.indexOf(listed) + 1, prices.size())) {
      if (later.condition() instanceof PriceCondition.From from
          && (next == null || from.start().isBefore(next))) {
        next = from.start();
      }
    }
    return next;
  }
}
