package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.ScoreRecord.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes scores of events that tell the result of an evaluation. */
final class EvaluationLogs {
  static final String EVENT = "gen_ai.evaluation.result";
  private static final List<String> NAME = List.of("gen_ai.evaluation.name");
  private static final List<String> VALUE = List.of("gen_ai.evaluation.score.value");
  private static final List<String> LABEL = List.of("gen_ai.evaluation.score.label");
  private static final List<String> EXPLANATION = List.of("gen_ai.evaluation.explanation");

  private EvaluationLogs() {}

  /** Whether it is one that can be kept: a result of something, of a trace or a session. */
  static boolean isResult(LogEvent event, Found found) {
    return event.name().equals(EVENT)
        && !event.text(NAME).isEmpty()
        && (value(event) != null || !event.text(LABEL).isEmpty())
        && (!event.traceId().isEmpty() || found.has(Slot.SESSION));
  }

  static IncomingRecord record(
      LogEvent event, Found found, Origin origin, Arrival arrival, Identities identities) {
    Context context =
        SpanParts.context(
            found,
            origin,
            arrival,
            origin.text(found, Slot.AGENT_NAME),
            event.traceId(),
            event.spanId());
    Instant sent = event.time();
    Instant time = sent == null ? arrival.receivedAt() : sent;
    Double value = value(event);
    String name = event.text(NAME);
    String session = context.traceId().isEmpty() ? found.text(Slot.SESSION) : "";
    return new IncomingRecord(
        new ScoreRecord(
            identities
                .ofSpanContent(
                    RecordKind.SCORE, context.traceId(), context.spanId(), time, name, session)
                .id(),
            time,
            arrival.receivedAt(),
            context,
            name,
            value == null ? DataType.CATEGORICAL : DataType.NUMERIC,
            value,
            event.text(LABEL),
            session,
            "eval",
            event.content(EXPLANATION),
            JsonOut.of(event.attributes()),
            null),
        sent != null);
  }

  /** Any finite number. */
  private static @Nullable Double value(LogEvent event) {
    Object number = event.first(VALUE, Readings::number);
    return number instanceof BigDecimal decimal ? decimal.doubleValue() : null;
  }
}
