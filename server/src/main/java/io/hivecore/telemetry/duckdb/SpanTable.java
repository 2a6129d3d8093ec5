package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.rollup.Amount;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merged states of spans. Texts, which are most of the bytes, are columns of their own, so that
 * outlines, see {@link SpanOutlines}, do not read them.
 */
final class SpanTable extends RecordTable<SpanRecord> {
  static final SpanTable INSTANCE = new SpanTable();

  private SpanTable() {
    super(
        RecordKind.SPAN,
        List.of(
            Field.instant("timestamp", "timestamp"),
            Field.instant("start_time", "timestamp"),
            Field.text("name", "name"),
            Field.text("kind", "kind"),
            Field.instant("end_time", "end_time"),
            Field.real("duration_ms", "duration_ms"),
            Field.text("status", "status"),
            Field.text("model_name", "model_name"),
            Field.whole("total_tokens", "total_tokens"),
            Field.amount("cost_usd", "cost")));
  }

  @Override
  String ownDefinitions() {
    return """
    is_primary BOOLEAN NOT NULL,
    is_started BOOLEAN NOT NULL,
    parent_span_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    end_time TIMESTAMP,
    duration_ms DOUBLE,
    status VARCHAR NOT NULL,
    status_message VARCHAR NOT NULL,
    session_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    environment VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    request_model VARCHAR NOT NULL,
    response_model VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    provider VARCHAR NOT NULL,
    parameters VARCHAR NOT NULL,
    response_id VARCHAR NOT NULL,
    finish_reasons VARCHAR NOT NULL,
    first_token_ms DOUBLE,
    prompt_name VARCHAR NOT NULL,
    prompt_version VARCHAR NOT NULL,
    tool_name VARCHAR NOT NULL,
    tool_call_id VARCHAR NOT NULL,
    agent_version VARCHAR NOT NULL,
    input_tokens BIGINT,
    output_tokens BIGINT,
    total_tokens BIGINT,
    cache_read_tokens BIGINT,
    cache_write_tokens BIGINT,
    reasoning_tokens BIGINT,
    cost_reported VARCHAR,
    cost_computed VARCHAR,
    price_version VARCHAR NOT NULL,
    cost_micros BIGINT,
    cost_rest24 BIGINT,
    cost_rest38 BIGINT,
    tags VARCHAR NOT NULL,
    dialect VARCHAR NOT NULL,
    input VARCHAR NOT NULL,
    output VARCHAR NOT NULL,
    input_source VARCHAR NOT NULL,
    output_source VARCHAR NOT NULL,
    messages VARCHAR NOT NULL,
    metadata VARCHAR NOT NULL,
    attributes VARCHAR NOT NULL,
    events VARCHAR NOT NULL,
    links VARCHAR NOT NULL,
    resource VARCHAR NOT NULL,
    scope VARCHAR NOT NULL
    """;
  }

  @Override
  String ownSelected() {
    return """
    is_primary, is_started, parent_span_id, kind, name, epoch_us(end_time), status, status_message,
    session_id, user_id, environment, release,
    request_model, response_model, provider, parameters, response_id, finish_reasons,
    first_token_ms, prompt_name, prompt_version, tool_name, tool_call_id, agent_version,
    input_tokens, output_tokens, total_tokens, cache_read_tokens, cache_write_tokens,
    reasoning_tokens, cost_reported, cost_computed, price_version,
    tags, dialect,
    input, output, input_source, output_source, messages,
    metadata, attributes, events, links, resource, scope
    """;
  }

  @Override
  String exported(ExportFormat format) {
    return """
    id, trace_id, span_id, parent_span_id, kind, name,
    %s AS start_time, %s AS end_time, duration_ms, status, status_message,
    project_id AS agentscope_project_id, agent_id AS agentscope_agent_id, agent_name,
    session_id, user_id, environment, release, model_name, provider,
    input_tokens, output_tokens, total_tokens,
    cache_read_tokens, cache_write_tokens, reasoning_tokens,
    %s AS cost_usd, price_version, tool_name, input, output, attributes,
    round_id AS execution_round_id, %s AS received_at
    """
        .formatted(
            exportedTime("timestamp", format),
            exportedTime("end_time", format),
            exportedAmount("coalesce(cost_reported, cost_computed)", format),
            exportedTime("received_at", format));
  }

