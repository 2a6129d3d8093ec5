package io.hivecore.telemetry.http;

import io.hivecore.telemetry.UsageRecord;

/** A usage record outside: the original's fields in their order, then ours. */
final class UsageShape {
  static final RecordShape<UsageRecord> SHAPE =
      RecordShape.<UsageRecord>builder()
          .text("id", usage -> usage.id().toString())
          .time("timestamp", UsageRecord::timestamp)
          .alwaysNull("project")
          .text("agentscope_project_id", usage -> usage.context().projectId())
          .text("agentscope_agent_id", usage -> usage.context().agentId())
          .text("agent_name", usage -> usage.context().agentName())
          .text("model_name", UsageRecord::modelName)
          .integer("input_tokens", usage -> usage.tokens().input())
          .integer("output_tokens", usage -> usage.tokens().output())
          .integer("total_tokens", usage -> usage.tokens().total())
          .moneyOrNull("cost_usd", usage -> usage.cost().amount())
          .number("duration_ms", UsageRecord::durationMillis)
          .text("span_id", usage -> usage.context().spanId())
          .text("trace_id", usage -> usage.context().traceId())
          .text("execution_round_id", usage -> usage.context().roundId())
          .text("provider", UsageRecord::provider)
          .integer("cache_read_tokens", usage -> usage.tokens().cacheRead())
          .integer("cache_write_tokens", usage -> usage.tokens().cacheWrite())
          .integer("reasoning_tokens", usage -> usage.tokens().reasoning())
          .bool("priced", usage -> usage.cost().amount() != null)
          .moneyOrNull("reported_cost_usd", usage -> usage.cost().reported())
          .moneyOrNull("computed_cost_usd", usage -> usage.cost().computed())
          .text("price_version", usage -> usage.cost().priceVersion())
          .time("received_at", UsageRecord::receivedAt)
          .object("extra", UsageRecord::extra)
          .build();

  private UsageShape() {}
}
