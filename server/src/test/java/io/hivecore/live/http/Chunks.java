package io.hivecore.live.http;

/** HTTP/1.1's chunked coding, for reading from a bare socket. ASCII only. */
final class Chunks {
  private Chunks() {}

  /** The content of all chunks; of one that is not whole, what is there. */
  static String joined(String chunked) {
    StringBuilder joined = new StringBuilder();
    int at = 0;
    while (at < chunked.length()) {
      int lineEnd = chunked.indexOf("\r\n", at);
      if (lineEnd < 0) {
        break;
      }
      int size = Integer.parseInt(chunked, at, lineEnd, 16);
      int end = Math.min(chunked.length(), lineEnd + 2 + size);
      joined.append(chunked, lineEnd + 2, end);
      at = end + 2;
    }
    return joined.toString();
  }
}
