package io.hivecore.ingest.json;

import static tools.jackson.core.sym.PropertyNameMatcher.MATCH_END_OBJECT;
import static tools.jackson.core.sym.PropertyNameMatcher.MATCH_UNKNOWN_NAME;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.FieldError;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What stands around a list of log records.
 *
 * @param arrival the request's, with the round and project that the envelope names
 * @param unknown fields that every record of the list keeps
 * @param items how many the list has
 * @param errors of the envelope itself
 */
record LogEnvelope(Arrival arrival, UnknownFields unknown, int items, List<FieldError> errors) {
  /** The most that each record of the list may inherit: it is kept once a record. */
  private static final int MOST_UNKNOWN_CHARACTERS = 4_096;

  private static final String LIST = "logs";

  private static final FieldTable.Builder TABLE = new FieldTable.Builder();
  private static final Field ROUND =
      TABLE.optional(ValueType.NAME, "execution_round_id", "round_id");
  private static final Field PROJECT =
      TABLE.optional(ValueType.NAME, "agentscope_project_id", "project_id");
  private static final FieldTable FIELDS = TABLE.build();

  LogEnvelope {
    errors = List.copyOf(errors);
  }

  /** Whether a body is an object with a list in it. */
  static boolean isAround(byte[] body) {
    try (JsonParser parser = JsonRecords.open(body)) {
      return parser.currentToken() == JsonToken.START_OBJECT && toList(parser);
    }
  }

  /** Reads what stands around the list of a body that has one. */
  static LogEnvelope read(byte[] body, Arrival arrival) {
    FieldValues values = new FieldValues(FIELDS);
    UnknownFields unknown = new UnknownFields();
    int items = 0;
    boolean found = false;
    try (JsonParser parser = JsonRecords.open(body)) {
      int match;
      while ((match = parser.nextNameMatch(FIELDS.matcher())) != MATCH_END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        if (name.equals(LIST)) {
          if (token != JsonToken.START_ARRAY) {
            parser.skipChildren();
            values.wrong(LIST, "Expected an array of log records.");
          } else if (found) {
            // Of two lists the first is read, see toList.
            parser.skipChildren();
          } else {
            items = count(parser);
          }
          found = true;
        } else if (match == MATCH_UNKNOWN_NAME || match == FieldTable.KIND_SLOT) {
          String wrong = unknown.take(name, parser);
          if (wrong != null) {
            values.wrong(Quoted.cut(name, 100), wrong);
          }
        } else {
          values.take(match, parser);
        }
      }
      JsonRecords.end(parser);
    }
    if (arrival.roundId().isEmpty()) {
      values.require(ROUND);
    }
    if (unknown.characters() > MOST_UNKNOWN_CHARACTERS) {
      values.wrong(
          LIST,
          "Fields beside the list may not have more than "
              + MOST_UNKNOWN_CHARACTERS
              + " characters together.");
    }
    String roundId = values.text(ROUND);
    String projectId = values.text(PROJECT);
    return new LogEnvelope(
        new Arrival(
            arrival.receivedAt(),
            projectId.isEmpty() ? arrival.projectId() : projectId,
            roundId.isEmpty() ? arrival.roundId() : roundId,
            arrival.idempotencyKey()),
        unknown,
        items,
        values.errors());
  }

  /** What each record of the list inherits at most. */
  long inheritedBytes() {
    return unknown.bytes() + RequestBounds.inheritedBytes(arrival);
  }

  /** How many values an array has; leads the parser from its start to its end. */
  private static int count(JsonParser parser) {
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      count++;
    }
    return count;
  }

  /** A parser at the beginning of the list of a body that has one. */
  static JsonParser openList(byte[] body) {
    JsonParser parser = JsonRecords.open(body);
    if (!toList(parser)) {
      throw new IllegalStateException("the body had a list");
    }
    return parser;
  }

  /** Leads a parser from the start of an object to the value of its list. */
  private static boolean toList(JsonParser parser) {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean found = parser.currentName().equals(LIST);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
