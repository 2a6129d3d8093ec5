package io.hivecore.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of records that the server does not know: the text of one JSON object, compact. */
final class ExtraFields {
  /** As many characters as one record's may have; what an execution gathers is bounded so, too. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private ExtraFields() {}

  /**
   * The fields of both, in the order of the second and then of the first; where both have a name,
   * the first's value. When they are too large together, fields that only the second has go.
   */
  static @Nullable String union(@Nullable String over, @Nullable String under) {
    if (over == null || under == null || over.equals(under)) {
      return over == null ? under : over;
    }
    Map<String, String> fields = fields(under);
    Map<String, String> newer = fields(over);
    fields.putAll(newer);
    int length = 1;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      length += field.getKey().length() + field.getValue().length() + 2;
    }
    StringBuilder object = new StringBuilder(Math.min(length, MOST_CHARACTERS));
    char separator = '{';
    for (Map.Entry<String, String> field : fields.entrySet()) {
      int size = field.getKey().length() + field.getValue().length() + 2;
      if (length > MOST_CHARACTERS && !newer.containsKey(field.getKey())) {
        length -= size;
        continue;
      }
      object.append(separator).append(field.getKey()).append(':').append(field.getValue());
      separator = ',';
    }
    return object.append('}').toString();
  }

  /** The members of an object by their quoted names. */
  private static Map<String, String> fields(String object) {
    Map<String, String> fields = new LinkedHashMap<>();
    int at = 1;
    while (at < object.length() - 1) {
      int colon = end(object, at, ':');
      int end = end(object, colon + 1, ',');
      fields.put(object.substring(at, colon), object.substring(colon + 1, end));
      at = end + 1;
    }
    return fields;
  }

  /** Where a member's name or value ends: at that character, or with the object. */
  private static int end(String object, int from, char terminator) {
    int depth = 0;
    boolean quoted = false;
    for (int i = from; i < object.length(); i++) {
      char character = object.charAt(i);
      if (quoted) {
        if (character == '\\') {
          i++;
        } else if (character == '"') {
          quoted = false;
        }
        continue;
      }
      switch (character) {
        case '"' -> quoted = true;
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return i;
          }
          depth--;
        }
        default -> {
          if (depth == 0 && character == terminator) {
            return i;
          }
        }
      }
    }
    throw new IllegalArgumentException("not one JSON object");
  }
}
