package io.hivecore.ingest.clients;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Rejection;
import io.hivecore.json.ParserWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One score as Langfuse's clients send it, or a list of them.
 *
 * @param list whether it was sent as a list
 * @param all in order
 */
public record LangfuseScores(boolean list, List<Scored> all) {
  public LangfuseScores {
    all = List.copyOf(all);
  }

  /**
   * A score that was read.
   *
   * @param id as its sender knows it, or is to know it; empty for one that is wrong
   */
  public record Scored(String id, Decoded decoded) {}

  /** Our own names of the fields that Langfuse's clients call otherwise, and theirs. */
  private static final Map<String, String> OWN_NAMES =
      Map.of(
          "trace_id", "traceId",
          "span_id", "observationId",
          "session_id", "sessionId",
          "data_type", "dataType");

  /**
   * Reads a body with our own names.
   *
   * @throws MalformedBodyException when it is neither a JSON object nor a list
   */
  public static LangfuseScores readOwn(
      byte[] body, Arrival arrival, Identities identities, int mostScores) {
    return read(body, arrival, identities, mostScores, OWN_NAMES);
  }

  /**
   * Reads a body with the names of Langfuse's clients.
   *
   * @throws MalformedBodyException when it is neither a JSON object nor a list
   */
  public static LangfuseScores read(
      byte[] body, Arrival arrival, Identities identities, int mostScores) {
    return read(body, arrival, identities, mostScores, Map.of());
  }

  private static LangfuseScores read(
      byte[] body,
      Arrival arrival,
      Identities identities,
      int mostScores,
      Map<String, String> names) {
    LangfuseBodies bodies = new LangfuseBodies(arrival, identities);
    List<Scored> all = new ArrayList<>();
    try (JsonParser parser = JsonTree.parser(body)) {
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      if (!list) {
        all.add(score(parser, bodies, otherwiseId(arrival, -1), names));
      } else {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          if (all.size() == mostScores) {
            throw new MalformedBodyException("There are more than " + mostScores + " scores.");
          }
          all.add(score(parser, bodies, otherwiseId(arrival, all.size()), names));
        }
      }
      if (parser.nextToken() != null) {
        throw new MalformedBodyException("JSON parse error: something follows the scores.");
      }
      return new LangfuseScores(list, all);
    } catch (JacksonException e) {
      throw new MalformedBodyException("JSON parse error: " + ParserWords.of(e), e);
    }
  }

  private static Scored score(
      JsonParser parser, LangfuseBodies bodies, String otherwiseId, Map<String, String> names) {
    if (parser.currentToken() == null) {
      throw new MalformedBodyException("Expected one JSON object, or a list of them.");
    }
    try {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return new Scored("", Rejection.malformed("Expected an object."));
      }
      Fields fields = Fields.of(JsonTree.read(parser)).renamed(names);
      String id = fields.id("id");
      return new Scored(id.isEmpty() ? otherwiseId : id, bodies.score(fields, otherwiseId, null));
    } catch (JsonTree.TooLargeException e) {
      return new Scored("", Rejection.tooLarge(String.valueOf(e.getMessage())));
    } catch (InvalidBodyException e) {
      return new Scored("", named(e.rejection(), names));
    }
  }

  /** A rejection that calls fields as their sender does. */
  private static Rejection named(Rejection rejection, Map<String, String> names) {
    if (names.isEmpty()) {
      return rejection;
    }
    Map<String, String> own = new HashMap<>();
    names.forEach((name, theirs) -> own.put(theirs, name));
    return Rejection.invalid(
        rejection.errors().stream()
            .map(
                error ->
                    new FieldError(own.getOrDefault(error.field(), error.field()), error.detail()))
            .toList());
  }

  /** For a score without an id: by the request's key, so that it may be sent again. */
  private static String otherwiseId(Arrival arrival, int index) {
    return arrival.idempotencyKey().isEmpty()
        ? UUID.randomUUID().toString()
        : arrival.idempotencyKey() + (index < 0 ? "" : " " + index);
  }
}
