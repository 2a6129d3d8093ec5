package io.hivecore.ingest.json;

import static io.hivecore.ingest.json.ValueType.IDENTIFIER;
import static io.hivecore.ingest.json.ValueType.NAME;
import static io.hivecore.ingest.json.ValueType.OBJECT;
import static io.hivecore.ingest.json.ValueType.TEXT;
import static io.hivecore.ingest.json.ValueType.TIME;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Identities.Identity;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TimelineRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that happened to an agent or a task. */
enum TimelineDecoder implements KindDecoder {
  INSTANCE;

  private static final FieldTable.Builder TABLE = new FieldTable.Builder();
  private static final Field EVENT_TYPE = TABLE.required(NAME, "event_type");
  private static final Field PROJECT = TABLE.optional(NAME, "project_id", "agentscope_project_id");
  private static final Field AGENT = TABLE.optional(NAME, "agent_id", "agentscope_agent_id");
  private static final Field AGENT_NAME = TABLE.optional(NAME, "agent_name");
  private static final Field NODE = TABLE.optional(NAME, "node_id");
  private static final Field MESSAGE = TABLE.optional(TEXT, "message");
  private static final Field METADATA = TABLE.optional(OBJECT, "metadata");
  private static final Field TIMESTAMP = TABLE.optional(TIME, "timestamp");
  private static final Field ROUND = TABLE.optional(NAME, "execution_round_id", "round_id");
  private static final Field TRACE = TABLE.optional(IDENTIFIER, "trace_id");
  private static final Field SPAN = TABLE.optional(IDENTIFIER, "span_id");
  private static final Field ID = TABLE.optional(IDENTIFIER, "id");
  private static final FieldTable FIELDS = TABLE.build();

  @Override
  public RecordKind kind() {
    return RecordKind.TIMELINE;
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
    Context context =
        KindDecoder.context(values, arrival, PROJECT, ROUND, AGENT, AGENT_NAME, TRACE, SPAN);
    Instant timestamp = values.timeOrNull(TIMESTAMP);
    String eventType = values.text(EVENT_TYPE);
    String nodeId = values.text(NODE);
    String message = values.text(MESSAGE);
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
                eventType,
                nodeId,
                message,
                metadata)
            : identities.ofId(kind(), id);
    return new IncomingRecord(
        new TimelineRecord(
            identity.id(),
            timestamp == null ? arrival.receivedAt() : timestamp,
            timestamp == null,
            arrival.receivedAt(),
            context,
            eventType,
            nodeId,
            message,
            metadata,
            extra),
        identity.chosen());
  }
}
