package io.hivecore.ingest.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The fields of one record that the server does not know: kept, in the order in which they were
 * sent, the last of a name. Used again for the next record. Belongs to one thread.
 */
final class UnknownFields {
  /** The most characters that all of them may take together. */
  static final int MOST_CHARACTERS = 1 << 20;

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final StringBuilder value = new StringBuilder();
  private long characters;

  void clear() {
    fields.clear();
    characters = 0;
  }

  /** Takes over the fields of an envelope around the record; before those of the record. */
  void addAll(UnknownFields envelope) {
    fields.putAll(envelope.fields);
    characters += envelope.characters;
  }

  long characters() {
    return characters;
  }

  /**
   * Takes the value that the parser stands at and leaves the parser at its end.
   *
   * @return null when it is taken, else what is wrong with it
   */
  @Nullable String take(String name, JsonParser parser) {
    value.setLength(0);
    int left = (int) Math.max(0, MOST_CHARACTERS - characters - name.length());
    String wrong = JsonText.copy(parser, value, left);
    if (wrong != null) {
      return value.length() > left
          ? "Unknown fields may not have more than " + MOST_CHARACTERS + " characters together."
          : wrong;
    }
    characters += name.length() + value.length();
    fields.put(name, value.toString());
    return null;
  }

  /** The text of one JSON object, null when there are none. */
  @Nullable String text() {
    if (fields.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder((int) characters + 8 * fields.size());
    char before = '{';
    for (Map.Entry<String, String> field : fields.entrySet()) {
      text.append(before);
      JsonText.quote(field.getKey(), text);
      text.append(':').append(field.getValue());
      before = ',';
    }
    return text.append('}').toString();
  }
}
