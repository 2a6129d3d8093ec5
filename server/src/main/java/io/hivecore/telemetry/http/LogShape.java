package io.hivecore.telemetry.http;

import io.hivecore.telemetry.LogRecord;

/** A log record outside: the fields of the original's round logs in their order, then ours. */
final class LogShape {
  static final RecordShape<LogRecord> SHAPE =
      RecordShape.<LogRecord>builder()
          .text("id", log -> log.id().toString())
          .text("level", log -> log.level().wireName())
          .text("message", LogRecord::message)
          .object("metadata", LogRecord::metadata)
          .alwaysNull("agent")
          .text("agent_name", log -> log.context().agentName())
          .text("source", LogRecord::source)
          .time("timestamp", LogRecord::timestamp)
          .text("execution_round_id", log -> log.context().roundId())
          .text("agentscope_project_id", log -> log.context().projectId())
          .text("agentscope_agent_id", log -> log.context().agentId())
          .text("span_id", log -> log.context().spanId())
          .text("trace_id", log -> log.context().traceId())
          .bool("timestamp_from_arrival", LogRecord::timestampFromArrival)
          .time("received_at", LogRecord::receivedAt)
          .object("extra", LogRecord::extra)
          .build();

  private LogShape() {}
}
