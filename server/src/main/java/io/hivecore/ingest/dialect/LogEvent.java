package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanRecord;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log record with its parts made ready.
 *
 * @param name of the event; empty when it is a plain line
 * @param time when it was, as its sender says, else as the first collector noted; null for neither
 * @param traceId empty when it has no valid one
 * @param spanId empty when it has no valid one
 * @param body as {@link Tree} has it
 */
record LogEvent(
    LogRecord log,
    String name,
    @Nullable Instant time,
    String traceId,
    String spanId,
    Map<String, @Nullable Object> attributes,
    @Nullable Object body) {

  static LogEvent of(LogRecord log) {
    Map<String, @Nullable Object> attributes = Tree.of(log.getAttributesList());
    Object body = log.hasBody() ? Tree.of(log.getBody()) : null;
    Instant time = UnixNanos.instant(log.getTimeUnixNano());
    return new LogEvent(
        log,
        name(log, attributes, body),
        time == null ? UnixNanos.instant(log.getObservedTimeUnixNano()) : time,
        HexIds.isValid(log.getTraceId(), HexIds.TRACE_BYTES) ? HexIds.of(log.getTraceId()) : "",
        HexIds.isValid(log.getSpanId(), HexIds.SPAN_BYTES) ? HexIds.of(log.getSpanId()) : "",
        attributes,
        body);
  }

  /** An event of a span, as if it had been logged. */
  static LogEvent of(Span.Event event, SpanRecord span) {
    return new LogEvent(
        LogRecord.getDefaultInstance(),
        event.getName(),
        UnixNanos.instant(event.getTimeUnixNano()),
        span.traceId(),
        span.spanId(),
        Tree.of(event.getAttributesList()),
        null);
  }

  private static String name(
      LogRecord log, Map<String, @Nullable Object> attributes, @Nullable Object body) {
    // Claude Code has its full name in the body, and a short one beside it.
    if (body instanceof String text && CodingCli.ofEvent(text) != null) {
      return text;
    }
    Object said = attributes.getOrDefault("event.name", attributes.get("event_name"));
    String name = said instanceof String text ? text : "";
    // Codex has a place in its source where the name belongs.
    return log.getEventName().isEmpty() || CodingCli.ofEvent(name) != null
        ? name
        : Tree.clean(log.getEventName());
  }

  boolean isOfSpan() {
    return !traceId.isEmpty() && !spanId.isEmpty();
  }

  /** The first attribute of these names that can be read so. */
  @Nullable Object first(List<String> names, Reading reading) {
    for (String name : names) {
      Object sent = attributes.get(name);
      Object value = sent == null ? null : reading.read(sent);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The first such attribute as text; empty for none. */
  String text(List<String> names) {
    return first(names, Readings.TEXT) instanceof String text ? text : "";
  }

  /** The first such attribute as a text of any length; empty for none. */
  String content(List<String> names) {
    return first(names, Readings.CONTENT) instanceof String text ? text : "";
  }

  @Nullable Long count(List<String> names) {
    return (Long) first(names, Readings.COUNT);
  }
}
