package io.hivecore.telemetry.duckdb;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The members of a JSON object that was stored as text. */
final class JsonMembers {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  // A record's size bounds them.
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonMembers() {}

  /** By name: texts without their quotes, anything else as its JSON; null is left out. */
  static Map<String, String> of(String object) {
    Map<String, String> members = new HashMap<>();
    if (object.isEmpty()) {
      return members;
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return members;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value.isStructStart()) {
          int start = (int) parser.currentTokenLocation().getCharOffset();
          parser.skipChildren();
          members.put(
              name, object.substring(start, (int) parser.currentLocation().getCharOffset()));
        } else if (value != JsonToken.VALUE_NULL) {
          members.put(name, parser.getString());
        }
      }
    }
    return members;
  }
}
