package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.rollup.Amount;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The states of traces: what was said of each, and what its spans come to. */
final class TraceTable extends RecordTable<TraceRecord> {
  static final TraceTable INSTANCE = new TraceTable();

  private TraceTable() {
    super(
        RecordKind.TRACE,
        List.of(
            Field.instant("timestamp", "timestamp"),
            Field.instant("start_time", "timestamp"),
            Field.text("name", "shown_name"),
            Field.real("duration_ms", "duration_ms"),
            Field.whole("spans", "spans"),
            Field.whole("errors", "errors"),
            Field.whole("calls", "calls"),
            Field.whole("input_tokens", "input_tokens"),
            Field.whole("output_tokens", "output_tokens"),
            Field.whole("total_tokens", "total_tokens"),
            Field.amount("cost_usd", "cost"),
            Field.text("session_id", "shown_session_id"),
            Field.text("user_id", "shown_user_id")));
  }

  @Override
  String ownDefinitions() {
    return """
    name VARCHAR NOT NULL,
    session_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    environment VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    tags VARCHAR NOT NULL,
    root_span_id VARCHAR NOT NULL,
    root_name VARCHAR NOT NULL,
    start_time TIMESTAMP,
    end_time TIMESTAMP,
    spans BIGINT NOT NULL,
    open_spans BIGINT NOT NULL,
    errors BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    unpriced BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    total_tokens BIGINT NOT NULL,
    cache_read_tokens BIGINT NOT NULL,
    cache_write_tokens BIGINT NOT NULL,
    reasoning_tokens BIGINT NOT NULL,
    cost_usd VARCHAR NOT NULL,
    cost_micros BIGINT,
    cost_rest24 BIGINT,
    cost_rest38 BIGINT,
    root_status VARCHAR NOT NULL,
    spans_session_id VARCHAR NOT NULL,
    spans_user_id VARCHAR NOT NULL,
    spans_environment VARCHAR NOT NULL,
    spans_release VARCHAR NOT NULL,
    spans_tags VARCHAR NOT NULL,
    kinds VARCHAR NOT NULL,
    agents VARCHAR NOT NULL,
    models VARCHAR NOT NULL,
    tools VARCHAR NOT NULL,
    agent_tools VARCHAR NOT NULL,
    agent_versions VARCHAR NOT NULL,
    shown_name VARCHAR NOT NULL,
    shown_session_id VARCHAR NOT NULL,
    shown_user_id VARCHAR NOT NULL,
    shown_environment VARCHAR NOT NULL,
    shown_release VARCHAR NOT NULL,
    duration_ms DOUBLE,
    input VARCHAR NOT NULL,
    output VARCHAR NOT NULL,
    metadata VARCHAR NOT NULL
    """;
  }

  @Override
  String ownSelected() {
    return """
    name, session_id, user_id, environment, release, input, output, tags, metadata,
    root_span_id, root_name, epoch_us(start_time), epoch_us(end_time), spans, open_spans, errors,
    calls, unpriced, input_tokens, output_tokens, total_tokens, cache_read_tokens,
    cache_write_tokens, reasoning_tokens, cost_usd, root_status,
    spans_session_id, spans_user_id, spans_environment, spans_release, spans_tags,
    kinds, agents, models, tools, agent_tools, agent_versions
    """;
  }

  @Override
  String exported(ExportFormat format) {
    return """
    trace_id, shown_name AS name, %s AS start_time, %s AS end_time, duration_ms,
    project_id AS agentscope_project_id, agent_name,
    shown_session_id AS session_id, shown_user_id AS user_id, shown_environment AS environment,
    shown_release AS release, spans, errors, calls, unpriced AS unpriced_calls,
    input_tokens, output_tokens, total_tokens,
    cache_read_tokens, cache_write_tokens, reasoning_tokens, %s AS cost_usd,
    round_id AS execution_round_id
    """
        .formatted(
            exportedTime("timestamp", format),
            exportedTime("end_time", format),
            exportedAmount("cost_usd", format));
  }

  @Override
  void appendOwn(RowAppender row, TraceRecord trace) throws SQLException {
    subject(row.text(trace.name()), trace.subject());
    row.text(Lines.joined(trace.tags()));
    TraceFigures figures = trace.figures();
    TokenUsage tokens = figures.tokens();
    row.text(figures.rootSpanId())
        .text(figures.rootName())
        .instantOrNull(figures.start())
        .instantOrNull(figures.end())
        .whole(figures.spans())
        .whole(figures.open())
        .whole(figures.errors())
        .whole(figures.calls())
        .whole(figures.unpriced())
        .whole(tokens.input())
        .whole(tokens.output())
        .whole(tokens.total())
        .whole(tokens.cacheRead())
        .whole(tokens.cacheWrite())
        .whole(tokens.reasoning())
        .decimalText(figures.cost())
        .amount(Amount.of(figures.cost()))
        .text(figures.status().wireName());
    subject(row, figures.subject());
    row.text(Lines.joined(figures.tags()))
        .text(Lines.joined(figures.kinds()))
        .text(Lines.joined(figures.agents()))
        .text(Lines.joined(figures.models()))
        .text(Lines.joined(figures.tools()))
        .text(Lines.joined(figures.agentTools()))
        .text(Lines.joined(figures.agentVersions()));
    subject(row.text(trace.shownName()), trace.shownSubject());
    row.realOrNull(duration(figures))
        .text(trace.input())
        .text(trace.output())
        .text(trace.metadata());
  }

  private static void subject(RowAppender row, Subject subject) throws SQLException {
    row.text(subject.sessionId())
        .text(subject.userId())
        .text(subject.environment())
        .text(subject.release());
  }

  private static @Nullable Double duration(TraceFigures figures) {
    Instant start = figures.start();
    Instant end = figures.end();
    return start == null || end == null
        ? null
        : Math.max(0, Duration.between(start, end).toNanos() / 1e6);
  }

  @Override
  TraceRecord readOwn(Shared shared, ColumnReader row) throws SQLException {
    String name = row.text();
    var subject = new Subject(row.text(), row.text(), row.text(), row.text());
    String input = row.text();
    String output = row.text();
    List<String> tags = Lines.split(row.text());
    String metadata = row.text();
    return new TraceRecord(
        shared.id(),
        shared.timestamp(),
        shared.receivedAt(),
        shared.context(),
        name,
        subject,
        input,
        output,
        tags,
        metadata,
        figures(row),
        shared.extra());
  }

  private static TraceFigures figures(ColumnReader row) throws SQLException {
    return new TraceFigures(
        row.text(),
        row.text(),
        row.instantOrNull(),
        row.instantOrNull(),
        row.whole(),
        row.whole(),
        row.whole(),
        row.whole(),
        row.whole(),
        new TokenUsage(
            row.whole(), row.whole(), row.whole(), row.whole(), row.whole(), row.whole()),
        cost(row),
        SpanStatus.ofWireName(row.text()).orElse(SpanStatus.UNSET),
        new Subject(row.text(), row.text(), row.text(), row.text()),
        Lines.split(row.text()),
        Lines.split(row.text()),
        Lines.split(row.text()),
        Lines.split(row.text()),
        Lines.split(row.text()),
        Lines.split(row.text()),
        Lines.split(row.text()));
  }

  private static BigDecimal cost(ColumnReader row) throws SQLException {
    BigDecimal cost = row.decimalTextOrNull();
    return cost == null ? BigDecimal.ZERO : cost;
  }
}
