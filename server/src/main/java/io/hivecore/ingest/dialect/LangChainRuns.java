package io.hivecore.ingest.dialect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be read of the outputs of LangChain's runs, {@code generations[][].message.kwargs}. */
final class LangChainRuns {
  /** The model that answered, which has no attribute of its own. */
  static final Reading RESPONSE_MODEL =
      value ->
          kwargs(value, "\"response_metadata\"") instanceof Map<?, ?> kwargs
                  && Tree.at(kwargs, "response_metadata", "model_name") instanceof String model
              ? Readings.TEXT.read(model)
              : null;

  /** What was written to Anthropic's cache for an hour. */
  static final String HOUR = "ephemeral_1h_input_tokens";

  private static final int MOST_DICTIONARY = 10_000;

  /** What was written to a cache; a part of the usage as {@link #usageDetail} finds it. */
  static final Reading CACHE_WRITES =
      usageDetail("input_token_details", LangChainRuns::cacheWrites);

  private LangChainRuns() {}

  /** A part of the usage, from a run's outputs or the text of a Python dictionary. */
  static Reading usageDetail(String group, String name) {
    return usageDetail(group, details -> Tree.at(details, name));
  }

  private static Reading usageDetail(String group, Reading part) {
    return value -> {
      Object details =
          kwargs(value, "\"usage_metadata\"") instanceof Map<?, ?> kwargs
              ? Tree.at(kwargs, "usage_metadata", group)
              : dictionary(value);
      return count(details, part);
    };
  }

  /** The same from the usage by itself. */
  static Reading within(String group, Reading part) {
    return value -> count(Tree.at(JsonIn.structure(value), group), part);
  }

  private static @Nullable Object count(@Nullable Object details, Reading part) {
    Object count = details == null ? null : part.read(details);
    return count == null ? null : Readings.COUNT.read(count);
  }

  /** Where the parts are told, the whole is 0, so that nobody counts both. */
  static @Nullable Object cacheWrites(Object details) {
    Object whole = Tree.at(details, "cache_creation");
    long parts = orNone(Tree.at(details, "ephemeral_5m_input_tokens"));
    parts += orNone(Tree.at(details, HOUR));
    return parts == 0 ? whole : (Object) Math.max(parts, orNone(whole));
  }

  private static long orNone(@Nullable Object count) {
    return count != null && Readings.COUNT.read(count) instanceof Long whole ? whole : 0;
  }

  private static @Nullable Object dictionary(Object value) {
    if (!(value instanceof String text) || text.length() > MOST_DICTIONARY) {
      return JsonIn.structure(value instanceof Map<?, ?> ? value : null);
    }
    return text.startsWith("{'")
        ? JsonIn.parse(text.replace('\'', '"').replace("None", "null"))
        : JsonIn.structure(text);
  }

  /**
   * The message of the first generation.
   *
   * @param marker what a text has to hold to be worth reading
   */
  private static @Nullable Object kwargs(Object value, String marker) {
    boolean worth =
        !(value instanceof String text)
            || (text.contains("\"generations\"") && text.contains(marker));
    if (!worth || !(Tree.at(JsonIn.structure(value), "generations") instanceof List<?> all)) {
      return null;
    }
    Object generation = all.isEmpty() ? null : all.getFirst();
    Object one =
        generation instanceof List<?> list && !list.isEmpty() ? list.getFirst() : generation;
    return Tree.at(one, "message", "kwargs");
  }
}
