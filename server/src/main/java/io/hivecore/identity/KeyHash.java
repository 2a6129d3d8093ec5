package io.hivecore.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a key's text. One round without salt is enough, unlike for a password: a key made
 * here has 256 random bits, so nobody can try them, and no two are alike. The same hash on every
 * request is what makes a look-up in memory possible; comparing hashes tells an attacker nothing
 * about a key by its timing.
 *
 * @param first the hash in four parts, most significant first
 */
public record KeyHash(long first, long second, long third, long fourth) {
  private static final int BYTES = 32;

  /** Only ever copied: finding the algorithm anew costs three times the hash itself. */
  private static final MessageDigest FRESH = sha256();

  /** The hash of a text, whether it is a key or not. */
  public static KeyHash of(String text) {
    try {
      MessageDigest digest = (MessageDigest) FRESH.clone();
      return of(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be copied", e);
    }
  }

  /**
   * Reads 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException when they are not
   */
  public static KeyHash parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has 64 hexadecimal digits, not " + hex.length());
    }
    return of(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static KeyHash of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new KeyHash(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(first)
            .putLong(second)
            .putLong(third)
            .putLong(fourth)
            .array();
    return HexFormat.of().formatHex(bytes);
  }
}
