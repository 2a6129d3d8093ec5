package io.hivecore.identity;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A key in clear, as it is presented: {@code hc_} and 43 to 61 of {@code A-Z a-z 0-9 _ -}. New ones
 * have 43, which are 32 random bytes in URL-safe base64 without padding, like the original's. Shown
 * once and never stored; {@link #toString} does not tell it.
 */
public final class ApiKeyText {
  private static final String MARK = "hc_";
  private static final int SHORTEST = MARK.length() + 43;
  private static final int LONGEST = MARK.length() + 61;
  private static final int RANDOM_BYTES = 32;
  private static final int PREFIX = 7;

  private final String value;
  private final KeyHash hash;

  private ApiKeyText(String value, KeyHash hash) {
    this.value = value;
    this.hash = hash;
  }

  /**
   * Takes a key that somebody has chosen.
   *
   * @throws IdentityException with code MALFORMED_KEY or BURNT_KEY
   */
  public static ApiKeyText of(String text) {
    if (!wellFormed(text)) {
      throw new IdentityException(
          IdentityException.Code.MALFORMED_KEY,
          "an API key is hc_ and 43 to 61 letters, digits, _ or -; this one " + whatIsWrong(text));
    }
    KeyHash hash = KeyHash.of(text);
    if (BurntKeys.contain(hash)) {
      throw new IdentityException(
          IdentityException.Code.BURNT_KEY,
          "this API key has been printed in public documents, so anyone may know it; use another");
    }
    return new ApiKeyText(text, hash);
  }

  /** Whether a text wants to be a key, well-formed or not. */
  public static boolean claims(String text) {
    return text.startsWith(MARK);
  }

  private static String whatIsWrong(String text) {
    if (!text.startsWith(MARK)) {
      return "does not begin with hc_";
    }
    return "has "
        + (text.length() - MARK.length())
        + " characters after hc_"
        + (fitsInLength(text) ? ", one of which is none of these" : "");
  }

  /** Makes a new one. */
  public static ApiKeyText random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return of(MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Whether a text has the form of a key; such a key need not exist. */
  public static boolean wellFormed(String text) {
    if (!fitsInLength(text) || !text.startsWith(MARK)) {
      return false;
    }
    for (int i = MARK.length(); i < text.length(); i++) {
      if (!allowed(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fitsInLength(String text) {
    return text.length() >= SHORTEST && text.length() <= LONGEST;
  }

  private static boolean allowed(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /** The key itself: for the one who asked for it, and for nothing else. */
  public String reveal() {
    return value;
  }

  /** The first 7 characters, by which people recognise a key in a list. */
  public String prefix() {
    return value.substring(0, PREFIX);
  }

  public KeyHash hash() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiKeyText that && that.hash.equals(hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return prefix() + "…";
  }
}
