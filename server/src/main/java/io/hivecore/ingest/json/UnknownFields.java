package io.hivecore.ingest.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The fields of one record that the server does not know: kept in the order in which they were
 * sent; of a name that comes twice the last. Used again for the next record. Belongs to one thread.
 */
final class UnknownFields {
  /** The most characters that all of them may take together. */
  static final int MOST_CHARACTERS = 1 << 20;

  /** The object without its end: each member with a comma behind it. */
  private final TextBuffer object = new TextBuffer();

  /** Which member a name has. */
  private final Map<String, Integer> places = new HashMap<>();

  /** Where each member begins. */
  private final List<Integer> starts = new ArrayList<>();

  /** Members whose name came again. */
  private final BitSet replaced = new BitSet();

  void clear() {
    // Also without any member: a line that was malformed may have left the part of one.
    object.cut(0);
    if (!starts.isEmpty()) {
      places.clear();
      starts.clear();
      replaced.clear();
    }
  }

  /** Takes over the fields of an envelope around the record, as if they came first. */
  void addAll(UnknownFields envelope) {
    object.append(envelope.object.characters(), 0, envelope.object.length());
    places.putAll(envelope.places);
    starts.addAll(envelope.starts);
    replaced.or(envelope.replaced);
  }

  int characters() {
    return object.length();
  }

  /** What they take in UTF-8. */
  long bytes() {
    return object.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Takes the value that the parser stands at and leaves the parser at its end.
   *
   * @return null when it is taken, else what is wrong with it
   */
  @Nullable String take(String name, JsonParser parser) {
    int before = object.length();
    if (before == 0) {
      object.append('{');
    }
    int start = object.length();
    JsonText.quote(name, object);
    object.append(':');
    int valueStart = object.length();
    int left = MOST_CHARACTERS - valueStart;
    String wrong = JsonText.copy(parser, object, left);
    if (wrong != null) {
      boolean tooLarge = object.length() - valueStart > left;
      object.cut(before);
      return tooLarge
          ? "Unknown fields may not have more than " + MOST_CHARACTERS + " characters together."
          : wrong;
    }
    object.append(',');
    Integer earlier = places.put(name, starts.size());
    if (earlier != null) {
      replaced.set(earlier);
    }
    starts.add(start);
    return null;
  }

  /** The text of one JSON object, null when there are no fields. */
  @Nullable String text() {
    if (starts.isEmpty()) {
      return null;
    }
    TextBuffer whole = replaced.isEmpty() ? object : withoutReplaced();
    char[] characters = whole.characters();
    characters[whole.length() - 1] = '}';
    return new String(characters, 0, whole.length());
  }

  private TextBuffer withoutReplaced() {
    TextBuffer kept = new TextBuffer();
    kept.append('{');
    for (int i = 0; i < starts.size(); i++) {
      if (!replaced.get(i)) {
        int end = i + 1 < starts.size() ? starts.get(i + 1) : object.length();
        kept.append(object.characters(), starts.get(i), end - starts.get(i));
      }
    }
    return kept;
  }
}
