package io.hivecore.ingest.http.masking;

import io.hivecore.http.Body;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.json.ParserWords;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads a body that is one JSON object. */
final class BodyObject {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private BodyObject() {}

  /**
   * Hands on each member, with the parser at its value; it must leave the parser at the value's
   * end.
   *
   * @throws ProblemException 400 when it is no such body, 415 for another type
   */
  static void read(Body body, BiConsumer<String, JsonParser> member) {
    if (!body.mediaType().isEmpty() && !body.mediaType().equals("application/json")) {
      throw Problem.unsupportedMediaType("Send it as application/json.").asException();
    }
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body.bytes())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw Problem.badRequest("The body must be one JSON object.").asException();
      }
      members(json, member);
      if (json.nextToken() != null) {
        throw Problem.badRequest("The body must be one JSON object and nothing behind it.")
            .asException();
      }
    } catch (JacksonException e) {
      throw new ProblemException(Problem.badRequest("JSON parse error - " + ParserWords.of(e)), e);
    }
  }

  /** The members of the object that the parser stands at. */
  static void members(JsonParser json, BiConsumer<String, JsonParser> member) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      member.accept(name, json);
    }
  }
}
