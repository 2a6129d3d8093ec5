package io.hivecore.live;

import io.hivecore.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes positions in the journal opaque: 22 characters of {@code A–Z a–z 0–9 - _}, bound to the
 * tenant, that show neither a number nor whether two are near each other. Safe for use by many
 * threads.
 *
 * <p>One AES block: 6 octets of a hash of the tenant, 6 of the sequence (enough for 89 years at
 * 100,000 a second), 4 of salt. A record's position has salt 0, so that all its readers share the
 * bytes; the others have a random one, else a heartbeat whose id changed while its tenant was quiet
 * would tell that others were busy. The hash makes a foreign or invented text fail to open but once
 * in 2^48, and even then it would only choose where in its own stream the tenant resumes.
 */
final class Positions {
  static final int CHARACTERS = 22;
  private static final int BLOCK_BYTES = 16;
  private static final long MOST = (1L << 48) - 1;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final ReentrantLock lock = new ReentrantLock();
  private final Cipher encryption;
  private final Cipher decryption;

  /**
   * @param key of this server, at least 16 bytes; the same for as long as positions are to open, so
   *     also over restarts
   */
  Positions(SecretKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null || encoded.length < BLOCK_BYTES) {
      throw new IllegalArgumentException("the key of positions needs at least 16 bytes");
    }
    try {
      // Derived, so that the same key may serve other purposes as well.
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(encoded, "HmacSHA256"));
      byte[] derived = mac.doFinal("hivecore stream position".getBytes(StandardCharsets.UTF_8));
      SecretKeySpec blockKey = new SecretKeySpec(Arrays.copyOf(derived, BLOCK_BYTES), "AES");
      encryption = Cipher.getInstance("AES/ECB/NoPadding");
      encryption.init(Cipher.ENCRYPT_MODE, blockKey);
      decryption = Cipher.getInstance("AES/ECB/NoPadding");
      decryption.init(Cipher.DECRYPT_MODE, blockKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES and HMAC-SHA-256", e);
    }
  }

  OfTenant of(TenantId tenant) {
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

  /** The positions of one tenant. */
  final class OfTenant {
    private final long hash;

    private OfTenant(long hash) {
      this.hash = hash;
    }

    /** The position behind a record; always the same text. */
    String ofRecord(long sequence) {
      return seal(sequence, 0);
    }

    /** A position that shows not even whether it is the same as another one. */
    String fresh(long sequence) {
      return seal(sequence, ThreadLocalRandom.current().nextInt());
    }

    /** What a text stands for; empty when it is no position of this tenant on this server. */
    OptionalLong open(String text) {
      if (text.length() != CHARACTERS) {
        return OptionalLong.empty();
      }
      byte[] sealed;
      try {
        sealed = DECODER.decode(text);
      } catch (IllegalArgumentException e) {
        return OptionalLong.empty();
      }
      ByteBuffer block = ByteBuffer.wrap(run(decryption, sealed));
      long high = block.getLong();
      long low = block.getLong();
      long sequence = (high & 0xFFFF) << 32 | low >>> 32;
      return high >>> 16 == hash ? OptionalLong.of(sequence) : OptionalLong.empty();
    }

    private String seal(long sequence, int salt) {
      if (sequence < 0 || sequence > MOST) {
        throw new IllegalArgumentException("sequence " + sequence + " is not within 48 bits");
      }
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
      block.putLong(hash << 16 | sequence >>> 32);
      block.putLong(sequence << 32 | (salt & 0xFFFF_FFFFL));
      return ENCODER.encodeToString(run(encryption, block.array()));
    }
  }
}
