package io.hivecore.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoded text of URLs (RFC 3986). */
final class PercentCoding {
  private PercentCoding() {}

  /**
   * Decodes one path segment.
   *
   * @throws ProblemException 400 when the encoding is broken
   */
  static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      // URLDecoder is for forms, where a plus is a blank; in a path it is a plus.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.badRequest("The path has a broken percent-encoding."), e);
    }
  }

  /** Decodes a name or value of a query. */
  static String decodeForm(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.badRequest("The query has a broken percent-encoding."), e);
    }
  }

  /** Encodes a name or value for a query. */
  static String encodeForm(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
