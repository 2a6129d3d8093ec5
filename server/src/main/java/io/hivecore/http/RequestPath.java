package io.hivecore.http;

/** The path of a request's first line, checked before anything else looks at it. */
final class RequestPath {
  private RequestPath() {}

  /**
   * The path to look up, still percent-encoded: begins with a slash and has only visible ASCII, no
   * backslash, no {@code .} or {@code ..} segment, and no broken or hidden control character in it.
   * {@code *} stays as it is.
   *
   * @param sent the request target without the query; a proxy may have sent scheme and host as well
   * @throws ProblemException 400 when it is not such a path
   */
  static String checked(String sent) {
    String path = withoutOrigin(sent);
    if (path.equals("*")) {
      return path;
    }
    if (!path.startsWith("/")) {
      throw refused("The request's path must begin with a slash.");
    }
    int segmentStart = 1;
    for (int i = 1; i <= path.length(); i++) {
      char c = i == path.length() ? '/' : path.charAt(i);
      if (c == '/') {
        requireNoDots(path, segmentStart, i);
        segmentStart = i + 1;
      } else if (c == '%') {
        requireEncoded(path, i);
      } else if (c <= ' ' || c >= 0x7f || c == '\\') {
        throw refused("The path has a character that must be percent-encoded.");
      }
    }
    return path;
  }

  private static String withoutOrigin(String sent) {
    if (sent.startsWith("/")) {
      return sent;
    }
    int authority =
        sent.regionMatches(true, 0, "http://", 0, 7)
            ? 7
            : sent.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
    if (authority < 0) {
      return sent;
    }
    int slash = sent.indexOf('/', authority);
    return slash < 0 ? "/" : sent.substring(slash);
  }

  private static void requireEncoded(String path, int percent) {
    int high = percent + 1 < path.length() ? Character.digit(path.charAt(percent + 1), 16) : -1;
    int low = percent + 2 < path.length() ? Character.digit(path.charAt(percent + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw refused("The path has a broken percent-encoding.");
    }
    int encoded = (high << 4) | low;
    if (encoded < ' ' || encoded == 0x7f) {
      throw refused("The path has a control character.");
    }
  }

  private static void requireNoDots(String path, int start, int end) {
    int dots = 0;
    int i = start;
    while (i < end) {
      if (path.charAt(i) == '.') {
        i++;
      } else if (path.startsWith("%2e", i) || path.startsWith("%2E", i)) {
        i += 3;
      } else {
        return;
      }
      dots++;
    }
    if (dots == 1 || dots == 2) {
      throw refused("The path must not have . or .. as a segment.");
    }
  }

  private static ProblemException refused(String detail) {
    return Problem.badRequest(detail).asException();
  }
}
