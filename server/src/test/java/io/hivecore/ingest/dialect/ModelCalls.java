package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TokenUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which spans are calls of models, each call once: the innermost with usage, and of several with
 * one response id the last to start, which is the nearest to the provider.
 */
final class ModelCalls {
  private ModelCalls() {}

  static List<SpanRecord> of(List<SpanRecord> spans) {
    Map<String, SpanRecord> byId = new HashMap<>();
    spans.forEach(span -> byId.put(span.traceId() + span.spanId(), span));
    Set<SpanRecord> around = new HashSet<>();
    for (SpanRecord span : spans) {
      if (isCall(span) && hasUsage(span)) {
        SpanRecord parent = byId.get(span.traceId() + span.parentSpanId());
        while (parent != null && around.add(parent)) {
          parent = byId.get(parent.traceId() + parent.parentSpanId());
        }
      }
    }
    Map<String, SpanRecord> calls = new LinkedHashMap<>();
    List<SpanRecord> ordered = new ArrayList<>(spans);
    ordered.sort(Comparator.comparing(SpanRecord::timestamp));
    for (SpanRecord span : ordered) {
      if (!isCall(span) || around.contains(span)) {
        continue;
      }
      SpanRecord parent = byId.get(span.traceId() + span.parentSpanId());
      if (!hasUsage(span) && parent != null && isCall(parent) && hasUsage(parent)) {
        continue;
      }
      String response = span.call().responseId();
      calls.put(response.isEmpty() ? span.id().toString() : response, span);
    }
    return List.copyOf(calls.values());
  }

  private static boolean isCall(SpanRecord span) {
    return (span.kindOfSpan() == SpanKind.GENERATION || span.kindOfSpan() == SpanKind.EMBEDDING)
        && span.status() != SpanStatus.ERROR;
  }

  private static boolean hasUsage(SpanRecord span) {
    TokenUsage tokens = span.tokens();
    return tokens != null && tokens.total() > 0;
  }
}
