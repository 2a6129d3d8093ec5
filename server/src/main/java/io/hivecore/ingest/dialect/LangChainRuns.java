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

  private static final int MOST_DICTIONARY = 10_000;

  private LangChainRuns() {}

  /** A part of the usage, from a run's outputs or the text of a Python dictionary. */
  static Reading usageDetail(String group, String name) {
    return value -> {
      Object count =
          kwargs(value, "\"usage_metadata\"") instanceof Map<?, ?> kwargs
              ? Tree.at(kwargs, "usage_metadata", group, name)
              : Tree.at(dictionary(value), name);
      return count == null ? null : Readings.COUNT.read(count);
    };
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
