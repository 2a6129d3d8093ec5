package io.hivecore.telemetry.http;

import io.hivecore.http.Json;
import io.hivecore.http.WireTime;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.traces.TraceLayout;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Some rows of a trace's tree, without the spans' texts.
 *
 * @param count of all rows
 */
record SpanPage(int count, int offset, List<TraceLayout.Row> rows) {
  static SpanPage of(TraceLayout layout, int offset, int size) {
    List<TraceLayout.Row> all = layout.rows();
    int from = Math.min(offset, all.size());
    return new SpanPage(all.size(), from, all.subList(from, Math.min(all.size(), from + size)));
  }

  void write(JsonGenerator json, @Nullable String next) {
    json.writeStartObject();
    json.writeNumberProperty("count", count);
    json.writeStringProperty("next", next);
    json.writeName("results").writeStartArray();
    for (int i = 0; i < rows.size(); i++) {
      write(json, offset + i, rows.get(i));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, int position, TraceLayout.Row row) {
    SpanRecord span = row.span();
    json.writeStartObject();
    json.writeNumberProperty("position", position);
    json.writeNumberProperty("depth", row.depth());
    json.writeNumberProperty("children", row.children());
    json.writeNumberProperty("below", row.below());
    json.writeStringProperty("span_id", span.spanId());
    json.writeStringProperty("parent_span_id", span.parentSpanId());
    json.writeStringProperty("kind", span.kindOfSpan().wireName());
    json.writeStringProperty("name", span.name());
    json.writeStringProperty("start_time", WireTime.utc(span.timestamp()));
    Instant end = span.endTime();
    json.writeStringProperty("end_time", end == null ? null : WireTime.utc(end));
    Double duration = span.durationMillis();
    if (duration == null) {
      json.writeNullProperty("duration_ms");
    } else {
      json.writeNumberProperty("duration_ms", duration);
    }
    json.writeStringProperty("status", span.status().wireName());
    json.writeStringProperty("status_message", span.statusMessage());
    json.writeStringProperty("agent_name", row.context().agentName());
    json.writeStringProperty("model_name", span.call().model());
    json.writeStringProperty("provider", span.call().provider());
    json.writeStringProperty("tool_name", span.call().toolName());
    TokenUsage tokens = span.tokens();
    count(json, "input_tokens", tokens == null ? null : tokens.input());
    count(json, "output_tokens", tokens == null ? null : tokens.output());
    count(json, "total_tokens", tokens == null ? null : tokens.total());
    BigDecimal cost = span.cost().amount();
    json.writeStringProperty("cost_usd", cost == null ? null : Json.money(cost));
    json.writeBooleanProperty("billed", row.billed());
    json.writeNumberProperty("subtree_tokens", row.tokens());
    json.writeStringProperty("subtree_cost_usd", Json.money(row.cost()));
    json.writeEndObject();
  }

  private static void count(JsonGenerator json, String name, @Nullable Long count) {
    if (count == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, count);
    }
  }
}
