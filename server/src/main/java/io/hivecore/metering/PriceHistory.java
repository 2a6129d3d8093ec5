package io.hivecore.metering;

import java.time.Instant;
import java.util.List;

/**
 * All prices of one model of the catalogue. The last one whose condition holds is in force; where
 * none holds, the first.
 *
 * @param prices at least one, in the catalogue's order
 */
public record PriceHistory(List<ListedPrice> prices) {
  public PriceHistory {
    prices = List.copyOf(prices);
    if (prices.isEmpty()) {
      throw new IllegalArgumentException("a model has at least one price");
    }
  }

  /** The price in force at a time. */
  public ListedPrice at(Instant time) {
    for (int i = prices.size() - 1; i > 0; i--) {
      if (prices.get(i).condition().holdsAt(time)) {
        return prices.get(i);
      }
    }
    return prices.getFirst();
  }
}
