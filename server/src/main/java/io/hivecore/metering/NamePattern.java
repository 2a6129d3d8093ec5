package io.hivecore.metering;

/**
 * A name in which each {@code *} stands for any text. Matches in time linear in the name for each
 * star, without regular expressions: tenants write these.
 *
 * @param text in lower case
 */
record NamePattern(String text) {
  boolean exact() {
    return text.indexOf('*') < 0;
  }

  /** Characters that have to be there; the more, the more special the pattern. */
  int literals() {
    return (int) text.chars().filter(c -> c != '*').count();
  }

  boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (in < name.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        retry = in;
      } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        // The last star takes one character more.
        at = star + 1;
        in = ++retry;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }
}
