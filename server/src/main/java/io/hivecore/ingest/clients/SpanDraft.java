package io.hivecore.ingest.clients;

import com.google.protobuf.ByteString;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.dialect.OtlpTraces;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.SpanRecord;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span whose ids are free text, put together from attributes that a dialect knows. Belongs to one
 * thread.
 */
final class SpanDraft {
  /** Stand for the ids until the dialect has read the rest. */
  private static final ByteString TRACE = ByteString.copyFrom(new byte[15]).concat(one());

  private static final ByteString SPAN = ByteString.copyFrom(new byte[7]).concat(one());

  private final String traceId;
  private final String spanId;
  private final String parentSpanId;
  private final Span.Builder span = Span.newBuilder().setTraceId(TRACE).setSpanId(SPAN);
  private final InstrumentationScope.Builder scope = InstrumentationScope.newBuilder();
  private @Nullable Instant start;
  private @Nullable Instant end;
  private @Nullable Instant heard;
  private String name = "";

  SpanDraft(String traceId, String spanId, String parentSpanId) {
    this.traceId = traceId;
    this.spanId = spanId;
    this.parentSpanId = parentSpanId;
  }

  private static ByteString one() {
    return ByteString.copyFrom(new byte[] {1});
  }

  SpanDraft name(String newName) {
    name = newName;
    return this;
  }

  SpanDraft scope(String scopeName) {
    scope.setName(scopeName);
    return this;
  }

  /**
   * When it was.
   *
   * @param newStart null when this message does not say
   * @param newEnd null when it runs, or when this message does not say
   * @param newHeard when the message was made; null when it does not say
   */
  SpanDraft times(
      @Nullable Instant newStart, @Nullable Instant newEnd, @Nullable Instant newHeard) {
    start = newStart;
    end = newEnd;
    heard = newHeard;
    return this;
  }

  /** Says that it failed, and why. */
  SpanDraft failed(String message) {
    span.setStatus(
        Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(message));
    return this;
  }

  /** Adds an attribute, unless it is empty. */
  SpanDraft put(String key, String value) {
    if (!value.isEmpty()) {
      span.addAttributes(attribute(key, AnyValue.newBuilder().setStringValue(value)));
    }
    return this;
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  /** The span's record. */
  IncomingRecord read(Arrival arrival, Identities identities) {
    span.setName(name);
    Instant first = start;
    Instant last = end;
    if (first != null) {
      span.setStartTimeUnixNano(nanos(first));
    }
    if (last != null) {
      span.setEndTimeUnixNano(nanos(last));
    }
    List<Decoded> decoded = new ArrayList<>(1);
    OtlpTraces.read(
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .addScopeSpans(ScopeSpans.newBuilder().setScope(scope).addSpans(span)))
            .build(),
        arrival,
        identities,
        decoded::add);
    IncomingRecord read = (IncomingRecord) decoded.getFirst();
    SpanRecord named = named((SpanRecord) read.record(), arrival, identities);
    return new IncomingRecord(named, true, read.hourCacheWrites());
  }

  private static long nanos(Instant time) {
    return Duration.between(Instant.EPOCH, time).toNanos();
  }

  /** An end before the start is a clock that was set. */
  private @Nullable Instant last() {
    Instant first = start;
    Instant last = end;
    return first != null && last != null && last.isBefore(first) ? first : last;
  }

  private SpanRecord named(SpanRecord read, Arrival arrival, Identities identities) {
    Context context = read.context();
    Instant first = start != null ? start : heard != null ? heard : arrival.receivedAt();
    return new SpanRecord(
        identities.ofSpan(traceId, spanId).id(),
        first,
        read.receivedAt(),
        new Context(
            context.projectId(),
            context.roundId(),
            context.agentId(),
            context.agentName(),
            traceId,
            spanId),
        true,
        start != null,
        parentSpanId,
        read.kindOfSpan(),
        // The dialect may have made one of the attributes; a message without a name has none.
        name.isEmpty() ? "" : read.name(),
        last(),
        read.status(),
        read.statusMessage(),
        read.subject(),
        read.call(),
        read.tokens(),
        read.cost(),
        read.content(),
        read.detail(),
        read.dialect(),
        read.extra());
  }
}
