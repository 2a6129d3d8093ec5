package io.hivecore.metering;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What calls of one model cost, in USD, exact. Null where the seller names no price of its own.
 *
 * @param input tokens neither read from nor written to a cache
 * @param output tokens, reasoning included unless that has its own rate
 * @param cacheRead input tokens read from a cache; without one they cost as input
 * @param cacheWrite input tokens written to a cache; without one they cost as input
 * @param cacheWriteHour input tokens written to a cache that keeps them for an hour; without one
 *     they cost as others that are written
 * @param reasoning output tokens spent on reasoning; without one they cost as output
 * @param perRequest added once a call
 * @param uncounted names of priced units that usage records do not count, such as audio or pages;
 *     what they cost is not in a computed cost
 */
public record ModelPrice(
    @Nullable Rate input,
    @Nullable Rate output,
    @Nullable Rate cacheRead,
    @Nullable Rate cacheWrite,
    @Nullable Rate cacheWriteHour,
    @Nullable Rate reasoning,
    @Nullable BigDecimal perRequest,
    Set<String> uncounted) {
  public ModelPrice {
    uncounted = Set.copyOf(uncounted);
    if (perRequest != null && perRequest.signum() < 0) {
      throw new IllegalArgumentException("a price must not be negative, was " + perRequest);
    }
  }

  /** A price of one rate for all that is written to a cache. */
  public ModelPrice(
      @Nullable Rate input,
      @Nullable Rate output,
      @Nullable Rate cacheRead,
      @Nullable Rate cacheWrite,
      @Nullable Rate reasoning,
      @Nullable BigDecimal perRequest,
      Set<String> uncounted) {
    this(input, output, cacheRead, cacheWrite, null, reasoning, perRequest, uncounted);
  }

  /**
   * Whether the price says what tokens or calls cost. One that does not (a transcription sold by
   * the hour, an empty entry) leaves a call unpriced.
   */
  public boolean pricesTokens() {
    return input != null
        || output != null
        || cacheRead != null
        || cacheWrite != null
        || cacheWriteHour != null
        || reasoning != null
        || perRequest != null;
  }
}
