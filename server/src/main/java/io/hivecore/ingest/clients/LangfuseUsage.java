package io.hivecore.ingest.clients;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Usage and cost of an observation, in the form of {@code usageDetails} and {@code costDetails}
 * whatever the age of the client. Empty where nothing was sent.
 */
final class LangfuseUsage {
  /** Beside these names of OpenAI's, those of its clients for JavaScript. */
  private static final Map<String, String> NAMES =
      Map.of(
          "promptTokens", "prompt_tokens",
          "completionTokens", "completion_tokens",
          "inputTokens", "input_tokens",
          "outputTokens", "output_tokens",
          "totalTokens", "total_tokens");

  private static final List<String> COSTS = List.of("inputCost", "outputCost", "totalCost");

  private LangfuseUsage() {}

  /** The JSON of the tokens. */
  static String details(Fields body) {
    if (body.get("usageDetails") instanceof Map<?, ?> details && !details.isEmpty()) {
      return JsonTree.json(named(details));
    }
    if (!(body.get("usage") instanceof Map<?, ?> usage)) {
      return "";
    }
    Object unit = usage.get("unit");
    if (unit instanceof String text && !text.equalsIgnoreCase("TOKENS")) {
      // Characters, images or seconds: kept with the rest, but no tokens.
      return "";
    }
    Map<String, @Nullable Object> details = named(usage);
    details.remove("unit");
    COSTS.forEach(details::remove);
    details.values().removeIf(value -> value == null);
    return details.isEmpty() ? "" : JsonTree.json(details);
  }

  private static Map<String, @Nullable Object> named(Map<?, ?> usage) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    usage.forEach(
        (key, value) ->
            named.put(NAMES.getOrDefault(String.valueOf(key), String.valueOf(key)), value));
    return named;
  }

  /** The JSON of the costs. */
  static String costs(Fields body) {
    if (body.get("costDetails") instanceof Map<?, ?> costs && !costs.isEmpty()) {
      return JsonTree.json(costs);
    }
    Fields usage = Fields.of(body.get("usage"));
    BigDecimal total = usage.number("totalCost");
    BigDecimal input = usage.number("inputCost");
    BigDecimal output = usage.number("outputCost");
    if (total == null && (input != null || output != null)) {
      total =
          (input == null ? BigDecimal.ZERO : input).add(output == null ? BigDecimal.ZERO : output);
    }
    return total == null ? "" : JsonTree.json(Map.of("total", total));
  }
}
