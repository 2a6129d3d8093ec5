package io.hivecore.telemetry;

import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says what a model call cost. Answers from memory: it is asked for every usage record, when it
 * comes in, and for a call of which several messages tell, when they are put together.
 */
@FunctionalInterface
public interface CostRule {
  /** Knows no price. */
  CostRule NONE =
      (tenant, provider, modelName, tokens, hourCacheWrites, at, reported) ->
          reported == null ? Cost.UNPRICED : new Cost(reported, null, "");

  /**
   * The cost of one call.
   *
   * @param provider as sent; may be empty
   * @param modelName as sent
   * @param tokens as sent: the cached parts may exceed the input that they are parts of
   * @param hourCacheWrites of the tokens written to a cache those that stay there for an hour
   * @param at when the call was made; the price in force then counts
   * @param reported what the sender says it cost; null when it says nothing
   * @return with {@code reported} kept as it is
   * @throws RuntimeException when it cannot tell just now; the record is refused or tried again, so
   *     that none is kept at a wrong price
   */
  Cost cost(
      TenantId tenant,
      String provider,
      String modelName,
      TokenUsage tokens,
      long hourCacheWrites,
      Instant at,
      @Nullable BigDecimal reported);
}
