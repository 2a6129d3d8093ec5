package io.hivecore.ingest.dialect;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Langfuse's open map of usage. Its own keys are buckets that do not overlap, {@code input} without
 * cache and {@code output} without reasoning; but the usage of a provider's reply may stand there
 * as it is.
 */
final class UsageDetails {
  private long input;
  private long output;
  private long cacheRead;
  private long cacheWrite;
  private long reasoning;
  private @Nullable Long total;
  private boolean any;

  private UsageDetails() {}

  /** Counts with cache in the input and reasoning in the output. */
  static RawTokens of(Map<?, ?> details) {
    boolean buckets = details.containsKey("input") || details.containsKey("output");
    boolean reply =
        details.containsKey("prompt_tokens")
            || details.containsKey("completion_tokens")
            || details.containsKey("input_tokens")
            || details.containsKey("output_tokens");
    return !buckets && reply ? ofReply(details) : ofBuckets(details);
  }

  private static RawTokens ofBuckets(Map<?, ?> details) {
    UsageDetails sums = new UsageDetails();
    boolean own = details.containsKey("input") || details.containsKey("output");
    details.forEach(
        (key, value) -> {
          String name = String.valueOf(key).toLowerCase(Locale.ROOT);
          Long count = value == null ? null : (Long) Readings.COUNT.read(value);
          if (count != null && !(own && isSum(name))) {
            sums.add(name, count);
          }
        });
    return sums.any
        ? new RawTokens(
            sums.input, sums.output, sums.total, sums.cacheRead, sums.cacheWrite, sums.reasoning)
        : new RawTokens(null, null, sums.total, null, null, null);
  }

  /** What older SDKs send beside the buckets, and which would count twice. */
  private static boolean isSum(String name) {
    return name.equals("input_tokens")
        || name.equals("output_tokens")
        || name.equals("prompt_tokens")
        || name.equals("completion_tokens");
  }

  private void add(String name, long count) {
    // LangChain's names for Anthropic's cache, which Langfuse's callback hands on.
    boolean ephemeral = name.contains("ephemeral");
    boolean cache = ephemeral || name.contains("cache");
    if (name.equals("total") || name.equals("total_tokens")) {
      total = count;
    } else if (name.contains("output") || name.contains("completion")) {
      output += count;
      reasoning += name.contains("reasoning") || name.contains("thinking") ? count : 0;
      any = true;
    } else if (cache || name.contains("input") || name.contains("prompt")) {
      input += count;
      boolean written = ephemeral || name.contains("creation") || name.contains("write");
      cacheWrite += cache && written ? count : 0;
      cacheRead += cache && !written ? count : 0;
      any = true;
    }
  }

  /** Of what was written to a cache what stays there for an hour. */
  static long hourCacheWrites(Map<?, ?> details) {
    long hour = 0;
    for (Map.Entry<?, ?> bucket : details.entrySet()) {
      String name = String.valueOf(bucket.getKey()).toLowerCase(Locale.ROOT);
      if (name.contains("1h") && (name.contains("creation") || name.contains("ephemeral"))) {
        Long count = count(details, String.valueOf(bucket.getKey()));
        hour += count == null ? 0 : count;
      }
    }
    Long reply = count(details(details, "cache_creation"), LangChainRuns.HOUR);
    return reply == null ? hour : reply;
  }

  /** OpenAI's usage has the cache in the input, Anthropic's beside it. */
  private static RawTokens ofReply(Map<?, ?> usage) {
    Long input = count(usage, "prompt_tokens", "input_tokens");
    Long beside = count(usage, "cache_read_input_tokens");
    Long written = count(usage, "cache_creation_input_tokens");
    Long read =
        beside != null
            ? beside
            : count(
                details(usage, "prompt_tokens_details", "input_tokens_details"), "cached_tokens");
    if (input != null && !usage.containsKey("prompt_tokens")) {
      input = input + (beside == null ? 0 : beside) + (written == null ? 0 : written);
    }
    return new RawTokens(
        input,
        count(usage, "completion_tokens", "output_tokens"),
        count(usage, "total_tokens", "total"),
        read,
        written != null
            ? written
            : count(
                details(usage, "prompt_tokens_details", "input_tokens_details"),
                "cache_write_tokens"),
        count(
            details(usage, "completion_tokens_details", "output_tokens_details"),
            "reasoning_tokens",
            "thinking_tokens"));
  }

  private static Map<?, ?> details(Map<?, ?> usage, String... names) {
    for (String name : names) {
      if (usage.get(name) instanceof Map<?, ?> details) {
        return details;
      }
    }
    return Map.of();
  }

  private static @Nullable Long count(Map<?, ?> usage, String... names) {
    for (String name : names) {
      Object value = usage.get(name);
      Object count = value == null ? null : Readings.COUNT.read(value);
      if (count instanceof Long whole) {
        return whole;
      }
    }
    return null;
  }

  /** What a map of costs comes to: its {@code total}, else the sum. */
  static @Nullable BigDecimal cost(Object value) {
    if (!(JsonIn.structure(value) instanceof Map<?, ?> details)) {
      return null;
    }
    Object total = details.get("total");
    if (total != null && Readings.MONEY.read(total) instanceof BigDecimal whole) {
      return whole;
    }
    BigDecimal sum = null;
    for (Object part : details.values()) {
      if (part != null && Readings.MONEY.read(part) instanceof BigDecimal amount) {
        sum = sum == null ? amount : sum.add(amount);
      }
    }
    return sum;
  }
}
