package io.hivecore.identity.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * What is kept of a password: an Argon2id hash in the PHC string format, with its parameters and
 * its salt. Not shown in logs: whoever has it can try passwords.
 *
 * @param encoded as {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}
 */
public record PasswordHash(String encoded) {
  /** Everything but the hash: what has to be the same for two hashes to be compared. */
  String parametersAndSalt() {
    return encoded.substring(0, encoded.lastIndexOf('$'));
  }

  byte[] salt() {
    String before = parametersAndSalt();
    return Base64.getDecoder().decode(before.substring(before.lastIndexOf('$') + 1));
  }

  /** Takes the same time wherever the two differ. */
  boolean sameAs(PasswordHash other) {
    return MessageDigest.isEqual(
        encoded.getBytes(StandardCharsets.US_ASCII),
        other.encoded.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "***";
  }
}
