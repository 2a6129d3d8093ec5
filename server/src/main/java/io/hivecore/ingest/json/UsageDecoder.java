package io.hivecore.ingest.json;

import static io.hivecore.ingest.json.ValueType.COUNT;
import static io.hivecore.ingest.json.ValueType.IDENTIFIER;
import static io.hivecore.ingest.json.ValueType.MILLISECONDS;
import static io.hivecore.ingest.json.ValueType.MONEY;
import static io.hivecore.ingest.json.ValueType.NAME;
import static io.hivecore.ingest.json.ValueType.TIME;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Identities.Identity;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageRecord;
import org.jspecify.annotations.Nullable;

/** The tokens and cost of one model call. */
enum UsageDecoder implements KindDecoder {
  INSTANCE;

  private static final FieldTable.Builder TABLE = new FieldTable.Builder();
  private static final Field TIMESTAMP = TABLE.required(TIME, "timestamp");
  private static final Field PROJECT = TABLE.optional(NAME, "agentscope_project_id", "project_id");
  private static final Field AGENT = TABLE.required(NAME, "agentscope_agent_id", "agent_id");
  private static final Field AGENT_NAME = TABLE.required(NAME, "agent_name");
  private static final Field MODEL = TABLE.required(NAME, "model_name");
  private static final Field PROVIDER = TABLE.optional(NAME, "provider");
  private static final Field INPUT = TABLE.optional(COUNT, "input_tokens");
  private static final Field OUTPUT = TABLE.optional(COUNT, "output_tokens");
  private static final Field TOTAL = TABLE.optional(COUNT, "total_tokens");
  private static final Field CACHE_READ =
      TABLE.optional(COUNT, "cache_read_tokens", "cached_tokens");
  private static final Field CACHE_WRITE = TABLE.optional(COUNT, "cache_write_tokens");
  private static final Field REASONING = TABLE.optional(COUNT, "reasoning_tokens");
  private static final Field COST = TABLE.optional(MONEY, "cost_usd");
  private static final Field DURATION = TABLE.optional(MILLISECONDS, "duration_ms");
  private static final Field ROUND = TABLE.optional(NAME, "execution_round_id", "round_id");
  private static final Field TRACE = TABLE.optional(IDENTIFIER, "trace_id");
  private static final Field SPAN = TABLE.optional(IDENTIFIER, "span_id");
  private static final Field ID = TABLE.optional(IDENTIFIER, "id");
  private static final FieldTable FIELDS = TABLE.build();

  @Override
  public RecordKind kind() {
    return RecordKind.USAGE;
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public void check(FieldValues values, Arrival arrival) {
    if (total(values) > TokenUsage.MAX) {
      values.wrong(
          TOTAL.name(), "input_tokens and output_tokens are over " + TokenUsage.MAX + " together.");
    }
  }

  @Override
  public IncomingRecord record(
      FieldValues values,
      @Nullable String extra,
      Arrival arrival,
      Identities identities,
      int index) {
    Context context =
        KindDecoder.context(values, arrival, PROJECT, ROUND, AGENT, AGENT_NAME, TRACE, SPAN);
    Identity identity = identity(values, context, identities, index);
    return new IncomingRecord(
        new UsageRecord(
            identity.id(),
            values.time(TIMESTAMP),
            arrival.receivedAt(),
            context,
            values.text(MODEL),
            values.text(PROVIDER),
            new TokenUsage(
                values.count(INPUT),
                values.count(OUTPUT),
                total(values),
                values.count(CACHE_READ),
                values.count(CACHE_WRITE),
                values.count(REASONING)),
            new Cost(values.moneyOrNull(COST), null, ""),
            values.milliseconds(DURATION),
            extra),
        identity.chosen());
  }

  private static long total(FieldValues values) {
    Long total = values.countOrNull(TOTAL);
    return total != null ? total : values.count(INPUT) + values.count(OUTPUT);
  }

  private static Identity identity(
      FieldValues values, Context context, Identities identities, int index) {
    String id = values.text(ID);
    if (!id.isEmpty()) {
      return identities.ofId(RecordKind.USAGE, id);
    }
    // A span is one model call; without its trace it may be anyone's.
    if (!context.traceId().isEmpty() && !context.spanId().isEmpty()) {
      return identities.ofSpan(RecordKind.USAGE, context.traceId(), context.spanId());
    }
    return identities.ofPlace(RecordKind.USAGE, index);
  }
}
