package io.hivecore.telemetry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes UUIDs of the texts that name records. Belongs to one thread.
 *
 * <p>A chosen text becomes a UUID of version 8 (RFC 9562): the first 128 bits, less version and
 * variant, of the SHA-256 over a fixed prefix, the kind, the scheme and the texts, each ended by a
 * NUL, which no text contains. This is part of the data format: another rule would let every record
 * that is sent again count twice.
 */
public final class RecordNames {
  private static final byte[] PREFIX = "hivecore.record.v1\0".getBytes(StandardCharsets.UTF_8);

  /** Made when it is first needed: many requests are without names. */
  private @Nullable MessageDigest digest;

  /** A span's id. */
  public UUID span(String traceId, String spanId) {
    return of(RecordKind.SPAN, "span", traceId, spanId);
  }

  /** A trace's id. */
  public UUID trace(String traceId) {
    return of(RecordKind.TRACE, "trace", traceId);
  }

  /** The id of the usage of a span, whichever door it came through. */
  public UUID usage(String traceId, String spanId) {
    return of(RecordKind.USAGE, "span", traceId, spanId);
  }

  /**
   * The id of what has these texts as its name.
   *
   * @param scheme the way in which the texts name it
   */
  public UUID of(RecordKind kind, String scheme, String... texts) {
    MessageDigest sha256 = digest;
    if (sha256 == null) {
      sha256 = sha256();
      digest = sha256;
    }
    sha256.update(PREFIX);
    update(sha256, kind.wireName());
    update(sha256, scheme);
    for (String text : texts) {
      update(sha256, text);
    }
    byte[] hash = sha256.digest();
    long high = (bits(hash, 0) & ~0xF000L) | 0x8000L;
    long low = (bits(hash, 8) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static long bits(byte[] bytes, int offset) {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits = (bits << Byte.SIZE) | (bytes[offset + i] & 0xFF);
    }
    return bits;
  }
}
