package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TokenUsage;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the spans of one request. Belongs to one thread. */
final class SpanReader {
  private final Arrival arrival;
  private final Identities identities;
  private final Found found = new Found(Dialects.KEYS);
  private final Details details = new Details();
  private final TraceNotes traceNotes;
  private final List<IncomingRecord> scores = new ArrayList<>();

  SpanReader(Arrival arrival, Identities identities) {
    this.arrival = arrival;
    this.identities = identities;
    this.traceNotes = new TraceNotes(arrival, identities);
  }

  Decoded read(Span span, Origin origin) {
    Rejection wrong = SpanRejections.check(span);
    if (wrong != null) {
      return wrong;
    }
    SpanRecord record = record(span, origin);
    traceNotes.take(record, found);
    scores(span, origin, record);
    return new IncomingRecord(record, true, SpanParts.hourCacheWrites(found));
  }

  /** What the spans read until now say of other things than themselves. */
  List<IncomingRecord> beside() {
    List<IncomingRecord> all = traceNotes.records();
    all.addAll(scores);
    return all;
  }

  private void scores(Span span, Origin origin, SpanRecord record) {
    if (Annotations.areIn(found)) {
      scores.addAll(Annotations.records(found, record, arrival, identities));
    }
    for (Span.Event event : span.getEventsList()) {
      if (event.getName().equals(EvaluationLogs.EVENT)) {
        LogEvent result = LogEvent.of(event, record);
        if (EvaluationLogs.isResult(result, found)) {
          scores.add(EvaluationLogs.record(result, found, origin, arrival, identities));
        }
      }
    }
  }

  private SpanRecord record(Span span, Origin origin) {
    found.clear();
    found.take(span.getAttributesList());
    SpanEvents events = SpanEvents.of(span, found);
    found.finish();

    String traceId = HexIds.of(span.getTraceId());
    SpanIdentity identity = SpanIdentity.of(span, found);
    Instant start = UnixNanos.instant(span.getStartTimeUnixNano());
    boolean repeated = CodingClis.repeat(dialect(origin));
    SpanKind said = repeated ? SpanKind.SPAN : SpanParts.kind(found, span.getName());
    Embeddings.dropVectors(found, said);
    ModelCall call = SpanParts.call(found, origin, said, span.getName(), start);
    SpanContent content = Contents.of(found, said, events.messages());
    SpanStatuses.Outcome outcome = SpanStatuses.of(span.getStatus(), found, origin, events);
    TokenUsage tokens = repeated ? null : SpanParts.tokens(found, origin, said, call.provider());
    boolean answered = tokens != null || !content.shownOutput().isEmpty();
    boolean more = answered || identity.running() || outcome.status() == SpanStatus.ERROR;
    SpanKind kind = more ? said : Logfire.unanswered(dialect(origin), said);
    return new SpanRecord(
        identities.ofSpan(traceId, identity.spanId()).id(),
        start == null ? arrival.receivedAt() : start,
        arrival.receivedAt(),
        SpanParts.context(
            found,
            origin,
            arrival,
            agentName(origin, kind, span.getName()),
            traceId,
            identity.spanId()),
        true,
        start != null,
        identity.parentSpanId(),
        kind,
        SpanNames.shown(found, kind, call.toolName(), span.getName()),
        identity.running() ? null : end(span, start),
        outcome.status(),
        outcome.message(),
        SpanParts.subject(found, origin),
        call,
        tokens,
        repeated ? Cost.UNPRICED : SpanParts.cost(found),
        content,
        details.of(span, found, origin, content),
        dialect(origin),
        null);
  }

  /** An end before the start is a clock that was set: the span is kept, with no duration. */
  private @Nullable Instant end(Span span, @Nullable Instant start) {
    Instant end = UnixNanos.instant(span.getEndTimeUnixNano());
    Instant first = start == null ? arrival.receivedAt() : start;
    return end != null && end.isBefore(first) ? first : end;
  }

  private String agentName(Origin origin, SpanKind kind, String spanName) {
    String said = origin.text(found, Slot.AGENT_NAME);
    return said.isEmpty() && kind == SpanKind.AGENT
        ? SpanNames.agent(spanName, found.text(Slot.ENTITY_NAME))
        : said;
  }

  private String dialect(Origin origin) {
    if (!origin.dialect().isEmpty()) {
      return origin.dialect();
    }
    String marked = found.text(Slot.DIALECT);
    return marked.isEmpty() ? Dialects.NONE : marked;
  }
}
