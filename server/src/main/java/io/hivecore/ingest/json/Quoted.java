package io.hivecore.ingest.json;

/** A sender's value inside a message: short, and harmless in a log. */
final class Quoted {
  private static final int MOST = 60;

  private Quoted() {}

  static String of(String value) {
    return '"' + cut(value, MOST) + '"';
  }

  static String cut(String value, int most) {
    StringBuilder shown = new StringBuilder();
    int end = Math.min(value.length(), most);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\uFFFD' : c);
    }
    return value.length() > most ? shown.append('…').toString() : shown.toString();
  }
}
