package io.hivecore.telemetry.http;

/** JSON as people write it, made comparable to what the server sends. */
final class JsonText {
  private JsonText() {}

  /** The same document without blanks between its parts. */
  static String compact(String json) {
    StringBuilder compact = new StringBuilder();
    boolean inText = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"' && (i == 0 || json.charAt(i - 1) != '\\')) {
        inText = !inText;
      }
      if (inText || !Character.isWhitespace(c)) {
        compact.append(c);
      }
    }
    return compact.toString();
  }
}
