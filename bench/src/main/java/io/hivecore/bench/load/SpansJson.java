package io.hivecore.bench.load;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@link Spans} makes, in OTLP's JSON: ids in hex, whole numbers of 64 bits as text. */
public final class SpansJson {
  private SpansJson() {}

  public static byte[] of(ExportTraceServiceRequest request) {
    return "{\"resourceSpans\":%s}"
        .formatted(list(request.getResourceSpansList(), SpansJson::resource))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(ResourceSpans spans) {
    return "{\"resource\":{\"attributes\":%s},\"scopeSpans\":%s}"
        .formatted(
            list(spans.getResource().getAttributesList(), SpansJson::attribute),
            list(spans.getScopeSpansList(), SpansJson::scope));
  }

  private static String scope(ScopeSpans spans) {
    return "{\"scope\":{\"name\":%s},\"spans\":%s}"
        .formatted(text(spans.getScope().getName()), list(spans.getSpansList(), SpansJson::span));
  }

  private static String span(Span span) {
    return """
    {"traceId":"%s","spanId":"%s","parentSpanId":"%s","name":%s,"kind":%d,"startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":%s}"""
        .formatted(
            hex(span.getTraceId()),
            hex(span.getSpanId()),
            hex(span.getParentSpanId()),
            text(span.getName()),
            span.getKindValue(),
            span.getStartTimeUnixNano(),
            span.getEndTimeUnixNano(),
            list(span.getAttributesList(), SpansJson::attribute));
  }

  private static String attribute(KeyValue attribute) {
    String value =
        attribute.getValue().hasIntValue()
            ? "{\"intValue\":\"" + attribute.getValue().getIntValue() + "\"}"
            : "{\"stringValue\":" + text(attribute.getValue().getStringValue()) + "}";
    return "{\"key\":" + text(attribute.getKey()) + ",\"value\":" + value + "}";
  }

  private static <T> String list(List<T> all, Function<T, String> each) {
    return all.stream().map(each).collect(Collectors.joining(",", "[", "]"));
  }

  /** The texts that are sent have no control characters. */
  private static String text(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
