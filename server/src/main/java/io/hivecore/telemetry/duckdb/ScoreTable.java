package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import java.sql.SQLException;
import java.util.List;

/** Scores, of each id the last. */
final class ScoreTable extends RecordTable<ScoreRecord> {
  static final ScoreTable INSTANCE = new ScoreTable();

  private ScoreTable() {
    super(
        RecordKind.SCORE,
        List.of(
            Field.instant("timestamp", "timestamp"),
            Field.text("name", "name"),
            Field.real("value", "value"),
            Field.text("source", "source")));
  }

  @Override
  String ownDefinitions() {
    return """
    name VARCHAR NOT NULL,
    data_type VARCHAR NOT NULL,
    value DOUBLE,
    label VARCHAR NOT NULL,
    session_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    comment VARCHAR NOT NULL,
    metadata VARCHAR NOT NULL
    """;
  }

  @Override
  String ownSelected() {
    return "name, data_type, value, label, session_id, source, comment, metadata";
  }

  @Override
  String exported(ExportFormat format) {
    return """
    id, %s AS timestamp, name, data_type, value, label, trace_id, span_id, session_id, source,
    comment, metadata, project_id AS agentscope_project_id, %s AS received_at
    """
        .formatted(exportedTime("timestamp", format), exportedTime("received_at", format));
  }

  @Override
  void appendOwn(RowAppender row, ScoreRecord score) throws SQLException {
    row.text(score.name())
        .text(score.dataType().wireName())
        .realOrNull(score.value())
        .text(score.label())
        .text(score.sessionId())
        .text(score.source())
        .text(score.comment())
        .text(score.metadata());
  }

  @Override
  ScoreRecord readOwn(Shared shared, ColumnReader row) throws SQLException {
    return new ScoreRecord(
        shared.id(),
        shared.timestamp(),
        shared.receivedAt(),
        shared.context(),
        row.text(),
        type(row.text()),
        row.realOrNull(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        shared.extra());
  }

  private static ScoreRecord.DataType type(String name) {
    return ScoreRecord.DataType.ofWireName(name)
        .orElseThrow(() -> new IllegalStateException("stored type of score " + name));
  }
}
