package io.hivecore.identity.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.Problem.FieldError;
import io.hivecore.http.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The text fields of a body that is one JSON object; others are passed over. It may hold a
 * password, so what is wrong with it is told without a word of it. Belongs to one request.
 */
final class BodyFields {
  private static final int MOST_BYTES = 16 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, String> texts = new HashMap<>();
  private final List<String> others = new ArrayList<>();
  private final List<FieldError> errors = new ArrayList<>();

  private BodyFields() {}

  /**
   * Reads the request's body; none has no fields.
   *
   * @throws ProblemException 400 when it is no such body, 413 when it is long, 415 for another type
   */
  static BodyFields of(Exchange exchange) {
    var body = exchange.body(MOST_BYTES);
    BodyFields fields = new BodyFields();
    if (body.bytes().length == 0) {
      return fields;
    }
    if (!body.mediaType().isEmpty() && !body.mediaType().equals("application/json")) {
      throw Problem.unsupportedMediaType("Send it as application/json.").asException();
    }
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body.bytes())) {
      fields.read(json);
    } catch (JacksonException e) {
      // Without its cause: a parser quotes what it could not read.
      throw Problem.badRequest("The body is not JSON.").asException();
    }
    return fields;
  }

  private void read(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw Problem.badRequest("The body must be one JSON object.").asException();
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      switch (json.nextToken()) {
        case VALUE_STRING -> texts.put(name, json.getString());
        case VALUE_NULL -> {}
        default -> {
          others.add(name);
          json.skipChildren();
        }
      }
    }
    if (json.nextToken() != null) {
      throw Problem.badRequest("The body must be one JSON object and nothing behind it.")
          .asException();
    }
  }

  /** A field that may be missing; blank counts as missing. */
  Optional<String> optional(String name) {
    if (others.contains(name)) {
      invalid(name, "must be text");
    }
    return Optional.ofNullable(texts.get(name)).filter(text -> !text.isBlank());
  }

  /** A field that must be there; empty text when it is not, which {@link #check} tells. */
  String required(String name) {
    return optional(name)
        .orElseGet(
            () -> {
              if (!others.contains(name)) {
                invalid(name, "This field is required.");
              }
              return "";
            });
  }

  void invalid(String name, String detail) {
    errors.add(new FieldError(name, detail));
  }

  /**
   * Refuses the request when any field was wrong.
   *
   * @throws ProblemException 400 with every mistake
   */
  void check() {
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).asException();
    }
  }
}
