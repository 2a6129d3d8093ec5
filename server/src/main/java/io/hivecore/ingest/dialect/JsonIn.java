package io.hivecore.ingest.dialect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON that came as the text of an attribute. */
final class JsonIn {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  // What we wrote ourselves has levels around it.
                  .maxNestingDepth(2 * Tree.MOST_DEPTH)
                  .maxNumberLength(400)
                  // The request's size bounds it.
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonIn() {}

  /** Whether it is worth trying. */
  static boolean looksStructured(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        return true;
      }
      if (c > ' ') {
        return false;
      }
    }
    return false;
  }

  /**
   * The value that a text is the JSON of.
   *
   * @return null too when it is no JSON
   */
  static @Nullable Object parse(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      Object value = first == null ? null : value(parser, first);
      return parser.nextToken() == null ? value : null;
    } catch (JacksonException | ArithmeticException e) {
      return null;
    }
  }

  /** The value of a member of the object that a text is the JSON of, read only up to there. */
  static @Nullable Object firstMember(String text, String name) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = name.equals(parser.currentName());
        JsonToken token = parser.nextToken();
        if (wanted) {
          return value(parser, token);
        }
        parser.skipChildren();
      }
      return null;
    } catch (JacksonException | ArithmeticException e) {
      return null;
    }
  }

  /** Of a structured value itself; of a JSON text its value; of any other null. */
  static @Nullable Object structure(@Nullable Object value) {
    if (value instanceof String text) {
      return looksStructured(text) ? parse(text) : null;
    }
    return value instanceof Map || value instanceof List ? value : null;
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> Tree.clean(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = Tree.clean(parser.currentName());
      object.putIfAbsent(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return items;
  }
}
