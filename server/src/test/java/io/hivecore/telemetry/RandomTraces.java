package io.hivecore.telemetry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Spans of traces of any shape: nested calls, agents with sums, orphans, circles. */
final class RandomTraces {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final RecordNames NAMES = new RecordNames();

  private final Random random;

  RandomTraces(Random random) {
    this.random = random;
  }

  /** Spans of one trace, in no order. */
  List<SpanRecord> trace(String traceId, int size) {
    List<SpanRecord> spans = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      // Mostly below an earlier one; else a root, an orphan or part of a circle.
      String parent =
          switch (random.nextInt(10)) {
            case 0 -> "";
            case 1 -> "missing" + random.nextInt(3);
            case 2 -> "span" + random.nextInt(size);
            default -> i == 0 ? "" : "span" + random.nextInt(i);
          };
      SpanKind kind = random.nextInt(3) == 0 ? SpanKind.GENERATION : one(SpanKind.values());
      spans.add(span(traceId, "span" + i, parent, kind));
    }
    return spans;
  }

  /** What another instrumentation tells of some calls, in traces of its own; mostly the same. */
  List<SpanRecord> twins(List<SpanRecord> spans) {
    List<SpanRecord> twins = new ArrayList<>();
    for (SpanRecord span : spans) {
      if (!span.call().responseId().isEmpty() && random.nextInt(3) > 0) {
        twins.add(twin(span, span.traceId() + "twin" + random.nextInt(20), "a" + span.spanId()));
      }
    }
    return twins;
  }

  /** The same call in another trace, a little later, with other words for it. */
  SpanRecord twin(SpanRecord span, String traceId, String spanId) {
    TokenUsage used = span.tokens();
    TokenUsage other =
        switch (random.nextInt(6)) {
          case 0 -> null;
          case 1 -> tokens(random.nextInt(100), random.nextInt(100));
          case 2 -> used == null ? null : tokens(used.input(), used.output() + random.nextInt(20));
          default -> used;
        };
    SpanRecord twin =
        span(
            traceId,
            spanId,
            random.nextInt(4) == 0 ? "missing" : "",
            span.kindOfSpan(),
            other,
            null,
            span.call().responseId());
    Instant start = span.timestamp().plusMillis(random.nextInt(-4_000, 4_000));
    return new SpanRecord(
        twin.id(),
        start,
        twin.receivedAt(),
        twin.context(),
        true,
        true,
        twin.parentSpanId(),
        twin.kindOfSpan(),
        random.nextInt(5) == 0 ? span.name() : twin.name(),
        start.plusMillis(random.nextInt(3_000)),
        SpanStatus.UNSET,
        "",
        twin.subject(),
        twin.call(),
        twin.tokens(),
        twin.cost(),
        twin.content(),
        twin.detail(),
        "otel",
        null);
  }

  private SpanRecord span(String traceId, String spanId, String parent, SpanKind kind) {
    boolean usage = random.nextInt(3) > 0;
    return span(
        traceId,
        spanId,
        parent,
        kind,
        usage ? tokens(random.nextInt(100), random.nextInt(100)) : null,
        usage && random.nextBoolean() ? new BigDecimal("0.00000" + random.nextInt(1, 999)) : null,
        random.nextInt(4) == 0 ? "response" + random.nextInt(3) : "");
  }

  static TokenUsage tokens(long input, long output) {
    return new TokenUsage(input, output, input + output, 0, 0, 0);
  }

  SpanRecord span(
      String traceId,
      String spanId,
      String parent,
      SpanKind kind,
      @Nullable TokenUsage tokens,
      @Nullable BigDecimal cost,
      String responseId) {
    Instant start = START.plusMillis(random.nextInt(1_000_000));
    boolean agent = kind == SpanKind.AGENT;
    return new SpanRecord(
        NAMES.span(traceId, spanId),
        start,
        START,
        new Context(
            random.nextInt(5) == 0 ? "project" + random.nextInt(2) : "",
            "",
            "",
            agent ? "agent" + random.nextInt(3) : "",
            traceId,
            spanId),
        true,
        true,
        parent,
        kind,
        kind.wireName() + " " + spanId,
        random.nextInt(10) == 0 ? null : start.plusMillis(random.nextInt(5_000)),
        random.nextInt(10) == 0 ? SpanStatus.ERROR : SpanStatus.UNSET,
        "",
        random.nextInt(5) == 0
            ? new Subject("session" + random.nextInt(3), "user", "", "")
            : Subject.NONE,
        new ModelCall(
            "model" + random.nextInt(2),
            "",
            "provider",
            "",
            responseId,
            "",
            null,
            "",
            "",
            "",
            "",
            ""),
        tokens,
        new Cost(cost, null, ""),
        new SpanContent("in " + spanId, "out", "", "", List.of()),
        random.nextInt(5) == 0
            ? new SpanDetail(List.of("tag" + random.nextInt(3)), "", "{}", "", "", "", "")
            : SpanDetail.NONE,
        "otel",
        null);
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