  @Override
  void appendOwn(RowAppender row, SpanRecord span) throws SQLException {
    row.bool(span.primary())
        .bool(span.started())
        .text(span.parentSpanId())
        .text(span.kindOfSpan().wireName())
        .text(span.name())
        .instantOrNull(span.endTime())
        .realOrNull(span.durationMillis())
        .text(span.status().wireName())
        .text(span.statusMessage());
    Subject subject = span.subject();
    row.text(subject.sessionId())
        .text(subject.userId())
        .text(subject.environment())
        .text(subject.release());
    append(row, span.call());
    append(row, span.tokens());
    Cost cost = span.cost();
    row.decimalText(cost.reported())
        .decimalText(cost.computed())
        .text(cost.priceVersion())
        .amount(Amount.of(cost.amount()));
    SpanDetail detail = span.detail();
    row.text(Lines.joined(detail.tags())).text(span.dialect());
    SpanContent content = span.content();
    row.text(content.input())
        .text(content.output())
        .text(content.inputSource())
        .text(content.outputSource())
        .text(SpanMessages.written(content.messages()));
    row.text(detail.metadata())
        .text(detail.attributes())
        .text(detail.events())
        .text(detail.links())
        .text(detail.resource())
        .text(detail.scope());
  }

  private static void append(RowAppender row, ModelCall call) throws SQLException {
    row.text(call.requestModel())
        .text(call.responseModel())
        .text(call.model())
        .text(call.provider())
        .text(call.parameters())
        .text(call.responseId())
        .text(call.finishReasons())
        .realOrNull(call.firstTokenMillis())
        .text(call.promptName())
        .text(call.promptVersion())
        .text(call.toolName())
        .text(call.toolCallId())
        .text(call.agentVersion());
  }

  private static void append(RowAppender row, @Nullable TokenUsage tokens) throws SQLException {
    row.wholeOrNull(tokens == null ? null : tokens.input())
        .wholeOrNull(tokens == null ? null : tokens.output())
        .wholeOrNull(tokens == null ? null : tokens.total())
        .wholeOrNull(tokens == null ? null : tokens.cacheRead())
        .wholeOrNull(tokens == null ? null : tokens.cacheWrite())
        .wholeOrNull(tokens == null ? null : tokens.reasoning());
  }

  @Override
  SpanRecord readOwn(Shared shared, ColumnReader row) throws SQLException {
    boolean primary = row.bool();
    boolean started = row.bool();
    String parent = row.text();
    SpanKind kind = kind(row.text());
    String name = row.text();
    var end = row.instantOrNull();
    SpanStatus status = status(row.text());
    String statusMessage = row.text();
    var subject = new Subject(row.text(), row.text(), row.text(), row.text());
    var call =
        new ModelCall(
            row.text(),
            row.text(),
            row.text(),
            row.text(),
            row.text(),
            row.text(),
            row.realOrNull(),
            row.text(),
            row.text(),
            row.text(),
            row.text(),
            row.text());
    TokenUsage tokens = tokens(row);
    var cost = new Cost(row.decimalTextOrNull(), row.decimalTextOrNull(), row.text());
    List<String> tags = Lines.split(row.text());
    String dialect = row.text();
    var content =
        new SpanContent(
            row.text(), row.text(), row.text(), row.text(), SpanMessages.read(row.text()));
    var detail =
        new SpanDetail(
            tags, row.text(), row.text(), row.text(), row.text(), row.text(), row.text());
    return new SpanRecord(
        shared.id(),
        shared.timestamp(),
        shared.receivedAt(),
        shared.context(),
        primary,
        started,
        parent,
        kind,
        name,
        end,
        status,
        statusMessage,
        subject,
        call,
        tokens,
        cost,
        content,
        detail,
        dialect,
        shared.extra());
  }

  private static @Nullable TokenUsage tokens(ColumnReader row) throws SQLException {
    Long input = row.wholeOrNull();
    long output = row.whole();
    long total = row.whole();
    long cacheRead = row.whole();
    long cacheWrite = row.whole();
    long reasoning = row.whole();
    return input == null
        ? null
        : new TokenUsage(input, output, total, cacheRead, cacheWrite, reasoning);
  }

  private static SpanKind kind(String name) {
    return SpanKind.ofWireName(name)
        .orElseThrow(() -> new IllegalStateException("stored kind of span " + name));
  }

  private static SpanStatus status(String name) {
    return SpanStatus.ofWireName(name)
        .orElseThrow(() -> new IllegalStateException("stored status of span " + name));
  }
}
