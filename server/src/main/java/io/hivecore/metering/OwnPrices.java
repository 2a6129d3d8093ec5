package io.hivecore.metering;

import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All prices of one tenant at one moment, ready for look-ups. Immutable but for what it remembers
 * of earlier look-ups.
 */
final class OwnPrices {
  /** Model names remembered; most tenants use some tens. */
  private static final int REMEMBERED = 1_024;

  /** The most special first; of equals, the latest created. */
  private static final Comparator<Rule> PRECEDENCE =
      Comparator.comparing((Rule rule) -> !rule.name.exact())
          .thenComparingInt(rule -> -rule.name.literals())
          .thenComparing(rule -> rule.provider.isEmpty())
          .thenComparing(rule -> rule.price.createdAt(), Comparator.reverseOrder())
          .thenComparing(rule -> rule.price.id(), Comparator.reverseOrder());

  private final PriceCatalogue catalogue;
  private final List<Rule> rules;
  private final RecentCache<ModelKey, List<Rule>> candidates =
      new RecentCache<>(REMEMBERED, this::matching);

  /**
   * @param catalogue knows the names of providers
   */
  OwnPrices(List<TenantPrice> prices, PriceCatalogue catalogue) {
    this.catalogue = catalogue;
    this.rules =
        prices.stream().map(price -> Rule.of(price, catalogue)).sorted(PRECEDENCE).toList();
  }

  /** The price of a call, if the tenant set one. */
  Optional<Rule> find(ModelKey key, Instant at) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    for (Rule rule : candidates.get(key)) {
      if (rule.price.inForceAt(at)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private List<Rule> matching(ModelKey key) {
    String provider = catalogue.canonicalProvider(key.provider());
    String name = PriceCatalogue.normal(key.modelName());
    return rules.stream().filter(rule -> rule.matches(provider, name)).toList();
  }

  /** A tenant's price with all that a look-up needs. */
  record Rule(
      TenantPrice price, String provider, NamePattern name, CostFormula formula, String version) {
    static Rule of(TenantPrice price, PriceCatalogue catalogue) {
      return new Rule(
          price,
          catalogue.canonicalProvider(price.provider()),
          new NamePattern(PriceCatalogue.normal(price.modelName())),
          CostFormula.of(price.price()),
          price.version());
    }

    boolean matches(String canonicalProvider, String lowerCaseName) {
      return (provider.isEmpty() || provider.equals(canonicalProvider))
          && name.matches(lowerCaseName);
    }

    BigDecimal cost(TokenUsage tokens) {
      // A tenant names one price for all that is written to a cache.
      return formula.cost(tokens);
    }
  }
}
