package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Keeps all that came with a span as JSON. Belongs to one thread. */
final class Details {
  private static final Comparator<KeyValue> BY_NAME = Comparator.comparing(KeyValue::getKey);

  /** A span with more is cut. */
  private static final int MOST_EVENTS = 1_000;

  private final JsonOut json = new JsonOut();

  SpanDetail of(Span span, Found found, Origin origin, SpanContent content) {
    return new SpanDetail(
        found.texts(Slot.TAGS),
        found.gathered(Slot.METADATA),
        attributes(span.getAttributesList(), found, content),
        events(span.getEventsList()),
        links(span.getLinksList()),
        origin.resource(),
        origin.scope());
  }

  /** In the order of names, each once, so that equal attributes are equal texts. */
  String attributes(List<KeyValue> attributes, Found found, SpanContent content) {
    if (attributes.isEmpty()) {
      return "";
    }
    KeyValue[] sorted = attributes.toArray(new KeyValue[0]);
    Arrays.sort(sorted, BY_NAME);
    json.clear();
    char before = '{';
    String last = null;
    for (KeyValue attribute : sorted) {
      String key = attribute.getKey();
      if (key.equals(last)
          || key.equals(content.inputSource())
          || key.equals(content.outputSource())
          || found.isDropped(key)) {
        continue;
      }
      json.raw(before).name(key).value(attribute.getValue());
      before = ',';
      last = key;
    }
    return before == '{' ? "" : json.raw('}').toString();
  }

  private String events(List<Span.Event> events) {
    if (events.isEmpty()) {
      return "";
    }
    json.clear();
    char before = '[';
    for (Span.Event event : events.subList(0, Math.min(events.size(), MOST_EVENTS))) {
      Instant time = UnixNanos.instant(event.getTimeUnixNano());
      json.raw(before)
          .raw('{')
          .name("time")
          .value(time == null ? "" : time.toString())
          .raw(',')
          .name("name")
          .value(event.getName());
      attributes(event.getAttributesList());
      json.raw('}');
      before = ',';
    }
    return json.raw(']').toString();
  }

  private String links(List<Span.Link> links) {
    if (links.isEmpty()) {
      return "";
    }
    json.clear();
    char before = '[';
    for (Span.Link link : links.subList(0, Math.min(links.size(), MOST_EVENTS))) {
      json.raw(before)
          .raw('{')
          .name("trace_id")
          .value(HexIds.of(link.getTraceId()))
          .raw(',')
          .name("span_id")
          .value(HexIds.of(link.getSpanId()));
      attributes(link.getAttributesList());
      json.raw('}');
      before = ',';
    }
    return json.raw(']').toString();
  }

  private void attributes(List<KeyValue> attributes) {
    json.raw(',').name("attributes").value((Object) Tree.of(attributes));
  }
}
