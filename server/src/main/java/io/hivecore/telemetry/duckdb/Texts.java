package io.hivecore.telemetry.duckdb;

import java.util.Collection;

/** Lists of texts as one parameter. */
final class Texts {
  private Texts() {}

  /** What DuckDB reads as a list of exactly these texts. */
  static String list(Collection<String> texts) {
    var list = new StringBuilder("[");
    for (String text : texts) {
      if (list.length() > 1) {
        list.append(", ");
      }
      list.append('"');
      for (int i = 0; i < text.length(); i++) {
        char character = text.charAt(i);
        if (character == '"' || character == '\\') {
          list.append('\\');
        }
        list.append(character);
      }
      list.append('"');
    }
    return list.append(']').toString();
  }
}
