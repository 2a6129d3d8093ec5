package io.hivecore.ingest.clients;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.json.ParserWords;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads {@code {"batch": [event, …]}} as Langfuse's clients send it. Events on the same trace,
 * observation or score become one record, so that a model and its tokens are priced together.
 * Belongs to one thread.
 */
public final class LangfuseBatch {
  private final LangfuseBodies bodies;
  private final Known known;
  private final int mostEvents;
  private final List<Event> events = new ArrayList<>();
  private final List<IncomingRecord> records = new ArrayList<>();
  private final Map<Place, Integer> places = new HashMap<>();
  private final Map<String, Integer> envelopes = new HashMap<>();

  private LangfuseBatch(Arrival arrival, Identities identities, Known known, int mostEvents) {
    this.bodies = new LangfuseBodies(arrival, identities);
    this.known = known;
    this.mostEvents = mostEvents;
  }

  /** What a record is merged by. */
  private record Place(RecordKind kind, UUID id) {}

  /** Which events came before. */
  @FunctionalInterface
  public interface Known {
    boolean contains(String envelopeId);
  }

  /**
   * What is to be answered for one event.
   *
   * @param id of the envelope, as sent; empty when it has none
   * @param record the place among the records; -1 when it leads to none
   * @param wrong null when nothing is wrong with it
   */
  public record Event(String id, int record, @Nullable Rejection wrong) {}

  /**
   * A batch that was read.
   *
   * @param events in order
   * @param records what they lead to
   */
  public record Read(List<Event> events, List<IncomingRecord> records) {
    public Read {
      events = List.copyOf(events);
      records = List.copyOf(records);
    }
  }

  /**
   * Reads a body.
   *
   * @throws MalformedBodyException when it is no batch
   */
  public static Read read(
      byte[] body, Arrival arrival, Identities identities, Known known, int mostEvents) {
    LangfuseBatch batch = new LangfuseBatch(arrival, identities, known, mostEvents);
    try (JsonParser parser = JsonTree.parser(body)) {
      batch.envelope(parser);
    } catch (JacksonException e) {
      throw new MalformedBodyException("JSON parse error: " + ParserWords.of(e), e);
    }
    return new Read(batch.events, batch.records);
  }

  private void envelope(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedBodyException("Expected one JSON object with the list \"batch\".");
    }
    boolean found = false;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean batch = parser.currentName().equals("batch");
      JsonToken value = parser.nextToken();
      if (!batch) {
        parser.skipChildren();
      } else if (value != JsonToken.START_ARRAY) {
        throw new MalformedBodyException("batch: Expected a list.");
      } else {
        found = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (events.size() == mostEvents) {
            throw new MalformedBodyException(
                "batch: There are more than " + mostEvents + " events.");
          }
          event(parser);
        }
      }
    }
    if (!found) {
      throw new MalformedBodyException("batch: This field is required.");
    }
    if (parser.nextToken() != null) {
      throw new MalformedBodyException("JSON parse error: something follows the batch.");
    }
  }

  private void event(JsonParser parser) {
    String id = "";
    try {
      Object tree = JsonTree.read(parser);
      if (!(tree instanceof Map)) {
        throw new InvalidBodyException("batch[" + events.size() + "]", "Expected an object.");
      }
      Fields event = Fields.of(tree);
      id = event.requiredId("id");
      Integer before = envelopes.get(id);
      if (before != null) {
        events.add(events.get(before));
        return;
      }
      envelopes.put(id, events.size());
      events.add(new Event(id, known.contains(id) ? -1 : place(event, id), null));
    } catch (InvalidBodyException e) {
      events.add(new Event(id, -1, e.rejection()));
    } catch (JsonTree.TooLargeException e) {
      events.add(new Event(id, -1, Rejection.tooLarge(String.valueOf(e.getMessage()))));
    }
  }

  /** Where the record of an event stands; -1 for one that leads to none. */
  private int place(Fields event, String id) throws InvalidBodyException {
    String type = event.name("type");
    if (type.equals("sdk-log")) {
      return -1;
    }
    Instant heard = event.time("timestamp");
    if (!(event.get("body") instanceof Map)) {
      throw new InvalidBodyException("body", "Expected an object.");
    }
    Fields body = Fields.of(event.get("body"));
    IncomingRecord record =
        switch (type) {
          case "trace-create" -> bodies.trace(body, heard);
          case "span-create", "span-update" -> bodies.observation(body, "span", heard);
          case "generation-create", "generation-update" ->
              bodies.observation(body, "generation", heard);
          case "event-create" -> bodies.observation(body, "event", heard);
          case "observation-create", "observation-update" -> bodies.observation(body, "", heard);
          case "agent-create",
              "tool-create",
              "chain-create",
              "retriever-create",
              "evaluator-create",
              "embedding-create",
              "guardrail-create" ->
              bodies.observation(body, type.substring(0, type.indexOf('-')), heard);
          case "score-create" -> bodies.score(body, id, heard);
          default ->
              throw new InvalidBodyException(
                  "type", "\"" + type + "\" is no type of event that is known here.");
        };
    return placed(record);
  }

  private int placed(IncomingRecord incoming) {
    TelemetryRecord record = incoming.record();
    Place key = new Place(record.kind(), record.id());
    Integer place = places.get(key);
    if (place == null) {
      places.put(key, records.size());
      records.add(incoming);
      return records.size() - 1;
    }
    IncomingRecord earlier = records.get(place);
    TelemetryRecord before = earlier.record();
    TelemetryRecord merged =
        switch (record) {
          case SpanRecord span -> ((SpanRecord) before).mergedWith(span);
          case TraceRecord trace -> ((TraceRecord) before).mergedWith(trace);
          default -> record;
        };
    long hourCacheWrites = Math.max(earlier.hourCacheWrites(), incoming.hourCacheWrites());
    records.set(place, new IncomingRecord(merged, true, hourCacheWrites));
    return place;
  }
}
