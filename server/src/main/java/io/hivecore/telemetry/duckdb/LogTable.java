package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import java.sql.SQLException;
import java.util.List;

/** Log records. */
final class LogTable extends RecordTable<LogRecord> {
  static final LogTable INSTANCE = new LogTable();

  private LogTable() {
    super(
        RecordKind.LOG,
        List.of(
            Field.instant("timestamp", "timestamp"),
            Field.whole(
                "level",
                """
                CASE level
                  WHEN 'debug' THEN 1 WHEN 'info' THEN 2 WHEN 'warning' THEN 3 ELSE 4
                END::BIGINT
                """),
            Field.text("source", "source"),
            Field.text("message", "message")));
  }

  @Override
  String ownDefinitions() {
    return """
    timestamp_from_arrival BOOLEAN NOT NULL,
    level VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    metadata VARCHAR NOT NULL
    """;
  }

  @Override
  String ownSelected() {
    return "timestamp_from_arrival, level, message, source, metadata";
  }

  @Override
  String exported(ExportFormat format) {
    return """
    id, level, message, metadata, agent_name, source, %s AS timestamp,
    round_id AS execution_round_id,
    project_id AS agentscope_project_id, agent_id AS agentscope_agent_id,
    span_id, trace_id,
    timestamp_from_arrival, %s AS received_at, extra
    """
        .formatted(exportedTime("timestamp", format), exportedTime("received_at", format));
  }

  @Override
  void appendOwn(RowAppender row, LogRecord log) throws SQLException {
    row.bool(log.timestampFromArrival())
        .text(log.level().wireName())
        .text(log.message())
        .text(log.source())
        .text(log.metadata());
  }

  @Override
  LogRecord readOwn(Shared shared, ColumnReader row) throws SQLException {
    boolean fromArrival = row.bool();
    String level = row.text();
    return new LogRecord(
        shared.id(),
        shared.timestamp(),
        fromArrival,
        shared.receivedAt(),
        shared.context(),
        LogLevel.ofWireName(level)
            .orElseThrow(() -> new IllegalStateException("stored level " + level)),
        row.text(),
        row.text(),
        row.text(),
        shared.extra());
  }
}
