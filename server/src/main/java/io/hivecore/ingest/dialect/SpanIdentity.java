package io.hivecore.ingest.dialect;

import io.opentelemetry.proto.trace.v1.Span;

/**
 * Which span a message is of, and whether that still runs.
 *
 * <p>Logfire sends a span that started as another one, of no duration, whose parent is the real one
 * and which names the real one's parent in an attribute.
 */
record SpanIdentity(String spanId, String parentSpanId, boolean running) {
  private static final String NO_PARENT = "0000000000000000";

  static SpanIdentity of(Span span, Found found) {
    String spanId = HexIds.of(span.getSpanId());
    String parentId =
        HexIds.isValid(span.getParentSpanId(), HexIds.SPAN_BYTES)
            ? HexIds.of(span.getParentSpanId())
            : "";
    if (!found.text(Slot.PENDING).equals("pending_span") || parentId.isEmpty()) {
      return new SpanIdentity(spanId, parentId, false);
    }
    String realParent = found.text(Slot.REAL_PARENT);
    boolean child = realParent.length() == NO_PARENT.length() && !realParent.equals(NO_PARENT);
    return new SpanIdentity(parentId, child ? realParent : "", true);
  }
}
