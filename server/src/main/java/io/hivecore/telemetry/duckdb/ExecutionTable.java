package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.rollup.Amount;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merged states of executions. */
final class ExecutionTable extends RecordTable<ExecutionRecord> {
  static final ExecutionTable INSTANCE = new ExecutionTable();

  /** The status to show, by its wire name. */
  static final String EFFECTIVE_STATUS = "coalesce(status, 'running')";

  private ExecutionTable() {
    super(
        RecordKind.EXECUTION,
        List.of(
            Field.text("execution_id", "execution_id"),
            Field.instant("timestamp", "timestamp"),
            Field.instant("start_time", "timestamp"),
            Field.text("node_id", "node_id"),
            Field.whole("round_index", "round_index"),
            Field.instant("end_time", "end_time"),
            Field.real("duration_ms", "duration_ms"),
            Field.text("status", EFFECTIVE_STATUS),
            Field.text("content", "content"),
            Field.text("error_message", "error_message"),
            Field.whole("llm_calls", "llm_calls"),
            Field.whole("total_tokens", "total_tokens"),
            Field.amount("total_cost_usd", "total_cost")));
  }

  @Override
  String ownDefinitions() {
    return """
    execution_id VARCHAR NOT NULL,
    node_id VARCHAR,
    round_index BIGINT,
    end_time TIMESTAMP,
    duration_ms DOUBLE,
    status VARCHAR,
    content VARCHAR,
    error_message VARCHAR,
    llm_calls BIGINT,
    total_tokens BIGINT,
    total_cost VARCHAR,
    total_cost_micros BIGINT,
    total_cost_rest24 BIGINT,
    total_cost_rest38 BIGINT
    """;
  }

  @Override
  String ownSelected() {
    return """
    execution_id, node_id, round_index, epoch_us(end_time), duration_ms, status,
    content, error_message, llm_calls, total_tokens, total_cost
    """;
  }

  @Override
  String exported(ExportFormat format) {
    return """
    id, execution_id,
    project_id AS agentscope_project_id, agent_id AS agentscope_agent_id, agent_name,
    node_id, round_index, %s AS start_time, %s AS end_time, duration_ms,
    coalesce(status, 'running') AS status, content, error_message,
    llm_calls, total_tokens, %s AS total_cost_usd,
    span_id, trace_id, round_id AS execution_round_id, %s AS received_at, extra
    """
        .formatted(
            exportedTime("timestamp", format),
            exportedTime("end_time", format),
            exportedAmount("total_cost", format),
            exportedTime("received_at", format));
  }

  @Override
  void appendOwn(RowAppender row, ExecutionRecord execution) throws SQLException {
    ExecutionStatus status = execution.status();
    row.text(execution.executionId())
        .text(execution.nodeId())
        .wholeOrNull(execution.roundIndex())
        .instantOrNull(execution.endTime())
        .realOrNull(execution.durationMillis())
        .text(status == null ? null : status.wireName())
        .text(execution.content())
        .text(execution.errorMessage())
        .wholeOrNull(execution.llmCalls())
        .wholeOrNull(execution.totalTokens())
        .decimalText(execution.totalCost())
        .amount(Amount.of(execution.totalCost()));
  }

  @Override
  ExecutionRecord readOwn(Shared shared, ColumnReader row) throws SQLException {
    String executionId = row.text();
    return new ExecutionRecord(
        shared.id(),
        executionId,
        shared.timestamp(),
        shared.receivedAt(),
        shared.context(),
        row.textOrNull(),
        row.wholeOrNull(),
        row.instantOrNull(),
        row.realOrNull(),
        status(row.textOrNull()),
        row.textOrNull(),
        row.textOrNull(),
        row.wholeOrNull(),
        row.wholeOrNull(),
        row.decimalTextOrNull(),
        shared.extra());
  }

  private static @Nullable ExecutionStatus status(@Nullable String name) {
    return name == null
        ? null
        : ExecutionStatus.ofWireName(name)
            .orElseThrow(() -> new IllegalStateException("stored status " + name));
  }
}
