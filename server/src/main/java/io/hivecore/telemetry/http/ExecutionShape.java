package io.hivecore.telemetry.http;

import static java.util.Objects.requireNonNullElse;

import io.hivecore.telemetry.ExecutionRecord;
import java.math.BigDecimal;

/**
 * An execution outside: the original's fields in their order, then ours. What was never sent shows
 * as the original's default.
 */
final class ExecutionShape {
  static final RecordShape<ExecutionRecord> SHAPE =
      RecordShape.<ExecutionRecord>builder()
          .text("id", run -> run.id().toString())
          .text("execution_id", ExecutionRecord::executionId)
          .alwaysNull("project")
          .text("agentscope_project_id", run -> run.context().projectId())
          .text("agentscope_agent_id", run -> run.context().agentId())
          .text("agent_name", run -> run.context().agentName())
          .text("node_id", run -> requireNonNullElse(run.nodeId(), ""))
          .integer("round_index", ExecutionShape::roundIndex)
          .time("start_time", ExecutionRecord::timestamp)
          .timeOrNull("end_time", ExecutionRecord::endTime)
          .numberOrNull("duration_ms", ExecutionRecord::durationMillis)
          .text("status", run -> run.effectiveStatus().wireName())
          .text("content", run -> requireNonNullElse(run.content(), ""))
          .text("error_message", run -> requireNonNullElse(run.errorMessage(), ""))
          .integer("llm_calls", run -> requireNonNullElse(run.llmCalls(), 0L))
          .integer("total_tokens", run -> requireNonNullElse(run.totalTokens(), 0L))
          .moneyOrNull(
              "total_cost_usd", run -> requireNonNullElse(run.totalCost(), BigDecimal.ZERO))
          .text("span_id", run -> run.context().spanId())
          .text("trace_id", run -> run.context().traceId())
          .text("execution_round_id", run -> run.context().roundId())
          .time("received_at", ExecutionRecord::receivedAt)
          .object("extra", ExecutionRecord::extra)
          .build();

  private ExecutionShape() {}

  static long roundIndex(ExecutionRecord run) {
    return requireNonNullElse(run.roundIndex(), 0L);
  }
}
