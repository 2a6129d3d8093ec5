package io.hivecore.metering;

import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prices model calls: with the tenant's own price, else with the catalogue's, in force at the
 * call's own time. Answers from memory but for the first call of a tenant, and remembers how names
 * were found, within fixed memory. Safe for use by many threads.
 */
public final class Pricing {
  /** Pairs of provider and model name remembered for all tenants together, twice that at most. */
  private static final int REMEMBERED = 8_192;

  private final PriceCatalogue catalogue;
  private final TenantPrices tenantPrices;
  private final RecentCache<ModelKey, Optional<PriceCatalogue.Listing>> listings;

  public Pricing(PriceCatalogue catalogue, TenantPrices tenantPrices) {
    this.catalogue = catalogue;
    this.tenantPrices = tenantPrices;
    this.listings =
        new RecentCache<>(REMEMBERED, key -> catalogue.find(key.provider(), key.modelName()));
  }

  /**
   * What a call costs. Unknown models and models not sold by tokens have no computed cost.
   *
   * @param provider as sent; empty when not sent
   * @param modelName as sent
   * @param hourCacheWrites of the tokens written to a cache those that stay there for an hour
   * @param at the call's own time
   * @param reported the cost that the sender gave, kept beside the computed one
   */
  public Cost price(
      TenantId tenant,
      String provider,
      String modelName,
      TokenUsage tokens,
      long hourCacheWrites,
      Instant at,
      @Nullable BigDecimal reported) {
    ModelKey key = new ModelKey(provider, modelName);
    if (key.tooLong()) {
      return unpriced(reported);
    }
    Optional<OwnPrices.Rule> own = tenantPrices.of(tenant).find(key, at);
    if (own.isPresent()) {
      return new Cost(reported, own.get().cost(tokens), own.get().version());
    }
    Optional<PriceCatalogue.Listing> listing = listings.get(key);
    if (listing.isEmpty()) {
      return unpriced(reported);
    }
    ListedPrice listed = listing.get().model().history().at(at);
    return listed.price().pricesTokens()
        ? new Cost(reported, listed.cost(tokens, hourCacheWrites), listed.version())
        : unpriced(reported);
  }

  /** The same for a call of which no cache writes are known to stay for an hour. */
  public Cost price(
      TenantId tenant,
      String provider,
      String modelName,
      TokenUsage tokens,
      Instant at,
      @Nullable BigDecimal reported) {
    return price(tenant, provider, modelName, tokens, 0, at, reported);
  }

  /** Which price a call at a time would have, and why. */
  public PriceAnswer explain(TenantId tenant, String provider, String modelName, Instant at) {
    ModelKey key = new ModelKey(provider, modelName);
    if (modelName.isBlank() || key.tooLong()) {
      return new PriceAnswer.Unpriced(PriceAnswer.Reason.NO_MODEL_NAME);
    }
    Optional<OwnPrices.Rule> own = tenantPrices.of(tenant).find(key, at);
    if (own.isPresent()) {
      return new PriceAnswer.Own(own.get().price());
    }
    Optional<PriceCatalogue.Listing> listing = catalogue.find(provider, modelName);
    if (listing.isEmpty()) {
      return new PriceAnswer.Unpriced(
          catalogue.lists(provider)
              ? PriceAnswer.Reason.MODEL_NOT_LISTED
              : PriceAnswer.Reason.PROVIDER_NOT_LISTED);
    }
    boolean inferred = !listing.get().provider().id().equals(catalogue.canonicalProvider(provider));
    ListedPrice listed = listing.get().model().history().at(at);
    return listed.price().pricesTokens()
        ? new PriceAnswer.Listed(listing.get(), listed, inferred)
        : new PriceAnswer.Unpriced(PriceAnswer.Reason.NOT_SOLD_BY_TOKENS);
  }

  /** Pairs of names remembered at the moment. */
  int remembered() {
    return listings.size();
  }

  private static Cost unpriced(@Nullable BigDecimal reported) {
    return reported == null ? Cost.UNPRICED : new Cost(reported, null, "");
  }
}
