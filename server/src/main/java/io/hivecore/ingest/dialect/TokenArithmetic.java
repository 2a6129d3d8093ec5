package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Makes counts of one meaning of what senders count: input with cache, output with reasoning. A
 * wrong rule misprices silently, so each has its reason.
 */
final class TokenArithmetic {
  private TokenArithmetic() {}

  /** Whether a sender's input holds what was read from and written to a cache. */
  enum Input {
    INCLUSIVE,
    EXCLUSIVE
  }

  /**
   * By who measured and who was called. Most senders include the cache, as OpenTelemetry demands;
   * these hand on the number of Anthropic's API, which does not.
   *
   * @param detailed whether the parts of the input were sent as well, as the Vercel SDK does from
   *     version 6 on
   */
  static Input inputOf(String scope, String provider, boolean detailed) {
    if (!Providers.isAnthropic(provider)) {
      return Input.INCLUSIVE;
    }
    boolean agentScope = scope.equals("agentscope") || scope.startsWith("agentscope.");
    boolean oldVercel = scope.equals("ai") && !detailed;
    return agentScope || oldVercel ? Input.EXCLUSIVE : Input.INCLUSIVE;
  }

  /** Null when nothing was sent. */
  static @Nullable TokenUsage usage(RawTokens raw, Input rule) {
    if (raw.isEmpty()) {
      return null;
    }
    long cacheRead = orNone(raw.cacheRead());
    long cacheWrite = orNone(raw.cacheWrite());
    long reasoning = orNone(raw.reasoning());
    long input = orNone(raw.input());
    long output = orNone(raw.output());
    // The safety net: a part cannot be larger than its whole, so it was no part.
    if (rule == Input.EXCLUSIVE || cacheRead + cacheWrite > input) {
      input += cacheRead + cacheWrite;
    }
    if (reasoning > output) {
      output += reasoning;
    }
    // A total that leaves out what was just added says less than the sum.
    long total = Math.max(orNone(raw.total()), input + output);
    return new TokenUsage(
        capped(input),
        capped(output),
        capped(total),
        capped(cacheRead),
        capped(cacheWrite),
        capped(reasoning));
  }

  private static long orNone(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static long capped(long count) {
    return Math.min(count, TokenUsage.MAX);
  }
}
