package io.hivecore.http;

import io.hivecore.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes positions that leave the server opaque: a sealed text shows nothing of what is inside, and
 * opens only for the tenant and the purpose that it was sealed for. The same position always gets
 * the same text. Safe for use by many threads.
 *
 * <p>Synthetic initialization vector, as in RFC 5297 with other parts: the tag is HMAC-SHA-256 over
 * tenant, purpose and content, cut to 16 bytes, and it is the start of the AES-CTR key stream over
 * the content. So no random numbers are needed, and a repeated tag only ever means repeated
 * content.
 */
public final class Cursors {
  private static final int TAG_BYTES = 16;
  private static final int MOST_CHARACTERS = 2_048;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final SecretKey tagKey;
  private final SecretKey contentKey;

  /**
   * @param key of this server, at least 16 bytes; must stay the same for as long as positions are
   *     to open, so also over restarts
   */
  public Cursors(SecretKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null || encoded.length < 16) {
      throw new IllegalArgumentException("the key of cursors needs at least 16 bytes");
    }
    this.tagKey = new SecretKeySpec(derive(encoded, "hivecore cursor tag"), "HmacSHA256");
    this.contentKey =
        new SecretKeySpec(
            Arrays.copyOf(derive(encoded, "hivecore cursor content"), TAG_BYTES), "AES");
  }

  /**
   * A text of {@code A–Z a–z 0–9 - _} that holds the content.
   *
   * @param purpose where it may be opened, such as a route with its filters
   * @param content at most 1 kB
   */
  public String seal(TenantId tenant, String purpose, byte[] content) {
    if (content.length > 1_024) {
      throw new IllegalArgumentException("a position of " + content.length + " bytes");
    }
    byte[] tag = tag(tenant, purpose, content);
    byte[] sealed = Arrays.copyOf(tag, TAG_BYTES + content.length);
    byte[] hidden = stream(tag, content);
    System.arraycopy(hidden, 0, sealed, TAG_BYTES, hidden.length);
    return ENCODER.encodeToString(sealed);
  }

  /**
   * The content of a sealed text.
   *
   * @throws ProblemException 400 when it was changed, or sealed for another tenant or purpose
   */
  public byte[] open(TenantId tenant, String purpose, String text) {
    return openIfValid(tenant, purpose, text)
        .orElseThrow(
            () ->
                Problem.invalid(
                        "cursor",
                        "Not a cursor of this list with these filters; begin again without one.")
                    .asException());
  }

  /** The content of a sealed text; empty when it was changed or sealed for another purpose. */
  public Optional<byte[]> openIfValid(TenantId tenant, String purpose, String text) {
    if (text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    byte[] sealed;
    try {
      sealed = DECODER.decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // Base64 has several texts for the same bytes; only ours is good.
    if (sealed.length < TAG_BYTES || !ENCODER.encodeToString(sealed).equals(text)) {
      return Optional.empty();
    }
    byte[] tag = Arrays.copyOf(sealed, TAG_BYTES);
    byte[] content = stream(tag, Arrays.copyOfRange(sealed, TAG_BYTES, sealed.length));
    byte[] expected = tag(tenant, purpose, content);
    return MessageDigest.isEqual(tag, expected) ? Optional.of(content) : Optional.empty();
  }

  private byte[] tag(TenantId tenant, String purpose, byte[] content) {
    byte[] purposeBytes = purpose.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bound = ByteBuffer.allocate(20 + purposeBytes.length + content.length);
    bound.putLong(tenant.value().getMostSignificantBits());
    bound.putLong(tenant.value().getLeastSignificantBits());
    bound.putInt(purposeBytes.length).put(purposeBytes).put(content);
    return Arrays.copyOf(hmac(tagKey, bound.array()), TAG_BYTES);
  }

  private byte[] stream(byte[] tag, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, contentKey, new IvParameterSpec(tag));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }

  private static byte[] derive(byte[] key, String label) {
    return hmac(new SecretKeySpec(key, "HmacSHA256"), label.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(SecretKey key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
