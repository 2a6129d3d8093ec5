package io.hivecore.ingest.masking.jooq;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A list of names as one column has it: a JSON array. */
final class FieldNames {
  private static final JsonFactory FACTORY = new JsonFactory();

  private FieldNames() {}

  static String text(List<String> names) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      names.forEach(json::writeString);
      json.writeEndArray();
    }
    return text.toString();
  }

  static List<String> list(String text) {
    List<String> names = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          names.add(json.getString());
        }
      }
    }
    return names;
  }
}
