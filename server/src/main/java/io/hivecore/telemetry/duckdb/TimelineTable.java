package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TimelineRecord;
import java.sql.SQLException;
import java.util.List;

/** Timeline records. */
final class TimelineTable extends RecordTable<TimelineRecord> {
  static final TimelineTable INSTANCE = new TimelineTable();

  private TimelineTable() {
    super(
        RecordKind.TIMELINE,
        List.of(
            Field.instant("timestamp", "timestamp"),
            Field.text("event_type", "event_type"),
            Field.text("node_id", "node_id"),
            Field.text("message", "message")));
  }

  @Override
  String ownDefinitions() {
    return """
    timestamp_from_arrival BOOLEAN NOT NULL,
    event_type VARCHAR NOT NULL,
    node_id VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    metadata VARCHAR NOT NULL
    """;
  }

  @Override
  String ownSelected() {
    return "timestamp_from_arrival, event_type, node_id, message, metadata";
  }

  @Override
  String exported(ExportFormat format) {
    return """
    id, %s AS timestamp, event_type,
    project_id AS agentscope_project_id, agent_id AS agentscope_agent_id,
    node_id, message, metadata, agent_name,
    span_id, trace_id, round_id AS execution_round_id,
    timestamp_from_arrival, %s AS received_at, extra
    """
        .formatted(exportedTime("timestamp", format), exportedTime("received_at", format));
  }

  @Override
  void appendOwn(RowAppender row, TimelineRecord timeline) throws SQLException {
    row.bool(timeline.timestampFromArrival())
        .text(timeline.eventType())
        .text(timeline.nodeId())
        .text(timeline.message())
        .text(timeline.metadata());
  }

  @Override
  TimelineRecord readOwn(Shared shared, ColumnReader row) throws SQLException {
    return new TimelineRecord(
        shared.id(),
        shared.timestamp(),
        row.bool(),
        shared.receivedAt(),
        shared.context(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        shared.extra());
  }
}
