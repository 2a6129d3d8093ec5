package io.hivecore.ingest.http;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;

/** Requests of OTLP, the same in protobuf and JSON. */
final class OtlpRequests {
  static final String TRACE_ID = "5b8efff798038103d269b633813fc60c";
  static final String SPAN_ID = "eee19b7ec3c1b174";

  private OtlpRequests() {}

  /** One model call with everything that values can be. */
  static ExportTraceServiceRequest trace() {
    return traces(
        Span.newBuilder()
            .setTraceId(id(TRACE_ID))
            .setSpanId(id(SPAN_ID))
            .setParentSpanId(id("eee19b7ec3c1b173"))
            .setName("chat gpt-4o")
            .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
            .setStartTimeUnixNano(1_772_357_400_123_456_789L)
            .setEndTimeUnixNano(1_772_357_401_123_456_789L)
            .addAttributes(attribute("gen_ai.operation.name", text("chat")))
            .addAttributes(attribute("gen_ai.request.model", text("gpt-4o")))
            .addAttributes(attribute("gen_ai.usage.input_tokens", number(100)))
            .addAttributes(attribute("gen_ai.usage.output_tokens", number(20)))
            .addAttributes(
                attribute(
                    "gen_ai.request.temperature",
                    AnyValue.newBuilder().setDoubleValue(0.25).build()))
            .addAttributes(
                attribute("odd", AnyValue.newBuilder().setDoubleValue(Double.NaN).build()))
            .addAttributes(attribute("yes", AnyValue.newBuilder().setBoolValue(true).build()))
            .addAttributes(attribute("empty", AnyValue.getDefaultInstance()))
            .addAttributes(
                attribute(
                    "bytes",
                    AnyValue.newBuilder()
                        .setBytesValue(ByteString.copyFrom(new byte[] {-1, 0, 62, 63}))
                        .build()))
            .addAttributes(
                attribute(
                    "nested",
                    AnyValue.newBuilder()
                        .setArrayValue(
                            ArrayValue.newBuilder()
                                .addValues(number(Long.MIN_VALUE))
                                .addValues(
                                    AnyValue.newBuilder()
                                        .setKvlistValue(
                                            KeyValueList.newBuilder()
                                                .addValues(attribute("Größe", text("🐝"))))))
                        .build()))
            .addEvents(
                Span.Event.newBuilder()
                    .setTimeUnixNano(1_772_357_400_500_000_000L)
                    .setName("exception")
                    .addAttributes(attribute("exception.message", text("too\nlong"))))
            .addLinks(
                Span.Link.newBuilder()
                    .setTraceId(id("00000000000000000000000000000001"))
                    .setSpanId(id("0000000000000002")))
            .setStatus(
                Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage("failed"))
            .build());
  }

  /** The same in JSON, with what JSON allows beside the usual. */
  static final String TRACE_JSON =
      """
      {"later":{"deep":[{}]},"resourceSpans":[{"scopeSpans":[{"spans":[{
        "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174",
        "parentSpanId":"EEE19B7EC3C1B173","name":"chat gpt-4o","kind":3,
        "startTimeUnixNano":"1772357400123456789","endTimeUnixNano":1772357401123456789,
        "unknown":[1,{"a":null}],"flags":null,
        "attributes":[
          {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
          {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
          {"key":"gen_ai.usage.input_tokens","value":{"intValue":"100"}},
          {"key":"gen_ai.usage.output_tokens","value":{"intValue":20}},
          {"key":"gen_ai.request.temperature","value":{"doubleValue":2.5e-1}},
          {"key":"odd","value":{"doubleValue":"NaN"}},
          {"key":"yes","value":{"boolValue":true}},
          {"key":"empty","value":{}},
          {"key":"bytes","value":{"bytesValue":"/wA+Pw=="}},
          {"key":"nested","value":{"arrayValue":{"values":[
            {"intValue":"-9223372036854775808"},
            {"kvlistValue":{"values":[{"key":"Größe","value":{"stringValue":"🐝"}}]}}]}}}],
        "events":[{"timeUnixNano":"1772357400500000000","name":"exception",
          "attributes":[{"key":"exception.message","value":{"stringValue":"too\\nlong"}}]}],
        "links":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000002"}],
        "status":{"code":"STATUS_CODE_ERROR","message":"failed"}}],
       "scope":{"name":"lib","version":"1"}}],
       "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}}]}
      """;

  /** The same with the names of fields as protobuf has them. */
  static String snakeCase(String json) {
    return json.replace("resourceSpans", "resource_spans")
        .replace("scopeSpans", "scope_spans")
        .replace("traceId", "trace_id")
        .replace("spanId", "span_id")
        .replace("parentSpanId", "parent_span_id")
        .replace("UnixNano", "_unix_nano")
        .replace("startTime", "start_time")
        .replace("endTime", "end_time")
        .replace("Value\"", "_value\"");
  }

  static ExportTraceServiceRequest traces(Span... spans) {
    ScopeSpans.Builder scope =
        ScopeSpans.newBuilder()
            .setScope(InstrumentationScope.newBuilder().setName("lib").setVersion("1"));
    for (Span span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource()).addScopeSpans(scope))
        .build();
  }

  static ExportLogsServiceRequest logs() {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource())
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(
                            LogRecord.newBuilder()
                                .setTimeUnixNano(1_772_357_400_000_000_000L)
                                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN)
                                .setBody(text("hello"))
                                .setTraceId(id(TRACE_ID))
                                .setSpanId(id(SPAN_ID)))))
        .build();
  }

  static final String LOGS_JSON =
      """
      {"resourceLogs":[{"resource":{"attributes":[
         {"key":"service.name","value":{"stringValue":"shop"}}]},
       "scopeLogs":[{"logRecords":[{"timeUnixNano":"1772357400000000000","severityNumber":13,
         "body":{"stringValue":"hello"},"traceId":"5b8efff798038103d269b633813fc60c",
         "spanId":"eee19b7ec3c1b174"}]}]}]}
      """;

  /** Three data points. */
  static ExportMetricsServiceRequest metrics() {
    NumberDataPoint point = point(0).build();
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource())
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(
                            Metric.newBuilder()
                                .setName("a")
                                .setSum(
                                    Sum.newBuilder()
                                        .setAggregationTemporality(
                                            AggregationTemporality
                                                .AGGREGATION_TEMPORALITY_CUMULATIVE)
                                        .setIsMonotonic(true)
                                        .addDataPoints(point)
                                        .addDataPoints(point(1))))
                        .addMetrics(
                            Metric.newBuilder()
                                .setName("b")
                                .setGauge(Gauge.newBuilder().addDataPoints(point)))))
        .build();
  }

  private static NumberDataPoint.Builder point(int second) {
    return NumberDataPoint.newBuilder()
        .setTimeUnixNano(1_772_357_400_000_000_000L + second * 1_000_000_000L)
        .setAsInt(1 + second);
  }

  private static Resource resource() {
    return Resource.newBuilder().addAttributes(attribute("service.name", text("shop"))).build();
  }

  /** A span with nothing but what it needs. */
  static Span span(String traceId, String spanId) {
    return Span.newBuilder()
        .setTraceId(id(traceId))
        .setSpanId(id(spanId))
        .setName("step")
        .setStartTimeUnixNano(1_772_357_400_000_000_000L)
        .setEndTimeUnixNano(1_772_357_401_000_000_000L)
        .build();
  }

  static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static AnyValue number(long number) {
    return AnyValue.newBuilder().setIntValue(number).build();
  }
}
