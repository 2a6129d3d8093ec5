package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.telemetry.rollup.Amount;
import java.sql.SQLException;
import java.util.List;

/** Usage records. Costs are kept as the exact text, and what counts of them in parts that sum. */
final class UsageTable extends RecordTable<UsageRecord> {
  static final UsageTable INSTANCE = new UsageTable(false);

  /** The same table, for usage that follows from spans and may be taken back. */
  static final UsageTable OF_SPANS = new UsageTable(true);

  private final boolean fromSpan;

  private UsageTable(boolean fromSpan) {
    super(
        RecordKind.USAGE,
        List.of(
            Field.instant("timestamp", "timestamp"),
            Field.text("model_name", "model_name"),
            Field.text("provider", "provider"),
            Field.whole("input_tokens", "input_tokens"),
            Field.whole("output_tokens", "output_tokens"),
            Field.whole("total_tokens", "total_tokens"),
            Field.whole("cache_read_tokens", "cache_read_tokens"),
            Field.whole("cache_write_tokens", "cache_write_tokens"),
            Field.whole("reasoning_tokens", "reasoning_tokens"),
            Field.amount("cost_usd", "cost"),
            Field.text("price_version", "price_version"),
            Field.real("duration_ms", "duration_ms")));
    this.fromSpan = fromSpan;
  }

  @Override
  String ownDefinitions() {
    return """
    model_name VARCHAR NOT NULL,
    provider VARCHAR NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    total_tokens BIGINT NOT NULL,
    cache_read_tokens BIGINT NOT NULL,
    cache_write_tokens BIGINT NOT NULL,
    reasoning_tokens BIGINT NOT NULL,
    cost_reported VARCHAR,
    cost_computed VARCHAR,
    price_version VARCHAR NOT NULL,
    cost_micros BIGINT,
    cost_rest24 BIGINT,
    cost_rest38 BIGINT,
    duration_ms DOUBLE NOT NULL,
    from_span BOOLEAN
    """;
  }

  @Override
  String ownSelected() {
    return """
    model_name, provider,
    input_tokens, output_tokens, total_tokens,
    cache_read_tokens, cache_write_tokens, reasoning_tokens,
    cost_reported, cost_computed, price_version, duration_ms
    """;
  }

  @Override
  String exported(ExportFormat format) {
    return """
    id, %s AS timestamp,
    project_id AS agentscope_project_id, agent_id AS agentscope_agent_id, agent_name,
    model_name, input_tokens, output_tokens, total_tokens,
    %s AS cost_usd, duration_ms,
    span_id, trace_id, round_id AS execution_round_id, provider,
    cache_read_tokens, cache_write_tokens, reasoning_tokens,
    coalesce(cost_reported, cost_computed) IS NOT NULL AS priced,
    cost_reported AS reported_cost_usd, cost_computed AS computed_cost_usd, price_version,
    %s AS received_at, extra
    """
        .formatted(
            exportedTime("timestamp", format),
            exportedAmount("coalesce(cost_reported, cost_computed)", format),
            exportedTime("received_at", format));
  }

  @Override
  void appendOwn(RowAppender row, UsageRecord usage) throws SQLException {
    TokenUsage tokens = usage.tokens();
    Cost cost = usage.cost();
    row.text(usage.modelName())
        .text(usage.provider())
        .whole(tokens.input())
        .whole(tokens.output())
        .whole(tokens.total())
        .whole(tokens.cacheRead())
        .whole(tokens.cacheWrite())
        .whole(tokens.reasoning())
        .decimalText(cost.reported())
        .decimalText(cost.computed())
        .text(cost.priceVersion())
        .amount(Amount.of(cost.amount()))
        .real(usage.durationMillis())
        .bool(fromSpan);
  }

  @Override
  UsageRecord readOwn(Shared shared, ColumnReader row) throws SQLException {
    return new UsageRecord(
        shared.id(),
        shared.timestamp(),
        shared.receivedAt(),
        shared.context(),
        row.text(),
        row.text(),
        new TokenUsage(
            row.whole(), row.whole(), row.whole(), row.whole(), row.whole(), row.whole()),
        new Cost(row.decimalTextOrNull(), row.decimalTextOrNull(), row.text()),
        row.real(),
        shared.extra());
  }
}
