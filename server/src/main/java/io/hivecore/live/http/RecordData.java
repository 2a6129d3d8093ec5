package io.hivecore.live.http;

import io.hivecore.http.WireTime;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.UsageRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A record as an event's data: first the fields of the original server's event, then what names the
 * whole record and what a page needs to show without asking again. Amounts are JSON numbers, as in
 * everything that the original builds by hand.
 */
final class RecordData {
  private static final int LOG_CHARACTERS = 200;
  private static final int ERROR_CHARACTERS = 200;

  /** Longer ones are cut: an event is a notice, and the query has the whole text. */
  private static final int TIMELINE_CHARACTERS = 2_000;

  private RecordData() {}

  static void write(JsonGenerator json, JournaledEntry entry, TelemetryRecord record) {
    switch (record) {
      case UsageRecord usage -> usage(json, usage);
      case ExecutionRecord execution -> execution(json, entry, execution);
      case TimelineRecord timeline -> timeline(json, timeline);
      case LogRecord log -> log(json, log);
      case SpanRecord span -> SpanData.write(json, span);
      case ScoreRecord score -> SpanData.write(json, score);
      case TraceRecord trace ->
          throw new IllegalArgumentException("no event tells of trace " + trace.id());
      case MetricPoint point ->
          throw new IllegalArgumentException("no event tells of metric point " + point.id());
    }
  }

  private static void usage(JsonGenerator json, UsageRecord usage) {
    json.writeStringProperty("id", usage.id().toString());
    json.writeStringProperty("agent_name", usage.context().agentName());
    json.writeNumberProperty("total_tokens", usage.tokens().total());
    json.writeNumberProperty("cost_usd", usage.cost().amount());
    json.writeStringProperty("model_name", usage.modelName());
    json.writeStringProperty("provider", usage.provider());
    json.writeNumberProperty("input_tokens", usage.tokens().input());
    json.writeNumberProperty("output_tokens", usage.tokens().output());
    json.writeNumberProperty("duration_ms", usage.durationMillis());
    agentId(json, usage.context());
    place(json, usage);
  }

  private static void execution(
      JsonGenerator json, JournaledEntry entry, ExecutionRecord execution) {
    ExecutionStatus settled = entry.settledStatus();
    ExecutionStatus status = settled == null ? execution.effectiveStatus() : settled;
    json.writeStringProperty("execution_id", execution.executionId());
    json.writeStringProperty("agent_name", execution.context().agentName());
    json.writeStringProperty("status", status.wireName());
    number(json, "round_index", execution.roundIndex());
    json.writeStringProperty("id", execution.id().toString());
    json.writeBooleanProperty("created", entry.created());
    json.writeStringProperty("node_id", execution.nodeId());
    Instant end = execution.endTime();
    json.writeStringProperty("end_time", end == null ? null : WireTime.utcWithOffset(end));
    Double duration = execution.durationMillis();
    if (duration == null) {
      json.writeNullProperty("duration_ms");
    } else {
      json.writeNumberProperty("duration_ms", duration);
    }
    String error = execution.errorMessage();
    json.writeStringProperty("error_message", error == null ? null : cut(error, ERROR_CHARACTERS));
    number(json, "llm_calls", execution.llmCalls());
    number(json, "total_tokens", execution.totalTokens());
    json.writeNumberProperty("total_cost_usd", execution.totalCost());
    agentId(json, execution.context());
    place(json, execution);
  }

  private static void timeline(JsonGenerator json, TimelineRecord timeline) {
    json.writeStringProperty("event_type", timeline.eventType());
    json.writeStringProperty("agent_id", timeline.context().agentId());
    json.writeStringProperty("message", cut(timeline.message(), TIMELINE_CHARACTERS));
    json.writeStringProperty("id", timeline.id().toString());
    json.writeStringProperty("agent_name", timeline.context().agentName());
    json.writeStringProperty("node_id", timeline.nodeId());
    agentId(json, timeline.context());
    place(json, timeline);
  }

  private static void log(JsonGenerator json, LogRecord log) {
    json.writeStringProperty("level", log.level().wireName());
    json.writeStringProperty("message", cut(log.message(), LOG_CHARACTERS));
    json.writeStringProperty("agent_name", log.context().agentName());
    json.writeStringProperty("id", log.id().toString());
    json.writeStringProperty("source", log.source());
    agentId(json, log.context());
    place(json, log);
  }

  private static void agentId(JsonGenerator json, Context context) {
    json.writeStringProperty("agentscope_agent_id", context.agentId());
  }

  /** What every record has: when, and what it is tied to. */
  static void place(JsonGenerator json, TelemetryRecord record) {
    Context context = record.context();
    json.writeStringProperty("agentscope_project_id", context.projectId());
    json.writeStringProperty("execution_round_id", context.roundId());
    json.writeStringProperty("trace_id", context.traceId());
    json.writeStringProperty("span_id", context.spanId());
    json.writeStringProperty("timestamp", WireTime.utcWithOffset(record.timestamp()));
  }

  private static void number(JsonGenerator json, String name, @Nullable Long value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  /** The first so many characters (code points) of a text. */
  static String cut(String text, int most) {
    if (text.length() <= most || text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most));
  }
}
