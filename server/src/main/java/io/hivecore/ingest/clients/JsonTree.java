package io.hivecore.ingest.clients;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Values of JSON as plain Java objects: Map by String, List, String, BigDecimal, Boolean or null.
 * Texts are clean: a NUL and half a surrogate pair become U+FFFD.
 */
final class JsonTree {
  static final int MOST_DEPTH = 100;

  /** As many values as one event may have: each takes forty bytes and more. */
  private static final int MOST_VALUES = 200_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxNumberLength(400)
                  // The body's size bounds it.
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(10_000)
                  .build())
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private int values;

  private JsonTree() {}

  /** A value that is larger or deeper than one may be. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLargeException(String detail) {
      super(detail, null, false, false);
    }
  }

  /**
   * Opens a parser over a body, before its first token.
   *
   * @throws MalformedBodyException when it is not UTF-8, which the parser would guess
   */
  static JsonParser parser(byte[] body) {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
        throw new MalformedBodyException("JSON parse error: the text is not UTF-8.");
      }
    }
    boolean marked =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    int start = marked ? 3 : 0;
    return FACTORY.createParser(ObjectReadContext.empty(), body, start, body.length - start);
  }

  /**
   * The value that the parser stands at; leaves it at the value's end, also after a failure.
   *
   * @throws TooLargeException when it is too large or too deep
   */
  static @Nullable Object read(JsonParser parser) throws TooLargeException {
    int before = parser.streamReadContext().getNestingDepth();
    boolean structure = parser.currentToken().isStructStart();
    try {
      return new JsonTree().value(parser, 0);
    } catch (TooLargeException e) {
      while (structure && parser.streamReadContext().getNestingDepth() >= before) {
        parser.nextToken();
      }
      throw e;
    }
  }

  private @Nullable Object value(JsonParser parser, int depth) throws TooLargeException {
    if (++values > MOST_VALUES) {
      throw new TooLargeException("It has more than " + MOST_VALUES + " values.");
    }
    if (depth > MOST_DEPTH) {
      throw new TooLargeException("It is nested deeper than " + MOST_DEPTH + " levels.");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = clean(parser.currentName());
          parser.nextToken();
          object.put(name, value(parser, depth + 1));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser, depth + 1));
        }
        yield array;
      }
      case VALUE_STRING -> clean(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** A number; one whose exponent would make it millions of digits is kept as its text. */
  private static Object number(String text) {
    BigDecimal number = new BigDecimal(text);
    return Math.abs((long) number.scale()) > 1_000 ? text : number;
  }

  static String clean(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        clean = clean == null ? new StringBuilder(text) : clean;
        clean.setCharAt(i, '\uFFFD');
      }
    }
    return clean == null ? text : clean.toString();
  }

  /** The compact JSON of a value. */
  static String json(@Nullable Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(json, value);
    }
    return out.toString();
  }

  /** Of a text itself, of null nothing, of all else its JSON. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      default -> json(value);
    };
  }

  private static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> object -> {
        json.writeStartObject();
        object.forEach(
            (name, member) -> {
              json.writeName(String.valueOf(name));
              write(json, member);
            });
        json.writeEndObject();
      }
      case List<?> array -> {
        json.writeStartArray();
        array.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case BigDecimal number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      default -> json.writeString(value.toString());
    }
  }
}
