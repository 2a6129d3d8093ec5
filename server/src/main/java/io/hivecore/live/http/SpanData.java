package io.hivecore.live.http;

import io.hivecore.http.WireTime;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TokenUsage;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** Spans and scores as events' data: a notice for a page that shows a trace as it grows. */
final class SpanData {
  private SpanData() {}

  static void write(JsonGenerator json, SpanRecord span) {
    json.writeStringProperty("parent_span_id", span.parentSpanId());
    json.writeStringProperty("kind", span.kindOfSpan().wireName());
    json.writeStringProperty("name", span.name());
    json.writeStringProperty("status", span.status().wireName());
    Instant end = span.endTime();
    json.writeStringProperty("end_time", end == null ? null : WireTime.utcWithOffset(end));
    Double duration = span.durationMillis();
    if (duration == null) {
      json.writeNullProperty("duration_ms");
    } else {
      json.writeNumberProperty("duration_ms", duration);
    }
    json.writeStringProperty("agent_name", span.context().agentName());
    json.writeStringProperty("model_name", span.call().model());
    json.writeStringProperty("tool_name", span.call().toolName());
    json.writeStringProperty("session_id", span.subject().sessionId());
    TokenUsage tokens = span.tokens();
    if (tokens == null) {
      json.writeNullProperty("total_tokens");
    } else {
      json.writeNumberProperty("total_tokens", tokens.total());
    }
    json.writeNumberProperty("cost_usd", span.cost().amount());
    RecordData.place(json, span);
  }

  static void write(JsonGenerator json, ScoreRecord score) {
    json.writeStringProperty("id", score.id().toString());
    json.writeStringProperty("name", score.name());
    json.writeStringProperty("data_type", score.dataType().wireName());
    Double value = score.value();
    if (value == null) {
      json.writeNullProperty("value");
    } else {
      json.writeNumberProperty("value", value);
    }
    json.writeStringProperty("label", score.label());
    json.writeStringProperty("session_id", score.sessionId());
    RecordData.place(json, score);
  }
}
