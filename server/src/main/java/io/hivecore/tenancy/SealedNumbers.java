package io.hivecore.tenancy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes numbers opaque: 22 characters of {@code A–Z a–z 0–9 - _}, bound to the tenant, that show
 * neither a number nor whether two are near each other. Safe for use by many threads.
 *
 * <p>One AES block: 6 octets of a hash of the tenant, 6 of the number, 4 of salt. The hash makes a
 * foreign or invented text fail to open but once in 2^48.
 */
public final class SealedNumbers {
  /** How long each text is. */
  public static final int CHARACTERS = 22;

  /** The largest number that can be sealed. */
  public static final long MOST = (1L << 48) - 1;

  private static final int BLOCK_BYTES = 16;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final ReentrantLock lock = new ReentrantLock();
  private final Cipher encryption;
  private final Cipher decryption;

  /**
   * @param key of this server, at least 16 bytes; the same for as long as texts are to open, so
   *     also over restarts
   * @param purpose what the numbers are: texts of one purpose do not open for another
   */
  public SealedNumbers(SecretKey key, String purpose) {
    byte[] encoded = key.getEncoded();
    if (encoded == null || encoded.length < BLOCK_BYTES) {
      throw new IllegalArgumentException("the key needs at least 16 bytes");
    }
    try {
      // Derived, so that the same key may serve other purposes as well.
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(encoded, "HmacSHA256"));
      byte[] derived = mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
      SecretKeySpec blockKey = new SecretKeySpec(Arrays.copyOf(derived, BLOCK_BYTES), "AES");
      encryption = Cipher.getInstance("AES/ECB/NoPadding");
      encryption.init(Cipher.ENCRYPT_MODE, blockKey);
      decryption = Cipher.getInstance("AES/ECB/NoPadding");
      decryption.init(Cipher.DECRYPT_MODE, blockKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES and HMAC-SHA-256", e);
    }
  }

  /** Those of one tenant. */
  public OfTenant of(TenantId tenant) {
    return new OfTenant(hash(tenant));
  }

  private byte[] run(Cipher cipher, byte[] block) {
    lock.lock();
    try {
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a whole block always fits", e);
    } finally {
      lock.unlock();
    }
  }

  private static long hash(TenantId tenant) {
    try {
      ByteBuffer id = ByteBuffer.allocate(16);
      id.putLong(tenant.value().getMostSignificantBits());
      id.putLong(tenant.value().getLeastSignificantBits());
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.array());
      return ByteBuffer.wrap(digest).getLong() >>> 16;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * What a text opens to.
   *
   * @param salt as it was sealed with
   */
  public record Opened(long number, int salt) {}

  /** The numbers of one tenant. */
  public final class OfTenant {
    private final long hash;

    private OfTenant(long hash) {
      this.hash = hash;
    }

    /**
     * Seals a number.
     *
     * @param salt makes other texts of the same number
     */
    public String seal(long number, int salt) {
      if (number < 0 || number > MOST) {
        throw new IllegalArgumentException(number + " is not within 48 bits");
      }
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
      block.putLong(hash << 16 | number >>> 32);
      block.putLong(number << 32 | (salt & 0xFFFF_FFFFL));
      return ENCODER.encodeToString(run(encryption, block.array()));
    }

    /** What a text stands for; empty when it was not sealed for this tenant on this server. */
    public Optional<Opened> open(String text) {
      if (text.length() != CHARACTERS) {
        return Optional.empty();
      }
      byte[] sealed;
      try {
        sealed = DECODER.decode(text);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
      ByteBuffer block = ByteBuffer.wrap(run(decryption, sealed));
      long high = block.getLong();
      long low = block.getLong();
      long number = (high & 0xFFFF) << 32 | low >>> 32;
      return high >>> 16 == hash ? Optional.of(new Opened(number, (int) low)) : Optional.empty();
    }
  }
}
