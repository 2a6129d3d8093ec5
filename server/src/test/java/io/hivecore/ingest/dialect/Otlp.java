package io.hivecore.ingest.dialect;

import com.google.protobuf.ByteString;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes OTLP messages, and reads them, for tests. */
final class Otlp {
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String TRACE = "0123456789abcdef0123456789abcdef";
  static final String SPAN = "0123456789abcdef";
  static final long START_NANOS = START.getEpochSecond() * 1_000_000_000L;

  private Otlp() {}

  static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  static AnyValue value(@Nullable Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    switch (value) {
      case null -> {}
      case String text -> any.setStringValue(text);
      case Boolean bool -> any.setBoolValue(bool);
      case Integer whole -> any.setIntValue(whole);
      case Long whole -> any.setIntValue(whole);
      case Double real -> any.setDoubleValue(real);
      case byte[] bytes -> any.setBytesValue(ByteString.copyFrom(bytes));
      case List<?> items -> {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        items.forEach(item -> array.addValues(value(item)));
        any.setArrayValue(array);
      }
      case Map<?, ?> object ->
          any.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(object)));
      default -> throw new IllegalArgumentException(value.toString());
    }
    return any.build();
  }

  static List<KeyValue> attributes(Map<?, ?> attributes) {
    List<KeyValue> list = new ArrayList<>();
    attributes.forEach(
        (key, value) ->
            list.add(
                KeyValue.newBuilder().setKey(String.valueOf(key)).setValue(value(value)).build()));
    return list;
  }

  /** A span of one second, without a parent. */
  static Span.Builder span(String name, Map<?, ?> attributes) {
    return Span.newBuilder()
        .setTraceId(id(TRACE))
        .setSpanId(id(SPAN))
        .setName(name)
        .setStartTimeUnixNano(START_NANOS)
        .setEndTimeUnixNano(START_NANOS + 1_000_000_000L)
        .addAllAttributes(attributes(attributes));
  }

  static LogRecord.Builder log(String event, Map<?, ?> attributes) {
    return LogRecord.newBuilder()
        .setEventName(event)
        .setTimeUnixNano(START_NANOS + 500_000_000L)
        .addAllAttributes(attributes(attributes));
  }

  static LogRecord.Builder logOfSpan(String event, Map<?, ?> attributes) {
    return log(event, attributes).setTraceId(id(TRACE)).setSpanId(id(SPAN));
  }

  static Arrival arrival() {
    return new Arrival(NOW, "", "", "key");
  }

  static Decoded read(Span span, String scope, String version, Map<?, ?> resource) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .setResource(Resource.newBuilder().addAllAttributes(attributes(resource)))
        .addScopeSpansBuilder()
        .setScope(InstrumentationScope.newBuilder().setName(scope).setVersion(version))
        .addSpans(span);
    List<Decoded> read = new ArrayList<>();
    OtlpTraces.read(request.build(), arrival(), TestIdentities.of(arrival(), NOW), read::add);
    if (read.size() != 1) {
      throw new AssertionError("one span became " + read);
    }
    return read.getFirst();
  }

  static SpanRecord record(Span span, String scope, Map<?, ?> resource) {
    return switch (read(span, scope, "", resource)) {
      case IncomingRecord(TelemetryRecord record, boolean ignored, long hourCacheWrites) ->
          (SpanRecord) record;
      case Rejection rejection -> throw new AssertionError(rejection);
    };
  }

  static SpanRecord record(Span span) {
    return record(span, "", Map.of());
  }

  /** What a span with these attributes becomes. */
  static SpanRecord record(String scope, String name, Map<?, ?> attributes) {
    return record(span(name, attributes).build(), scope, Map.of());
  }

  static List<TelemetryRecord> records(LogRecord log, String scope, Map<?, ?> resource) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .setResource(Resource.newBuilder().addAllAttributes(attributes(resource)))
        .addScopeLogsBuilder()
        .setScope(InstrumentationScope.newBuilder().setName(scope))
        .addLogRecords(log);
    List<TelemetryRecord> records = new ArrayList<>();
    OtlpLogs.read(
        request.build(),
        arrival(),
        TestIdentities.of(arrival(), NOW),
        outcome -> {
          switch (outcome) {
            case LogOutcome.Records(List<IncomingRecord> all) ->
                all.forEach(one -> records.add(one.record()));
            case LogOutcome.Rejected(Rejection rejection) -> throw new AssertionError(rejection);
          }
        });
    return records;
  }

  static List<TelemetryRecord> records(LogRecord.Builder log) {
    return records(log.build(), "", Map.of());
  }
}
