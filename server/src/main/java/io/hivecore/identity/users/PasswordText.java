package io.hivecore.identity.users;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A password as somebody typed it. Only {@link #bytes} tells it; it is in no log and no message.
 * The same characters typed on two keyboards may come as different code points, so it is brought to
 * one form (NFKC, as NIST SP 800-63B says).
 */
public final class PasswordText {
  /** The most UTF-8 bytes: hashing must not cost more for longer ones. */
  public static final int MOST_BYTES = 1_024;

  private final String text;

  public PasswordText(String typed) {
    this.text = Normalizer.normalize(typed, Normalizer.Form.NFKC);
  }

  /** What is hashed, in UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether it is longer than any password may be. */
  public boolean tooLong() {
    return text.length() > MOST_BYTES || bytes().length > MOST_BYTES;
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
