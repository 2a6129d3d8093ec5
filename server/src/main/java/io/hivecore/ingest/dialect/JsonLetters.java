package io.hivecore.ingest.dialect;

/**
 * Writes out the letters of a JSON text that its sender escaped, as Python does with all that is
 * not ASCII: it stays the same JSON, but people can read it and searches find it.
 */
final class JsonLetters {
  private JsonLetters() {}

  /** The text itself when it is no JSON object or list, or has no such letters. */
  static String written(String text) {
    if (!text.contains("\\u") || JsonIn.structure(text) == null) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    int at = text.indexOf('\\');
    while (at >= 0 && at + 1 < text.length()) {
      int end = at + 2;
      if (text.charAt(at + 1) == 'u') {
        int letter = letter(text, at);
        int low = Character.isHighSurrogate((char) letter) ? letter(text, at + 6) : 0;
        boolean pair = Character.isLowSurrogate((char) low);
        end = at + (pair ? 12 : 6);
        // Controls, quotes and half pairs have to stay as they are.
        if (letter >= 0xA0 && (pair || !Character.isSurrogate((char) letter))) {
          out.append(text, copied, at).append((char) letter);
          if (pair) {
            out.append((char) low);
          }
          copied = end;
        }
      }
      at = text.indexOf('\\', end);
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** What stands escaped there; 0 for nothing. */
  private static int letter(String text, int at) {
    if (at + 6 > text.length() || !text.startsWith("\\u", at)) {
      return 0;
    }
    int letter = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return 0;
      }
      letter = 16 * letter + digit;
    }
    return letter;
  }
}
