package io.hivecore.http;

/** What a client sent, as it is shown in answers and logs: short and without control characters. */
final class Shown {
  private static final int MOST_CHARACTERS = 200;

  private Shown() {}

  static String of(String sent) {
    StringBuilder shown = null;
    int length = Math.min(sent.length(), MOST_CHARACTERS);
    for (int i = 0; i < length; i++) {
      if (Character.isISOControl(sent.charAt(i))) {
        if (shown == null) {
          shown = new StringBuilder(sent.substring(0, length));
        }
        shown.setCharAt(i, '?');
      }
    }
    String text = shown == null ? sent.substring(0, length) : shown.toString();
    return length < sent.length() ? text + "…" : text;
  }
}
