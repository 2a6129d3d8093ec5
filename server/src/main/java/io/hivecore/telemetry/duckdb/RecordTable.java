package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of record lies in its table: the columns that every kind has, then its own. What is
 * written here is read back equal.
 */
abstract sealed class RecordTable<R extends TelemetryRecord>
    permits UsageTable,
        ExecutionTable,
        TimelineTable,
        LogTable,
        SpanTable,
        ScoreTable,
        TraceTable,
        MetricPointTable {
  private static final String SHARED_DEFINITIONS =
      """
      sequence BIGINT NOT NULL,
      tenant INTEGER NOT NULL,
      id UUID NOT NULL,
      timestamp TIMESTAMP NOT NULL,
      received_at TIMESTAMP NOT NULL,
      project_id VARCHAR NOT NULL,
      round_id VARCHAR NOT NULL,
      agent_id VARCHAR NOT NULL,
      agent_name VARCHAR NOT NULL,
      trace_id VARCHAR NOT NULL,
      span_id VARCHAR NOT NULL,
      extra VARCHAR,
      """;
  private static final String SHARED_SELECTED =
      """
      id, epoch_us(timestamp), epoch_us(received_at),
      project_id, round_id, agent_id, agent_name, trace_id, span_id, extra,
      """;

  private final RecordKind kind;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  RecordTable(RecordKind kind, List<Field> own) {
    this.kind = kind;
    List<Field> all = new ArrayList<>();
    all.add(Field.id("id", "id"));
    all.add(Field.instant("received_at", "received_at"));
    all.add(Field.text("agentscope_project_id", "project_id"));
    all.add(Field.text("execution_round_id", "round_id"));
    all.add(Field.text("agentscope_agent_id", "agent_id"));
    all.add(Field.text("agent_name", "agent_name"));
    all.add(Field.text("trace_id", "trace_id"));
    all.add(Field.text("span_id", "span_id"));
    all.addAll(own);
    all.forEach(field -> fields.put(field.name(), field));
  }

  static RecordTable<?> of(RecordKind kind) {
    return switch (kind) {
      case USAGE -> UsageTable.INSTANCE;
      case EXECUTION -> ExecutionTable.INSTANCE;
      case TIMELINE -> TimelineTable.INSTANCE;
      case LOG -> LogTable.INSTANCE;
      case SPAN -> SpanTable.INSTANCE;
      case SCORE -> ScoreTable.INSTANCE;
      case TRACE -> TraceTable.INSTANCE;
      case METRIC_POINT -> MetricPointTable.INSTANCE;
    };
  }

  final RecordKind kind() {
    return kind;
  }

  /** The table's name, the same in every segment. */
  final String name() {
    return kind.wireName();
  }

  final Map<String, Field> fields() {
    return fields;
  }

  final String definition() {
    return SHARED_DEFINITIONS + ownDefinitions();
  }

  /** The select list for {@link #read}. */
  final String selected() {
    return SHARED_SELECTED + ownSelected();
  }

  final void append(RowAppender row, long sequence, int tenant, R record) throws SQLException {
    Context context = record.context();
    row.begin()
        .whole(sequence)
        .integer(tenant)
        .uuid(record.id())
        .instant(record.timestamp())
        .instant(record.receivedAt())
        .text(context.projectId())
        .text(context.roundId())
        .text(context.agentId())
        .text(context.agentName())
        .text(context.traceId())
        .text(context.spanId())
        .text(record.extra());
    appendOwn(row, record);
    row.end();
  }

  final R read(ColumnReader row) throws SQLException {
    UUID id = row.uuid();
    var timestamp = row.instant();
    var receivedAt = row.instant();
    var context =
        new Context(row.text(), row.text(), row.text(), row.text(), row.text(), row.text());
    return readOwn(new Shared(id, timestamp, receivedAt, context, row.textOrNull()), row);
  }

  abstract String ownDefinitions();

  abstract String ownSelected();

  /** The select list of an export, named as on the wire. */
  abstract String exported(ExportFormat format);

  /**
   * An amount that is kept as text: exact text in CSV, a number in Parquet, where 24 decimals have
   * to do.
   */
  static String exportedAmount(String text, ExportFormat format) {
    return switch (format) {
      case CSV -> text;
      case PARQUET -> "try_cast(" + text + " AS DECIMAL(38, 24))";
    };
  }

  /** A time in UTC: ISO 8601 text in CSV, whose readers guess at anything else. */
  static String exportedTime(String column, ExportFormat format) {
    return switch (format) {
      case CSV -> "strftime(" + column + ", '%Y-%m-%dT%H:%M:%S.%fZ')";
      case PARQUET -> column;
    };
  }

  abstract void appendOwn(RowAppender row, R record) throws SQLException;

  abstract R readOwn(Shared shared, ColumnReader row) throws SQLException;

  /** The components that every kind has. */
  record Shared(
      UUID id,
      java.time.Instant timestamp,
      java.time.Instant receivedAt,
      Context context,
      @Nullable String extra) {}
}
