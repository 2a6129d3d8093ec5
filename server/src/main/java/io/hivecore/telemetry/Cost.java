package io.hivecore.telemetry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model call cost in USD, exact. The amount that counts is the reported one when there is
 * one, else the computed one; with neither, the call is unpriced, which is not the same as free.
 *
 * @param reported as the sender gave it, all its decimals kept
 * @param computed from the price in force at the record's own time
 * @param priceVersion the price that gave {@code computed}; empty when there is none
 */
public record Cost(
    @Nullable BigDecimal reported, @Nullable BigDecimal computed, String priceVersion) {
  public static final Cost UNPRICED = new Cost(null, null, "");

  public @Nullable BigDecimal amount() {
    return reported != null ? reported : computed;
  }
}
