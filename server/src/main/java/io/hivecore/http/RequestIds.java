package io.hivecore.http;

import java.util.concurrent.ThreadLocalRandom;

/** Names requests, so that an answer, its log lines and its client's log can be matched. */
final class RequestIds {
  private static final int MOST_CHARACTERS = 128;
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  private RequestIds() {}

  /** 16 hexadecimal digits at random; a name, not a secret. */
  static String next() {
    long random = ThreadLocalRandom.current().nextLong();
    char[] id = new char[16];
    for (int i = 0; i < id.length; i++) {
      id[i] = DIGITS[(int) (random >>> (60 - 4 * i)) & 15];
    }
    return new String(id);
  }

  /** The client's own name for its request if it is fit for logs and headers, else a new one. */
  static String accept(String sent) {
    if (sent.isEmpty() || sent.length() > MOST_CHARACTERS) {
      return next();
    }
    for (int i = 0; i < sent.length(); i++) {
      char c = sent.charAt(i);
      boolean sane =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.'
              || c == ':';
      if (!sane) {
        return next();
      }
    }
    return sent;
  }
}
