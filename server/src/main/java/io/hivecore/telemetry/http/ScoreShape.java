package io.hivecore.telemetry.http;

import io.hivecore.telemetry.ScoreRecord;

/** A score outside. */
final class ScoreShape {
  static final RecordShape<ScoreRecord> SHAPE =
      RecordShape.<ScoreRecord>builder()
          .text("id", score -> score.id().toString())
          .time("timestamp", ScoreRecord::timestamp)
          .text("name", ScoreRecord::name)
          .text("data_type", score -> score.dataType().wireName())
          .numberOrNull("value", ScoreRecord::value)
          .text("label", ScoreRecord::label)
          .text("trace_id", score -> score.context().traceId())
          .text("span_id", score -> score.context().spanId())
          .text("session_id", ScoreRecord::sessionId)
          .text("source", ScoreRecord::source)
          .text("comment", ScoreRecord::comment)
          .object("metadata", ScoreRecord::metadata)
          .text("agentscope_project_id", score -> score.context().projectId())
          .time("received_at", ScoreRecord::receivedAt)
          .build();

  private ScoreShape() {}
}
