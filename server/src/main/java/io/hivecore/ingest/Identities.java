package io.hivecore.ingest;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Gives records their identity within tenant and kind. What the sender chose always leads to the
 * same UUID, so that a record sent again gets the same answer without any look-up. Belongs to one
 * request and its thread.
 *
 * <p>{@link RecordNames} makes UUIDs of chosen texts.
 */
public final class Identities {
  private static final String EXECUTION = "execution_id";

  private final TimeOrderedIds assigned;
  private final String idempotencyKey;

  private final RecordNames names = new RecordNames();

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
    return new RecordNames().of(RecordKind.EXECUTION, EXECUTION, executionId);
  }

  /** A span. */
  public Identity ofSpan(String traceId, String spanId) {
    return new Identity(names.span(traceId, spanId), true);
  }

  /** A trace. */
  public Identity ofTrace(String traceId) {
    return new Identity(names.trace(traceId), true);
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

  /** A series of a metric, named by all that its points have in common. */
  public UUID series(String... texts) {
    return named(RecordKind.METRIC_POINT, "series", texts);
  }

  /** A point of a series, told apart by its times in nanoseconds since 1970. */
  public Identity ofPoint(UUID series, long startUnixNano, long timeUnixNano) {
    return new Identity(
        named(
            RecordKind.METRIC_POINT,
            "point",
            series.toString(),
            Long.toUnsignedString(startUnixNano),
            Long.toUnsignedString(timeUnixNano)),
        true);
  }

  private UUID named(RecordKind kind, String scheme, String... texts) {
    return names.of(kind, scheme, texts);
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
