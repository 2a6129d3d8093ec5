package io.hivecore.ingest.clients;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.ScoreRecord.DataType;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes records of the bodies of Langfuse's events. Belongs to one request and its thread. */
final class LangfuseBodies {
  private final Arrival arrival;
  private final Identities identities;

  LangfuseBodies(Arrival arrival, Identities identities) {
    this.arrival = arrival;
    this.identities = identities;
  }

  /**
   * What is said of a trace.
   *
   * @param heard when the event was made; null when it does not say
   */
  IncomingRecord trace(Fields body, @Nullable Instant heard) throws InvalidBodyException {
    String traceId = body.requiredId("id");
    Identities.Identity identity = identities.ofTrace(traceId);
    TraceRecord trace =
        new TraceRecord(
            identity.id(),
            first(body.time("timestamp"), heard),
            arrival.receivedAt(),
            context(traceId, ""),
            body.name("name"),
            new Subject(
                body.name("sessionId"),
                body.name("userId"),
                body.name("environment"),
                body.name("release", "version")),
            body.content("input"),
            body.content("output"),
            body.tags("tags"),
            body.object("metadata"),
            TraceFigures.NONE,
            null);
    return new IncomingRecord(trace, identity.chosen());
  }

  /**
   * What is said of a span, generation or event.
   *
   * @param kind in lower case; the body's own type goes before it
   */
  IncomingRecord observation(Fields body, String kind, @Nullable Instant heard)
      throws InvalidBodyException {
    String id = body.requiredId("id");
    String trace = body.id("traceId");
    Instant start = body.time("startTime");
    Instant end = body.time("endTime");
    String type = body.has("type") ? body.name("type").toLowerCase(Locale.ROOT) : kind;
    if (end == null && type.equals("event")) {
      // It is a point in time.
      end = start == null ? heard : start;
    }
    return new SpanDraft(trace.isEmpty() ? id : trace, id, body.id("parentObservationId"))
        .scope("langfuse")
        .name(body.name("name"))
        .times(start, end, heard)
        .put("langfuse.observation.type", type)
        .put("langfuse.observation.level", body.name("level"))
        .put("langfuse.observation.status_message", body.content("statusMessage"))
        .put("langfuse.observation.input", body.content("input"))
        .put("langfuse.observation.output", body.content("output"))
        .put("langfuse.observation.metadata", body.object("metadata"))
        .put("langfuse.environment", body.name("environment"))
        .put("langfuse.version", body.name("version"))
        .put("langfuse.observation.model.name", body.name("model"))
        .put("langfuse.observation.model.parameters", body.object("modelParameters"))
        .put("langfuse.observation.prompt.name", body.name("promptName"))
        .put("langfuse.observation.prompt.version", body.name("promptVersion"))
        .put("langfuse.observation.completion_start_time", time(body, "completionStartTime"))
        .put("langfuse.observation.usage_details", LangfuseUsage.details(body))
        .put("langfuse.observation.cost_details", LangfuseUsage.costs(body))
        .read(arrival, identities);
  }

  private static String time(Fields body, String name) throws InvalidBodyException {
    Instant time = body.time(name);
    return time == null ? "" : time.toString();
  }

  /**
   * A score.
   *
   * @param envelopeId names a score that has no id itself
   */
  IncomingRecord score(Fields body, String envelopeId, @Nullable Instant heard)
      throws InvalidBodyException {
    String id = body.id("id");
    Identities.Identity identity =
        identities.ofId(RecordKind.SCORE, id.isEmpty() ? envelopeId : id);
    String traceId = body.id("traceId");
    String sessionId = body.id("sessionId");
    if (traceId.isEmpty() && sessionId.isEmpty() && !body.has("datasetRunId")) {
      throw new InvalidBodyException("traceId", "A score needs a trace or a session.");
    }
    String name = body.name("name");
    if (name.isEmpty()) {
      throw new InvalidBodyException("name", "This field is required.");
    }
    Value value = Value.of(body);
    ScoreRecord score =
        new ScoreRecord(
            identity.id(),
            first(body.time("timestamp"), heard),
            arrival.receivedAt(),
            context(traceId, traceId.isEmpty() ? "" : body.id("observationId")),
            name,
            value.type(),
            value.number(),
            value.label(),
            sessionId,
            body.has("source") ? body.name("source").toLowerCase(Locale.ROOT) : "api",
            body.content("comment"),
            body.object("metadata"),
            extra(body, "configId", "queueId", "datasetRunId", "environment"));
    return new IncomingRecord(score, identity.chosen());
  }

  /** What a score says. */
  private record Value(DataType type, @Nullable Double number, String label) {
    static Value of(Fields body) throws InvalidBodyException {
      Object value = body.get("value");
      if (value == null) {
        throw new InvalidBodyException("value", "This field is required.");
      }
      String declared = body.name("dataType").toUpperCase(Locale.ROOT);
      BigDecimal number = value instanceof String ? null : body.number("value");
      return switch (declared) {
        case "" ->
            value instanceof Boolean truth
                ? new Value(DataType.BOOLEAN, truth ? 1.0 : 0.0, "")
                : number != null ? numeric(number) : categorical(value);
        case "NUMERIC" -> {
          BigDecimal also = body.number("value");
          if (also == null) {
            throw new InvalidBodyException("value", "Expected a number.");
          }
          yield numeric(also);
        }
        case "BOOLEAN" -> truth(value, body.number("value"));
        // Texts came later, and are shown like categories.
        case "CATEGORICAL", "TEXT" -> categorical(value);
        default ->
            throw new InvalidBodyException(
                "dataType", "Expected NUMERIC, CATEGORICAL, BOOLEAN or TEXT.");
      };
    }

    private static Value numeric(BigDecimal number) throws InvalidBodyException {
      double finite = number.doubleValue();
      if (!Double.isFinite(finite)) {
        throw new InvalidBodyException("value", "Expected a finite number.");
      }
      return new Value(DataType.NUMERIC, finite, "");
    }

    private static Value categorical(Object value) {
      return new Value(DataType.CATEGORICAL, null, JsonTree.text(value));
    }

    private static Value truth(Object value, @Nullable BigDecimal number)
        throws InvalidBodyException {
      if (value instanceof Boolean truth) {
        return new Value(DataType.BOOLEAN, truth ? 1.0 : 0.0, "");
      }
      if (number == null
          || !List.of(0, 1).contains(number.stripTrailingZeros().intValue())
          || number.stripTrailingZeros().scale() > 0) {
        throw new InvalidBodyException("value", "Expected 0 or 1.");
      }
      return new Value(DataType.BOOLEAN, number.doubleValue(), "");
    }
  }

  private static @Nullable String extra(Fields body, String... names) {
    Map<String, @Nullable Object> extra = new LinkedHashMap<>();
    for (String name : names) {
      if (body.has(name)) {
        extra.put(name, body.get(name));
      }
    }
    return extra.isEmpty() ? null : JsonTree.json(extra);
  }

  private Context context(String traceId, String spanId) {
    return new Context(arrival.projectId(), arrival.roundId(), "", "", traceId, spanId);
  }

  private Instant first(@Nullable Instant said, @Nullable Instant heard) {
    return said != null ? said : heard != null ? heard : arrival.receivedAt();
  }
}
