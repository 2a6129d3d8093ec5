package io.hivecore.metering;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a million tokens of one kind cost, in USD, exact.
 *
 * @param base up to the first tier
 * @param tiers in rising order of start
 */
public record Rate(BigDecimal base, List<Tier> tiers) {
  public Rate {
    notNegative(base);
    if (tiers.size() > 1) {
      List<Tier> rising = new ArrayList<>(tiers);
      rising.sort(Comparator.comparingLong(Tier::above));
      tiers = rising;
    }
    tiers = List.copyOf(tiers);
  }

  /** A rate that does not depend on the size of the call. */
  public static Rate flat(BigDecimal perMillion) {
    return new Rate(perMillion, List.of());
  }

  /** The rate of a call with so many input tokens in all, cached ones included. */
  public BigDecimal forInput(long inputTokens) {
    BigDecimal rate = base;
    for (Tier tier : tiers) {
      if (inputTokens > tier.above()) {
        rate = tier.perMillion();
      }
    }
    return rate;
  }

  private static void notNegative(BigDecimal price) {
    if (price.signum() < 0) {
      throw new IllegalArgumentException("a price must not be negative, was " + price);
    }
  }

  /**
   * The rate of calls with many input tokens. It prices all the call's tokens, not only those above
   * the start.
   *
   * @param above input tokens that a call has to exceed
   */
  public record Tier(long above, BigDecimal perMillion) {
    public Tier {
      if (above < 0) {
        throw new IllegalArgumentException("a tier must not start below 0, was " + above);
      }
      notNegative(perMillion);
    }
  }
}
