package io.hivecore.telemetry;

import java.math.BigDecimal;

/**
 * Sums over usage records; all zero for none. Money is exact, in USD, and counts {@link
 * Cost#amount}.
 *
 * @param unpricedCalls calls without a cost; they add nothing to the sums of money
 * @param durationMillis the percentiles are exact to 5 % of their value or better
 */
public record UsageTotals(
    long calls,
    long inputTokens,
    long outputTokens,
    long totalTokens,
    long cacheReadTokens,
    long cacheWriteTokens,
    long reasoningTokens,
    BigDecimal cost,
    long unpricedCalls,
    Durations durationMillis) {
  public static final UsageTotals ZERO =
      new UsageTotals(0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, 0, Durations.NONE);
}
