package io.hivecore.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a header's value means: UTF-8, of which ASCII is a part. */
final class HeaderText {
  private HeaderText() {}

  /**
   * The text behind a value's bytes.
   *
   * @param name of the header, as it is named in the problem
   * @param value one character a byte, see {@link ByteReader}
   * @throws ProblemException 400 when they are not UTF-8
   */
  static String of(String name, String value) {
    if (isAscii(value)) {
      return value;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problem.invalidHeader(name, "Expected text in UTF-8."), e);
    }
  }

  private static boolean isAscii(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
