package io.hivecore.telemetry.http;

import io.hivecore.telemetry.TimelineRecord;

/** A timeline record outside: the original's fields in their order, then ours. */
final class TimelineShape {
  static final RecordShape<TimelineRecord> SHAPE =
      RecordShape.<TimelineRecord>builder()
          .text("id", event -> event.id().toString())
          .time("timestamp", TimelineRecord::timestamp)
          .text("event_type", TimelineRecord::eventType)
          .text("agentscope_project_id", event -> event.context().projectId())
          .text("agentscope_agent_id", event -> event.context().agentId())
          .text("node_id", TimelineRecord::nodeId)
          .text("message", TimelineRecord::message)
          .object("metadata", TimelineRecord::metadata)
          .text("agent_name", event -> event.context().agentName())
          .text("span_id", event -> event.context().spanId())
          .text("trace_id", event -> event.context().traceId())
          .text("execution_round_id", event -> event.context().roundId())
          .bool("timestamp_from_arrival", TimelineRecord::timestampFromArrival)
          .time("received_at", TimelineRecord::receivedAt)
          .object("extra", TimelineRecord::extra)
          .build();

  private TimelineShape() {}
}
