package io.hivecore.ingest.http.masking;

import io.hivecore.http.Body;
import io.hivecore.http.Problem;
import io.hivecore.http.Problem.FieldError;
import io.hivecore.http.ProblemException;
import io.hivecore.ingest.masking.MaskingRuleDraft;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What is to be tried out.
 *
 * @param rules given ones; empty for those that are stored
 * @param field what the sample is called
 * @param sample a text, or the text of one JSON value
 * @param text whether the sample is a text
 */
record Preview(
    Optional<List<MaskingRuleDraft>> rules,
    String projectId,
    String field,
    String sample,
    boolean text) {
  static final int MOST_BYTES = 256 * 1024;

  private static final int MOST_RULES = 100;
  private static final int LONGEST_NAME = 200;
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Whether the sample is a number or the like, which rules do not change. */
  boolean scalar() {
    return !text && !sample.startsWith("{") && !sample.startsWith("[");
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException 400 with every field that could not be read, 415 for another type
   */
  static Preview read(Body body) {
    Reading reading = new Reading();
    BodyObject.read(body, reading::member);
    if (!reading.sampled) {
      reading.errors.add(new FieldError("sample", "must be given: a text or any JSON value"));
    }
    if (!reading.errors.isEmpty()) {
      throw Problem.invalid(reading.errors).asException();
    }
    return new Preview(
        reading.rules, reading.projectId, reading.field, reading.sample, reading.text);
  }

  private static final class Reading {
    private final List<FieldError> errors = new ArrayList<>();
    private Optional<List<MaskingRuleDraft>> rules = Optional.empty();
    private String projectId = "";
    private String field = "input";
    private String sample = "";
    private boolean text;
    private boolean sampled;

    void member(String name, JsonParser json) {
      switch (name) {
        case "rules" -> rules(json);
        case "project_id" -> projectId = name(name, json);
        case "field" -> field = name(name, json);
        case "sample" -> sample(json);
        default -> {
          errors.add(new FieldError(name, "is not a field of a preview"));
          json.skipChildren();
        }
      }
    }

    private String name(String member, JsonParser json) {
      if (json.currentToken() == JsonToken.VALUE_STRING && json.getStringLength() <= LONGEST_NAME) {
        return json.getString();
      }
      errors.add(new FieldError(member, "must be text of at most " + LONGEST_NAME + " characters"));
      json.skipChildren();
      return "";
    }

    private void sample(JsonParser json) {
      sampled = true;
      text = json.currentToken() == JsonToken.VALUE_STRING;
      if (text) {
        sample = json.getString();
        return;
      }
      StringWriter copy = new StringWriter();
      try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), copy)) {
        generator.copyCurrentStructureExact(json);
      }
      sample = copy.toString();
    }

    private void rules(JsonParser json) {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      if (json.currentToken() != JsonToken.START_ARRAY) {
        errors.add(new FieldError("rules", "must be a list of rules"));
        json.skipChildren();
        return;
      }
      List<MaskingRuleDraft> drafts = new ArrayList<>();
      for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
        List<String> where = List.of("rules", Integer.toString(index));
        if (json.currentToken() != JsonToken.START_OBJECT || index >= MOST_RULES) {
          errors.add(
              new FieldError("rules", where, "must be one of at most " + MOST_RULES + " rules"));
          json.skipChildren();
          continue;
        }
        RuleReader rule = new RuleReader(where, errors);
        BodyObject.members(json, rule::member);
        MaskingRuleDraft draft = rule.draft();
        rule.check(draft);
        drafts.add(draft);
      }
      rules = Optional.of(drafts);
    }
  }
}
