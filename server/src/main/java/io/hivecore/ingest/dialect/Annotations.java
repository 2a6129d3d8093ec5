package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.ScoreRecord.DataType;
import io.hivecore.telemetry.SpanRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes scores of OpenInference's annotations: judgements that a span carries, of itself, of its
 * trace or of its session. The convention has a second word for them, evaluations, which means the
 * same.
 */
final class Annotations {
  private static final List<Slot> OF_SPAN = List.of(Slot.ANNOTATIONS, Slot.EVALUATIONS);
  private static final List<Slot> OF_TRACE =
      List.of(Slot.TRACE_ANNOTATIONS, Slot.TRACE_EVALUATIONS);
  private static final List<Slot> OF_SESSION =
      List.of(Slot.SESSION_ANNOTATIONS, Slot.SESSION_EVALUATIONS);

  private Annotations() {}

  static boolean areIn(Found found) {
    return found.has(Slot.ANNOTATIONS)
        || found.has(Slot.EVALUATIONS)
        || found.has(Slot.TRACE_ANNOTATIONS)
        || found.has(Slot.TRACE_EVALUATIONS)
        || found.has(Slot.SESSION_ANNOTATIONS)
        || found.has(Slot.SESSION_EVALUATIONS);
  }

  /** One record for each that has a name and says something, of a span, trace or session. */
  static List<IncomingRecord> records(
      Found found, SpanRecord span, Arrival arrival, Identities identities) {
    List<IncomingRecord> records = new ArrayList<>();
    Context of = span.context();
    add(records, found, OF_SPAN, of, "", span, arrival, identities);
    Context trace =
        new Context(of.projectId(), of.roundId(), of.agentId(), of.agentName(), of.traceId(), "");
    add(records, found, OF_TRACE, trace, "", span, arrival, identities);
    String session = span.subject().sessionId();
    if (!session.isEmpty()) {
      Context nothing =
          new Context(of.projectId(), of.roundId(), of.agentId(), of.agentName(), "", "");
      add(records, found, OF_SESSION, nothing, session, span, arrival, identities);
    }
    return records;
  }

  private static void add(
      List<IncomingRecord> records,
      Found found,
      List<Slot> slots,
      Context of,
      String session,
      SpanRecord span,
      Arrival arrival,
      Identities identities) {
    for (Slot slot : slots) {
      if (JsonIn.structure(found.text(slot)) instanceof List<?> items) {
        for (Object item : items) {
          if (item instanceof Map<?, ?> said) {
            ScoreRecord score = score(said, of, session, span, arrival, identities);
            if (score != null) {
              records.add(new IncomingRecord(score, true));
            }
          }
        }
      }
    }
  }

  private static @Nullable ScoreRecord score(
      Map<?, ?> said,
      Context of,
      String session,
      SpanRecord span,
      Arrival arrival,
      Identities identities) {
    String name = text(said, "name", Readings.TEXT);
    String label = text(said, "label", Readings.TEXT);
    String comment = text(said, "explanation", Readings.CONTENT);
    Object score = said.get("score");
    BigDecimal number = score == null ? null : Readings.number(score);
    if (name.isEmpty() || (number == null && label.isEmpty() && comment.isEmpty())) {
      return null;
    }
    String judge = text(said, "annotator_kind", Readings.TEXT);
    String identifier = text(said, "identifier", Readings.TEXT);
    // The producer's identifier names a result; without one all that it says tells it from others.
    String[] identity =
        identifier.isEmpty()
            ? new String[] {name, session, "", judge, label, comment, String.valueOf(number)}
            : new String[] {name, session, identifier};
    return new ScoreRecord(
        identities
            .ofSpanContent(RecordKind.SCORE, of.traceId(), of.spanId(), span.timestamp(), identity)
            .id(),
        span.timestamp(),
        arrival.receivedAt(),
        of,
        name,
        number == null ? DataType.CATEGORICAL : DataType.NUMERIC,
        number == null ? null : number.doubleValue(),
        label,
        session,
        judge.equals("HUMAN") ? "annotation" : "eval",
        comment,
        metadata(said),
        null);
  }

  private static String text(Map<?, ?> said, String name, Reading reading) {
    Object sent = said.get(name);
    return sent != null && reading.read(sent) instanceof String text ? text : "";
  }

  /** What a score has no field for. */
  private static String metadata(Map<?, ?> said) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    for (String name : List.of("annotator_kind", "identifier", "metadata")) {
      Object sent = said.get(name);
      if (sent != null) {
        Object structure = JsonIn.structure(sent);
        metadata.put(name, structure == null ? sent : structure);
      }
    }
    return metadata.isEmpty() ? "" : JsonOut.of(metadata);
  }
}
