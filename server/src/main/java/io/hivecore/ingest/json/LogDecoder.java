package io.hivecore.ingest.json;

import static io.hivecore.ingest.json.ValueType.IDENTIFIER;
import static io.hivecore.ingest.json.ValueType.LEVEL;
import static io.hivecore.ingest.json.ValueType.NAME;
import static io.hivecore.ingest.json.ValueType.OBJECT;
import static io.hivecore.ingest.json.ValueType.TEXT;
import static io.hivecore.ingest.json.ValueType.TIME;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Identities.Identity;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line that a run logged. */
enum LogDecoder implements KindDecoder {
  INSTANCE;

  private static final FieldTable.Builder TABLE = new FieldTable.Builder();
  private static final Field ROUND = TABLE.optional(NAME, "execution_round_id", "round_id");
  private static final Field SEVERITY = TABLE.optional(LEVEL, "level");
  private static final Field MESSAGE = TABLE.required(TEXT, "message");
  private static final Field METADATA = TABLE.optional(OBJECT, "metadata");
  private static final Field AGENT_NAME = TABLE.optional(NAME, "agent_name");
  private static final Field SOURCE = TABLE.optional(NAME, "source");
  private static final Field TIMESTAMP = TABLE.optional(TIME, "timestamp");
  private static final Field PROJECT = TABLE.optional(NAME, "agentscope_project_id", "project_id");
  private static final Field AGENT = TABLE.optional(NAME, "agentscope_agent_id", "agent_id");
  private static final Field TRACE = TABLE.optional(IDENTIFIER, "trace_id");
  private static final Field SPAN = TABLE.optional(IDENTIFIER, "span_id");
  private static final Field ID = TABLE.optional(IDENTIFIER, "id");
  private static final FieldTable FIELDS = TABLE.build();

  @Override
  public RecordKind kind() {
    return RecordKind.LOG;
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  /** The round is required, but a header or the envelope of a log batch may give it. */
  @Override
  public void check(FieldValues values, Arrival arrival) {
    if (arrival.roundId().isEmpty()) {
      values.require(ROUND);
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
    Instant timestamp = values.timeOrNull(TIMESTAMP);
    LogLevel sentLevel = values.levelOrNull(SEVERITY);
    LogLevel level = sentLevel == null ? LogLevel.INFO : sentLevel;
    String message = values.text(MESSAGE);
    String source = values.text(SOURCE);
    String metadata = values.object(METADATA);
    String id = values.text(ID);
    Identity identity =
        id.isEmpty()
            ? KindDecoder.identityOfContent(
                kind(),
                context,
                timestamp,
                extra,
                identities,
                index,
                level.wireName(),
                message,
                source,
                metadata)
            : identities.ofId(kind(), id);
    return new IncomingRecord(
        new LogRecord(
            identity.id(),
            timestamp == null ? arrival.receivedAt() : timestamp,
            timestamp == null,
            arrival.receivedAt(),
            context,
            level,
            message,
            source,
            metadata,
            extra),
        identity.chosen());
  }
}
