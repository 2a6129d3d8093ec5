package io.hivecore.metering;

import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One price of the catalogue. Immutable; equal when condition, price and version are. */
public final class ListedPrice {
  private final PriceCondition condition;
  private final ModelPrice price;
  private final String version;
  private volatile @Nullable CostFormula formula;

  /**
   * @param version names this price among all of all versions of the catalogue, such as {@code
   *     genai-prices:0.1.8:openai/o3@2025-06-10}
   */
  public ListedPrice(PriceCondition condition, ModelPrice price, String version) {
    this.condition = condition;
    this.price = price;
    this.version = version;
  }

  public PriceCondition condition() {
    return condition;
  }

  public ModelPrice price() {
    return price;
  }

  public String version() {
    return version;
  }

  /** What a call costs; of use only when the price prices tokens. */
  BigDecimal cost(TokenUsage tokens, long hourCacheWrites) {
    CostFormula known = formula;
    if (known == null) {
      // Made on first use: most of the catalogue's prices are never asked for.
      known = CostFormula.of(price);
      formula = known;
    }
    return known.cost(tokens, hourCacheWrites);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ListedPrice that
        && condition.equals(that.condition)
        && price.equals(that.price)
        && version.equals(that.version);
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }

  @Override
  public String toString() {
    return version;
  }
}
