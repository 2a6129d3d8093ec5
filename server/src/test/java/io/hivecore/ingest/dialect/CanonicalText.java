package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.TraceRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as text to compare: what was concluded, one field a line, without the attributes that are
 * kept as they were sent.
 */
final class CanonicalText {
  private CanonicalText() {}

  static String of(Replay replay) {
    List<String> records = new ArrayList<>();
    replay.spans().forEach(span -> records.add(span(span)));
    replay.traces().forEach(trace -> records.add(trace(trace)));
    for (TelemetryRecord other : replay.others()) {
      records.add(JsonOut.of(other.toString()));
    }
    return "[\n" + String.join(",\n", records) + "\n]\n";
  }

  private static String span(SpanRecord span) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("trace_id", span.traceId());
    fields.put("span_id", span.spanId());
    fields.put("parent_span_id", span.parentSpanId());
    fields.put("kind", span.kindOfSpan().wireName());
    fields.put("name", span.name());
    fields.put("dialect", span.dialect());
    fields.put("start", span.timestamp().toString());
    fields.put("end", span.endTime() == null ? "" : String.valueOf(span.endTime()));
    fields.put("status", span.status().wireName());
    fields.put("status_message", span.statusMessage());
    fields.put("agent_id", span.context().agentId());
    fields.put("agent_name", span.context().agentName());
    fields.put("agent_version", span.call().agentVersion());
    fields.put("session", span.subject().sessionId());
    fields.put("user", span.subject().userId());
    fields.put("environment", span.subject().environment());
    fields.put("release", span.subject().release());
    fields.put("tags", span.detail().tags());
    fields.put("provider", span.call().provider());
    fields.put("request_model", span.call().requestModel());
    fields.put("response_model", span.call().responseModel());
    fields.put("response_id", span.call().responseId());
    fields.put("finish_reasons", span.call().finishReasons());
    fields.put("first_token_millis", span.call().firstTokenMillis());
    fields.put("parameters", JsonIn.structure(span.call().parameters()));
    fields.put("prompt_name", span.call().promptName());
    fields.put("prompt_version", span.call().promptVersion());
    fields.put("tool_name", span.call().toolName());
    fields.put("tool_call_id", span.call().toolCallId());
    TokenUsage tokens = span.tokens();
    fields.put("tokens", tokens == null ? "" : tokens.toString());
    fields.put("reported_cost", span.cost().reported());
    fields.put("metadata", JsonIn.structure(span.detail().metadata()));
    fields.put("input_source", span.content().inputSource());
    fields.put("output_source", span.content().outputSource());
    fields.put("input", shown(span.content().shownInput()));
    fields.put("output", shown(span.content().shownOutput()));
    List<String> lines = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          if (value != null && !value.equals("") && !value.equals(List.of())) {
            lines.add("    " + JsonOut.of(name) + ": " + JsonOut.of(value));
          }
        });
    return "  {\n" + String.join(",\n", lines) + "\n  }";
  }

  private static String trace(TraceRecord trace) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("trace_id", trace.traceId());
    fields.put("trace_name", trace.name());
    fields.put("input", shown(trace.input()));
    fields.put("output", shown(trace.output()));
    return "  " + JsonOut.of(fields);
  }

  private static Object shown(String content) {
    Object structure = JsonIn.structure(content);
    return structure == null ? content : structure;
  }
}
