package io.hivecore.http;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoded text of URLs (RFC 3986). Strict: what is not UTF-8 is refused, not replaced. */
final class PercentCoding {
  private PercentCoding() {}

  /**
   * Decodes one path segment.
   *
   * @throws ProblemException 400 when the encoding is broken or hides a control character
   */
  static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    String decoded = decode(segment, false, "path");
    for (int i = 0; i < decoded.length(); i++) {
      if (Character.isISOControl(decoded.charAt(i))) {
        throw Problem.badRequest("The path has a control character.").asException();
      }
    }
    return decoded;
  }

  /**
   * Decodes a name or value of a query, where a plus is a blank.
   *
   * @throws ProblemException 400 when the encoding is broken or hides a NUL character
   */
  static String decodeForm(String text) {
    if (text.indexOf('%') < 0) {
      return text.indexOf('+') < 0 ? text : text.replace('+', ' ');
    }
    String decoded = decode(text, true, "query");
    if (decoded.indexOf('\0') >= 0) {
      throw Problem.badRequest("The query has a NUL character.").asException();
    }
    return decoded;
  }

  private static String decode(String text, boolean plusIsBlank, String where) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (text.length() - i < 3) {
          throw broken(where);
        }
        int high = hex(text.charAt(++i));
        int low = hex(text.charAt(++i));
        if (high < 0 || low < 0) {
          throw broken(where);
        }
        bytes[length++] = (byte) ((high << 4) | low);
      } else if (c == '+' && plusIsBlank) {
        bytes[length++] = ' ';
      } else if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        throw broken(where);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw broken(where);
    }
  }

  private static int hex(char c) {
    // Character.digit would take digits of other scripts.
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static ProblemException broken(String where) {
    return Problem.badRequest("The " + where + " has a broken percent-encoding.").asException();
  }

  /** Encodes a name or value for a query. */
  static String encodeForm(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
