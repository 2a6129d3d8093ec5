package io.hivecore.objects;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The name of an object, made from its content, so that the same is kept once.
 *
 * @param text {@code sha256-} and 64 hexadecimal digits
 */
public record ObjectId(String text) {
  static final String PREFIX = "sha256-";
  static final int DIGITS = 64;

  public ObjectId {
    if (!wellFormed(text)) {
      throw new IllegalArgumentException("not an object's id: " + text);
    }
  }

  /** The id of a content. */
  public static ObjectId of(byte[] content) {
    return new ObjectId(PREFIX + HexFormat.of().formatHex(sha256().digest(content)));
  }

  /**
   * The id of a content whose hash is known.
   *
   * @param sha256 32 bytes
   */
  public static ObjectId ofHash(byte[] sha256) {
    return new ObjectId(PREFIX + HexFormat.of().formatHex(sha256));
  }

  /** The id with these digits; empty when they are not those of one. */
  public static Optional<ObjectId> ofDigits(String digits) {
    return parse(PREFIX + digits);
  }

  /** Reads an id; empty when the text is none. */
  public static Optional<ObjectId> parse(String text) {
    return wellFormed(text) ? Optional.of(new ObjectId(text)) : Optional.empty();
  }

  /** The digits alone. */
  public String digits() {
    return text.substring(PREFIX.length());
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean wellFormed(String text) {
    return text.length() == PREFIX.length() + DIGITS && begins(text);
  }

  /** Whether a text is the prefix and nothing but digits behind it. */
  static boolean begins(String text) {
    return text.startsWith(PREFIX)
        && text.chars()
            .skip(PREFIX.length())
            .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
