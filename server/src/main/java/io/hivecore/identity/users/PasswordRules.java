package io.hivecore.identity.users;

import io.hivecore.identity.IdentityException;
import java.util.Locale;
import java.util.Set;

/**
 * What a new password must be like, after NIST SP 800-63B: long enough and not what everybody tries
 * first. No classes of characters are asked for, which only makes passwords harder to remember.
 */
final class PasswordRules {
  private static final int LEAST_CHARACTERS = 8;

  /** Of at least 8 characters, from the published lists of what leaked most often. */
  private static final Set<String> COMMON =
      Set.of(
          "12345678",
          "123456789",
          "1234567890",
          "12345678910",
          "0123456789",
          "87654321",
          "987654321",
          "11111111",
          "00000000",
          "88888888",
          "66666666",
          "99999999",
          "12341234",
          "11223344",
          "12121212",
          "123123123",
          "147258369",
          "password",
          "password1",
          "password12",
          "password123",
          "passw0rd",
          "p@ssw0rd",
          "p@ssword",
          "qwertyui",
          "qwertyuiop",
          "qwerty123",
          "qwerty12",
          "qwer1234",
          "1q2w3e4r",
          "1q2w3e4r5t",
          "1qaz2wsx",
          "q1w2e3r4",
          "zaq12wsx",
          "asdfghjk",
          "asdfghjkl",
          "asdf1234",
          "zxcvbnm1",
          "abcd1234",
          "abc12345",
          "a1234567",
          "a12345678",
          "a123456789",
          "aa123456",
          "aa12345678",
          "iloveyou",
          "iloveyou1",
          "sunshine",
          "princess",
          "football",
          "baseball",
          "superman",
          "trustno1",
          "starwars",
          "whatever",
          "computer",
          "internet",
          "michelle",
          "jennifer",
          "welcome1",
          "welcome123",
          "letmein1",
          "changeme",
          "changeme1",
          "changeme123",
          "admin123",
          "admin1234",
          "administrator",
          "adminadmin",
          "testtest",
          "test1234",
          "default1",
          "hivecore",
          "hivecore1",
          "hivecore123",
          "5201314520",
          "woaini520",
          "woaini1314",
          "woaini123",
          "wang1234",
          "qq123456",
          "123456qq",
          "123456abc",
          "123456aa",
          "1234qwer",
          "q1234567",
          "qazwsxedc",
          "wodemima");

  private PasswordRules() {}

  /**
   * Refuses a password that must not be set.
   *
   * @throws IdentityException with code WEAK_PASSWORD; the message does not hold the password
   */
  static void check(EmailAddress email, PasswordText password) {
    String text = password.text();
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.codePointCount(0, text.length()) < LEAST_CHARACTERS) {
      throw refused("must have at least " + LEAST_CHARACTERS + " characters");
    }
    if (password.tooLong()) {
      throw refused("must have at most " + PasswordText.MOST_BYTES + " bytes");
    }
    if (lower.equals(email.text()) || lower.equals(email.name())) {
      throw refused("must not be the e-mail address");
    }
    if (COMMON.contains(lower) || lower.codePoints().distinct().count() == 1) {
      throw refused("is one that everybody tries first; choose another");
    }
  }

  private static IdentityException refused(String why) {
    return new IdentityException(IdentityException.Code.WEAK_PASSWORD, "the password " + why);
  }
}
