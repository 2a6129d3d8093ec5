package io.hivecore.objects;

import java.util.Optional;

/**
 * How an object's id begins: enough of it that no second content is ever found for it, for links
 * whose writer knows no more of the hash.
 *
 * @param text {@code sha256-} and 32 to 64 hexadecimal digits
 */
public record ObjectIdStart(String text) {
  private static final int LEAST_DIGITS = 32;

  public ObjectIdStart {
    if (!wellFormed(text)) {
      throw new IllegalArgumentException("not the start of an object's id: " + text);
    }
  }

  /** The start with these digits. */
  public static ObjectIdStart ofDigits(String digits) {
    return new ObjectIdStart(ObjectId.PREFIX + digits);
  }

  /** Reads a start; empty when the text is none. */
  public static Optional<ObjectIdStart> parse(String text) {
    return wellFormed(text) ? Optional.of(new ObjectIdStart(text)) : Optional.empty();
  }

  /** The digits alone. */
  public String digits() {
    return text.substring(ObjectId.PREFIX.length());
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean wellFormed(String text) {
    int digits = text.length() - ObjectId.PREFIX.length();
    return digits >= LEAST_DIGITS && digits <= ObjectId.DIGITS && ObjectId.begins(text);
  }
}
