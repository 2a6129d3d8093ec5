package io.hivecore.ingest.dialect;

import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Rejection;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what makes a span unusable: only ids without which it has no place. */
final class SpanRejections {
  private static final int MOST_NAME = 60;

  private SpanRejections() {}

  /** Null when nothing is wrong. */
  static @Nullable Rejection check(Span span) {
    boolean traceValid = HexIds.isValid(span.getTraceId(), HexIds.TRACE_BYTES);
    boolean spanValid = HexIds.isValid(span.getSpanId(), HexIds.SPAN_BYTES);
    if (traceValid && spanValid) {
      return null;
    }
    List<FieldError> errors = new ArrayList<>();
    if (!traceValid) {
      errors.add(new FieldError("trace_id", "expected 16 bytes that are not all zero" + of(span)));
    }
    if (!spanValid) {
      errors.add(new FieldError("span_id", "expected 8 bytes that are not all zero" + of(span)));
    }
    return Rejection.invalid(errors);
  }

  private static String of(Span span) {
    String name = Tree.clean(span.getName());
    String brief = name.length() > MOST_NAME ? name.substring(0, MOST_NAME) + "…" : name;
    return " (span \""
        + brief
        + "\", trace_id "
        + shown(HexIds.of(span.getTraceId()))
        + ", span_id "
        + shown(HexIds.of(span.getSpanId()))
        + ")";
  }

  private static String shown(String id) {
    return id.isEmpty() ? "none" : id;
  }
}
