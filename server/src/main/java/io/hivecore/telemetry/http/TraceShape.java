package io.hivecore.telemetry.http;

import io.hivecore.telemetry.TraceRecord;

/** A trace outside, as in the list of traces. */
final class TraceShape {
  static final RecordShape<TraceRecord> SHAPE =
      RecordShape.<TraceRecord>builder()
          .text("trace_id", TraceRecord::traceId)
          .text("name", TraceRecord::shownName)
          .text("status", TraceStatus::of)
          .time("start_time", TraceRecord::timestamp)
          .timeOrNull("end_time", trace -> trace.figures().end())
          .numberOrNull("duration_ms", TraceStatus::durationMillis)
          .text("agentscope_project_id", trace -> trace.context().projectId())
          .text("execution_round_id", trace -> trace.context().roundId())
          .text("agent_name", trace -> trace.context().agentName())
          .text("session_id", trace -> trace.shownSubject().sessionId())
          .text("user_id", trace -> trace.shownSubject().userId())
          .text("environment", trace -> trace.shownSubject().environment())
          .text("release", trace -> trace.shownSubject().release())
          .texts("tags", TraceRecord::shownTags)
          .text("root_span_id", trace -> trace.figures().rootSpanId())
          .integer("spans", trace -> trace.figures().spans())
          .integer("open_spans", trace -> trace.figures().open())
          .integer("errors", trace -> trace.figures().errors())
          .integer("calls", trace -> trace.figures().calls())
          .integer("unpriced_calls", trace -> trace.figures().unpriced())
          .integer("input_tokens", trace -> trace.figures().tokens().input())
          .integer("output_tokens", trace -> trace.figures().tokens().output())
          .integer("total_tokens", trace -> trace.figures().tokens().total())
          .integer("cache_read_tokens", trace -> trace.figures().tokens().cacheRead())
          .integer("cache_write_tokens", trace -> trace.figures().tokens().cacheWrite())
          .integer("reasoning_tokens", trace -> trace.figures().tokens().reasoning())
          .moneyOrNull("cost_usd", trace -> trace.figures().cost())
          .texts("kinds", trace -> trace.figures().kinds())
          .texts("agents", trace -> trace.figures().agents())
          .texts("models", trace -> trace.figures().models())
          .texts("tools", trace -> trace.figures().tools())
          .time("received_at", TraceRecord::receivedAt)
          .build();

  private TraceShape() {}
}
