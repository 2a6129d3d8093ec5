package io.hivecore.ingest.dialect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of LangChain's {@code usage_metadata}: in an attribute as the text of a Python
 * dictionary, or within the run's outputs, {@code generations[][].message.kwargs}.
 */
final class LangChainUsage {
  private static final int MOST_DICTIONARY = 10_000;

  private LangChainUsage() {}

  static Reading inputDetail(String name) {
    return value -> detail(value, "input_token_details", name);
  }

  static Reading outputDetail(String name) {
    return value -> detail(value, "output_token_details", name);
  }

  private static @Nullable Object detail(Object value, String group, String name) {
    if (value instanceof String text
        && text.length() > MOST_DICTIONARY
        && !text.contains("usage_metadata")) {
      return null;
    }
    Object tree = JsonIn.structure(value);
    if (tree == null && value instanceof String text && text.length() <= MOST_DICTIONARY) {
      tree = JsonIn.structure(text.replace('\'', '"').replace("None", "null"));
    }
    Object count = Tree.at(tree, name);
    if (count == null && Tree.at(tree, "generations") instanceof List<?> generations) {
      count = Tree.at(usage(generations), group, name);
    }
    return count == null ? null : Readings.COUNT.read(count);
  }

  private static @Nullable Object usage(List<?> generations) {
    for (Object generation : generations) {
      Object one =
          generation instanceof List<?> list && !list.isEmpty() ? list.getFirst() : generation;
      if (Tree.at(one, "message", "kwargs", "usage_metadata") instanceof Map<?, ?> usage) {
        return usage;
      }
    }
    return null;
  }
}
