package io.hivecore.identity.users;

import io.hivecore.identity.IdentityException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a person can be written to, and the name to log in by. Kept in lower case: nobody tells two
 * people apart by capitals.
 *
 * @param text at most 254 characters, one {@code @} between a name and a host (RFC 5321 allows
 *     more, such as quotes, which nobody uses)
 */
public record EmailAddress(String text) {
  private static final int LONGEST = 254;
  private static final Pattern FORM =
      Pattern.compile("[^\\s@<>()\\[\\],;:\\\\\"\\p{Cntrl}]{1,64}@[\\p{L}\\p{N}._-]{1,253}");

  /**
   * @throws IdentityException with code INVALID_EMAIL
   */
  public EmailAddress {
    text = text.strip().toLowerCase(Locale.ROOT);
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      throw new IdentityException(
          IdentityException.Code.INVALID_EMAIL,
          "an e-mail address such as ada@example.com was expected, of at most 254 characters");
    }
  }

  /** The address in a text; empty when it is none. */
  public static Optional<EmailAddress> in(String text) {
    try {
      return Optional.of(new EmailAddress(text));
    } catch (IdentityException e) {
      return Optional.empty();
    }
  }

  /** What stands before the {@code @}. */
  String name() {
    return text.substring(0, text.indexOf('@'));
  }

  @Override
  public String toString() {
    return text;
  }
}
