package io.hivecore.ingest.json;

import static io.hivecore.ingest.json.ValueType.COUNT;
import static io.hivecore.ingest.json.ValueType.IDENTIFIER;
import static io.hivecore.ingest.json.ValueType.INDEX;
import static io.hivecore.ingest.json.ValueType.MILLISECONDS;
import static io.hivecore.ingest.json.ValueType.MONEY;
import static io.hivecore.ingest.json.ValueType.NAME;
import static io.hivecore.ingest.json.ValueType.STATUS;
import static io.hivecore.ingest.json.ValueType.TEXT;
import static io.hivecore.ingest.json.ValueType.TIME;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Identities.Identity;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.RecordKind;
import org.jspecify.annotations.Nullable;

/**
 * A message on one run of one agent. Its identity is always {@code execution_id}: by another, two
 * messages on one run could become two runs.
 */
enum ExecutionDecoder implements KindDecoder {
  INSTANCE;

  private static final FieldTable.Builder TABLE = new FieldTable.Builder();
  private static final Field EXECUTION = TABLE.required(NAME, "execution_id");
  private static final Field PROJECT = TABLE.optional(NAME, "agentscope_project_id", "project_id");
  private static final Field AGENT = TABLE.required(NAME, "agentscope_agent_id", "agent_id");
  private static final Field AGENT_NAME = TABLE.required(NAME, "agent_name");
  private static final Field NODE = TABLE.optional(NAME, "node_id");
  private static final Field ROUND_INDEX = TABLE.optional(INDEX, "round_index");
  private static final Field START = TABLE.required(TIME, "start_time");
  private static final Field END = TABLE.optional(TIME, "end_time");
  private static final Field DURATION = TABLE.optional(MILLISECONDS, "duration_ms");
  private static final Field STATE = TABLE.optional(STATUS, "status");
  private static final Field CONTENT = TABLE.optional(TEXT, "content");
  private static final Field ERROR = TABLE.optional(TEXT, "error_message");
  private static final Field CALLS = TABLE.optional(COUNT, "llm_calls");
  private static final Field TOKENS = TABLE.optional(COUNT, "total_tokens");
  private static final Field COST = TABLE.optional(MONEY, "total_cost_usd");
  private static final Field ROUND = TABLE.optional(NAME, "execution_round_id", "round_id");
  private static final Field TRACE = TABLE.optional(IDENTIFIER, "trace_id");
  private static final Field SPAN = TABLE.optional(IDENTIFIER, "span_id");
  private static final FieldTable FIELDS = TABLE.build();

  @Override
  public RecordKind kind() {
    return RecordKind.EXECUTION;
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public void check(FieldValues values, Arrival arrival) {}

  @Override
  public IncomingRecord record(
      FieldValues values,
      @Nullable String extra,
      Arrival arrival,
      Identities identities,
      int index) {
    String executionId = values.text(EXECUTION);
    Identity identity = identities.ofExecution(executionId);
    return new IncomingRecord(
        new ExecutionRecord(
            identity.id(),
            executionId,
            values.time(START),
            arrival.receivedAt(),
            KindDecoder.context(values, arrival, PROJECT, ROUND, AGENT, AGENT_NAME, TRACE, SPAN),
            values.textOrNull(NODE),
            values.countOrNull(ROUND_INDEX),
            values.timeOrNull(END),
            values.millisecondsOrNull(DURATION),
            values.statusOrNull(STATE),
            values.textOrNull(CONTENT),
            values.textOrNull(ERROR),
            values.countOrNull(CALLS),
            values.countOrNull(TOKENS),
            values.moneyOrNull(COST),
            extra),
        identity.chosen());
  }
}
