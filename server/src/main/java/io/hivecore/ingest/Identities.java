package io.hivecore.ingest;

import io.hivecore.telemetry.RecordKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives records their identity within tenant and kind. What the sender chose always leads to the
 * same UUID, so that a record sent again gets the same answer without any look-up. Belongs to one
 * request and its thread.
 *
 * <p>A chosen text becomes a UUID of version 8 (RFC 9562): the first 128 bits, less version and
 * variant, of the SHA-256 over a fixed prefix, the kind, the scheme and the texts, each ended by a
 * NUL, which no text contains. This is part of the data format: another rule would let every record
 * that is sent again count twice.
 */
public final class Identities {
  private static final String EXECUTION = "execution_id";
  private static final byte[] PREFIX = "hivecore.record.v1\0".getBytes(StandardCharsets.UTF_8);

  private final TimeOrderedIds assigned;
  private final String idempotencyKey;

  /** Made when it is first needed: many requests are without names. */
  private @Nullable MessageDigest digest;

  Identities(TimeOrderedIds assigned, String idempotencyKey) {
    this.assigned = assigned;
    this.idempotencyKey = idempotencyKey;
  }

  /**
   * An identity.
   *
   * @param chosen whether the sender chose it
   */
  public record Identity(UUID id, boolean chosen) {}

  /** The sender's own id: a UUID as it is, any other text by its name. */
  public Identity ofId(RecordKind kind, String id) {
    return isUuid(id)
        ? new Identity(UUID.fromString(id), true)
        : new Identity(named(kind, "id", id), true);
  }

  /** An execution's id. */
  public Identity ofExecution(String executionId) {
    return new Identity(named(RecordKind.EXECUTION, EXECUTION, executionId), true);
  }

  /** Under which id an execution is kept, for who knows only the id that its sender gave it. */
  public static UUID executionRecordId(String executionId) {
    return named(sha256(), RecordKind.EXECUTION, EXECUTION, executionId);
  }

  /** One span of a trace, for a kind of which a span has at most one record. */
  public Identity ofSpan(RecordKind kind, String traceId, String spanId) {
    return new Identity(named(kind, "span", traceId, spanId), true);
  }

  /**
   * One of many records of a span, told apart by when it was and what it says.
   *
   * @param content texts that together are what it says
   */
  public Identity ofSpanContent(
      RecordKind kind, String traceId, String spanId, Instant timestamp, String... content) {
    String[] texts = new String[content.length + 3];
    texts[0] = traceId;
    texts[1] = spanId;
    texts[2] = timestamp.toString();
    System.arraycopy(content, 0, texts, 3, content.length);
    return new Identity(named(kind, "span_content", texts), true);
  }

  /**
   * For a record without an identity of its own: by the request's idempotency key and the record's
   * place, else a new one.
   *
   * @param index the place in the request; -1 when the request is one record
   */
  public Identity ofPlace(RecordKind kind, int index) {
    if (idempotencyKey.isEmpty()) {
      return new Identity(assigned.next(), false);
    }
    UUID id =
        index < 0
            ? named(kind, "idempotency_key", idempotencyKey)
            : named(kind, "idempotency_key", idempotencyKey, Integer.toString(index));
    return new Identity(id, true);
  }

  private UUID named(RecordKind kind, String scheme, String... texts) {
    if (digest == null) {
      digest = sha256();
    }
    return named(digest, kind, scheme, texts);
  }

  private static UUID named(MessageDigest digest, RecordKind kind, String scheme, String... texts) {
    digest.update(PREFIX);
    update(digest, kind.wireName());
    update(digest, scheme);
    for (String text : texts) {
      update(digest, text);
    }
    byte[] hash = digest.digest();
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

  /** Only the form of 36 characters: {@link UUID#fromString} also takes shorter ones. */
  private static boolean isUuid(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      char c = text.charAt(i);
      if (dash ? c != '-' : !HexFormat.isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }
}
