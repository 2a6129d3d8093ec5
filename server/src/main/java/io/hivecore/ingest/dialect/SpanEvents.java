package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanMessage;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a span say of the span.
 *
 * @param messages parts of its prompt and completion
 * @param raised whether it had an exception, which may have been caught
 * @param failed whether it had one that kept it from ending well
 * @param failure the last exception's words; may be empty
 */
record SpanEvents(List<SpanMessage> messages, boolean raised, boolean failed, String failure) {
  private static final SpanEvents NONE = new SpanEvents(List.of(), false, false, "");

  /** Reads them; those that carry content as attributes are taken as attributes of the span. */
  static SpanEvents of(Span span, Found found) {
    if (span.getEventsCount() == 0) {
      return NONE;
    }
    List<SpanMessage> messages = new ArrayList<>();
    boolean raised = false;
    boolean failed = false;
    String failure = "";
    for (Span.Event event : span.getEventsList()) {
      String name = event.getName();
      if (name.equals("exception") || MessageEvents.isFailure(name)) {
        raised = true;
        failed |= MessageEvents.isFailure(name);
        failure = failure(Tree.of(event.getAttributesList()));
      } else if (MessageEvents.carriesAttributes(name)) {
        found.take(event.getAttributesList());
      } else {
        SpanMessage message = message(event, span);
        if (message != null && messages.size() < IndexedList.MOST_ITEMS) {
          messages.add(message);
        }
      }
    }
    messages.sort(SpanMessage.ORDER);
    return new SpanEvents(messages, raised, failed, failure);
  }

  private static @Nullable SpanMessage message(Span.Event event, Span span) {
    if (!MessageEvents.isMessage(event.getName())) {
      return null;
    }
    Instant time = UnixNanos.instant(event.getTimeUnixNano());
    if (time == null) {
      time = UnixNanos.instant(span.getStartTimeUnixNano());
    }
    return MessageEvents.message(
        event.getName(), time == null ? Instant.EPOCH : time, Tree.of(event.getAttributesList()));
  }

  /** An exception's words, else its type. */
  static String failure(Map<String, @Nullable Object> attributes) {
    if (attributes.get("exception.message") instanceof String message && !message.isBlank()) {
      return message;
    }
    return attributes.get("exception.type") instanceof String type ? type : "";
  }
}
