package io.hivecore.identity.login;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that signs access tokens by HMAC with SHA-256 (RFC 7518, HS256), and its id. Its text is
 * nowhere in {@link #toString}. Safe for use by many threads.
 */
public final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";

  private final String id;

  /** Only ever copied: finding the algorithm anew costs more than the signature itself. */
  private final Mac fresh;

  private SigningKey(String id, Mac fresh) {
    this.id = id;
    this.fresh = fresh;
  }

  /**
   * The key of a secret.
   *
   * @param secret at least 32 bytes that nobody can guess
   */
  public static SigningKey of(byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("a signing secret has at least 32 bytes");
    }
    Mac mac = mac(secret);
    byte[] label = mac.doFinal("hivecore key id".getBytes(StandardCharsets.US_ASCII));
    return new SigningKey(HexFormat.of().formatHex(Arrays.copyOf(label, 8)), mac);
  }

  /** Names the key in tokens; tells nothing about the secret. */
  public String id() {
    return id;
  }

  /** The signature of a text, in URL-safe Base64 without padding. */
  String sign(String text) {
    try {
      Mac mac = (Mac) fresh.clone();
      byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own HMAC can be copied", e);
    }
  }

  private static Mac mac(byte[] secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC with SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey " + id;
  }
}
