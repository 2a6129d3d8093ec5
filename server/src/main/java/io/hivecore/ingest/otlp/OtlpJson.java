package io.hivecore.ingest.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Rejection;
import io.hivecore.json.ParserWords;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns a request in OTLP's JSON into the same in protobuf, so that both go the same way from there
 * on. Belongs to one request and its thread.
 *
 * <p>Protobuf's own reader of JSON is not used: it takes the hexadecimal ids for base64 without a
 * word and refuses unknown fields, against the protocol.
 */
final class OtlpJson {
  /** Messages within each other. What protobuf's own reader takes is 100. */
  private static final int MOST_DEPTH = 90;

  private static final int MOST_NUMBER_LENGTH = 400;
  private static final BigDecimal MOST_INTEGER = new BigDecimal("1e20");

  /** Of these, JSON has hexadecimal digits. Other bytes are base64. */
  private static final Set<String> HEX = Set.of("trace_id", "span_id", "parent_span_id");

  /** By name as JSON has it, and as protobuf has it. */
  private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS =
      new ConcurrentHashMap<>();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxNumberLength(MOST_NUMBER_LENGTH)
                  // The body's size bounds it.
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(1_000)
                  .build())
          .build();

  private final Signal signal;
  private final WireWriter out;
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<Object> path = new ArrayList<>();

  private OtlpJson(Signal signal, int expectedBytes) {
    this.signal = signal;
    this.out = new WireWriter(expectedBytes);
  }

  /**
   * A request in protobuf.
   *
   * @param rejections items that are not in it, with what is wrong with each
   */
  record Read(byte[] wire, List<Rejection> rejections) {}

  /** A value that is not what its field takes. */
  private static final class WrongValueException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongValueException(String detail) {
      super(detail, null, false, false);
    }
  }

  /**
   * Reads a request.
   *
   * @throws MalformedOtlpException when it is no request of that signal in JSON
   */
  static Read read(Signal signal, byte[] body) {
    requireUtf8(body);
    OtlpJson json = new OtlpJson(signal, body.length);
    int start = mark(body);
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), body, start, body.length - start)) {
      json.request(parser);
      if (parser.nextToken() != null) {
        throw new MalformedOtlpException("JSON parse error: something follows the request.");
      }
    } catch (JacksonException e) {
      throw new MalformedOtlpException("JSON parse error: " + ParserWords.of(e), e);
    }
    return new Read(json.out.toBytes(), json.rejections);
  }

  /** The parser would guess another encoding from the first bytes. */
  private static void requireUtf8(byte[] body) {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
        throw new MalformedOtlpException("JSON parse error: the text is not UTF-8.");
      }
    }
  }

  /** Where the text begins, behind a byte order mark. */
  private static int mark(byte[] body) {
    boolean marked =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private void request(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedOtlpException(
          "Expected one JSON object with the list \"" + signal.rootName() + "\".");
    }
    try {
      message(parser, signal.request(), 0);
    } catch (WrongValueException e) {
      throw new MalformedOtlpException(error(e));
    }
  }

  /** Writes an object's fields; the parser stands at its begin and is left at its end. */
  private void message(JsonParser parser, Descriptor type, int depth) throws WrongValueException {
    Map<String, FieldDescriptor> fields = FIELDS.computeIfAbsent(type, OtlpJson::fields);
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      FieldDescriptor field = fields.get(name);
      JsonToken token = parser.nextToken();
      if (field == null) {
        if (depth == 0) {
          requireOwnSignal(name);
        }
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        path.add(name);
        if (field.isRepeated()) {
          list(parser, field, depth);
        } else {
          value(parser, field, depth);
        }
        path.removeLast();
      }
    }
  }

  private void requireOwnSignal(String name) {
    for (Signal other : Signal.values()) {
      if (other != signal && other.rootName().equals(name)) {
        throw WireShape.wrongPath(signal, other);
      }
    }
  }

  private static Map<String, FieldDescriptor> fields(Descriptor type) {
    Map<String, FieldDescriptor> fields = new ConcurrentHashMap<>();
    for (FieldDescriptor field : type.getFields()) {
      // Indices into tables that only profiles have: as if they were absent.
      if (!field.getName().endsWith("_strindex")) {
        fields.put(field.getJsonName(), field);
        fields.put(field.getName(), field);
      }
    }
    return fields;
  }

  private void list(JsonParser parser, FieldDescriptor field, int depth)
      throws WrongValueException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new WrongValueException(
          parser.currentToken() == JsonToken.START_OBJECT && isAttributes(field)
              ? "Expected a list of {\"key\": …, \"value\": {\"stringValue\": …}}, not an object."
              : "Expected a list.");
    }
    boolean items = isItem(field);
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      path.add(index++);
      if (items) {
        item(parser, field, depth);
      } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
        value(parser, field, depth);
      }
      path.removeLast();
    }
  }

  /** Of metrics, a point within one too is left out alone. */
  private boolean isItem(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && (field.getMessageType().equals(signal.item())
            || (signal == Signal.METRICS && field.getName().equals("data_points")));
  }

  private static boolean isAttributes(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().getName().equals("KeyValue");
  }

  /** One item, which is left out alone when something is wrong with it. */
  private void item(JsonParser parser, FieldDescriptor field, int depth) {
    int before = out.length();
    int steps = path.size();
    int within = parser.streamReadContext().getNestingDepth();
    boolean structure = parser.currentToken().isStructStart();
    try {
      value(parser, field, depth);
    } catch (WrongValueException e) {
      FieldError error = error(e);
      rejections.add(
          new Rejection(Rejection.INVALID, error.field() + ": " + error.detail(), List.of(error)));
      out.truncate(before);
      path.subList(steps, path.size()).clear();
      while (structure && parser.streamReadContext().getNestingDepth() >= within) {
        parser.nextToken();
      }
    }
  }

  private FieldError error(WrongValueException e) {
    StringBuilder field = new StringBuilder();
    List<String> steps = new ArrayList<>();
    for (Object step : path) {
      steps.add(step.toString());
      if (step instanceof Integer) {
        field.append('[').append(step).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step);
      }
    }
    return new FieldError(field.toString(), steps, String.valueOf(e.getMessage()));
  }

  private void value(JsonParser parser, FieldDescriptor field, int depth)
      throws WrongValueException {
    int number = field.getNumber();
    switch (field.getType()) {
      case MESSAGE -> {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw new WrongValueException("Expected an object.");
        }
        if (depth >= MOST_DEPTH) {
          throw new WrongValueException("Nested deeper than " + MOST_DEPTH + " levels.");
        }
        int place = out.begin(number);
        message(parser, field.getMessageType(), depth + 1);
        out.end(place);
      }
      case STRING -> {
        out.tag(number, WireWriter.LENGTH);
        out.block(utf8(text(parser)));
      }
      case BYTES -> {
        out.tag(number, WireWriter.LENGTH);
        out.block(bytes(text(parser), HEX.contains(field.getName())));
      }
      case ENUM -> {
        out.tag(number, WireWriter.VARINT);
        out.varint(choice(parser, field));
      }
      case BOOL -> {
        out.tag(number, WireWriter.VARINT);
        out.varint(truth(parser) ? 1 : 0);
      }
      case DOUBLE -> {
        out.tag(number, WireWriter.FIXED64);
        out.fixed64(Double.doubleToRawLongBits(real(parser)));
      }
      case FLOAT -> {
        out.tag(number, WireWriter.FIXED32);
        out.fixed32(Float.floatToRawIntBits((float) real(parser)));
      }
      case FIXED64, SFIXED64 -> {
        out.tag(number, WireWriter.FIXED64);
        out.fixed64(integer(parser, 64, field.getType() == FieldDescriptor.Type.SFIXED64));
      }
      case FIXED32, SFIXED32 -> {
        out.tag(number, WireWriter.FIXED32);
        out.fixed32((int) integer(parser, 32, field.getType() == FieldDescriptor.Type.SFIXED32));
      }
      case INT64, UINT64 -> {
        out.tag(number, WireWriter.VARINT);
        out.varint(integer(parser, 64, field.getType() == FieldDescriptor.Type.INT64));
      }
      case INT32, UINT32 -> {
        out.tag(number, WireWriter.VARINT);
        out.varint(integer(parser, 32, field.getType() == FieldDescriptor.Type.INT32));
      }
      case SINT32, SINT64 -> {
        long value =
            integer(parser, field.getType() == FieldDescriptor.Type.SINT32 ? 32 : 64, true);
        out.tag(number, WireWriter.VARINT);
        out.varint(value << 1 ^ value >> 63);
      }
      case GROUP -> throw new IllegalStateException("OTLP has no groups");
    }
  }

  private static String text(JsonParser parser) throws WrongValueException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new WrongValueException("Expected a text.");
    }
    return parser.getString();
  }

  /** Half a surrogate pair, as a text has that was cut within an emoji, becomes U+FFFD. */
  private static byte[] utf8(String text) {
    @Nullable StringBuilder whole = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        whole = whole == null ? new StringBuilder(text) : whole;
        whole.setCharAt(i, '\uFFFD');
      }
    }
    return (whole == null ? text : whole.toString()).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text, boolean hex) throws WrongValueException {
    try {
      return hex
          ? HexFormat.of().parseHex(text)
          : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new WrongValueException(
          hex ? "Expected hexadecimal digits, two for each byte." : "Expected base64.");
    }
  }

  private static long choice(JsonParser parser, FieldDescriptor field) throws WrongValueException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      EnumValueDescriptor named = field.getEnumType().findValueByName(parser.getString());
      if (named != null) {
        return named.getNumber();
      }
    }
    return integer(parser, 32, true);
  }

  private static boolean truth(JsonParser parser) throws WrongValueException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new WrongValueException("Expected true or false.");
    };
  }

  private static double real(JsonParser parser) throws WrongValueException {
    String text = numberText(parser);
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> decimal(text).doubleValue();
    };
  }

  /** The bits of a whole number; of an unsigned one also those beyond the signed range. */
  private static long integer(JsonParser parser, int bits, boolean signed)
      throws WrongValueException {
    BigDecimal decimal = decimal(numberText(parser));
    BigInteger value;
    try {
      // Before it is written out, for an exponent makes few digits many.
      value = decimal.abs().compareTo(MOST_INTEGER) > 0 ? null : decimal.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw new WrongValueException("Expected a whole number.");
    }
    boolean fits =
        value != null
            && (signed
                ? value.bitLength() < bits
                : value.signum() >= 0 && value.bitLength() <= bits);
    if (value == null || !fits) {
      throw new WrongValueException(
          "Expected a whole number of " + bits + " bits" + (signed ? "." : ", at least 0."));
    }
    return value.longValue();
  }

  private static String numberText(JsonParser parser) throws WrongValueException {
    return switch (parser.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString().strip();
      default -> throw new WrongValueException("Expected a number.");
    };
  }

  private static BigDecimal decimal(String text) throws WrongValueException {
    if (text.length() <= MOST_NUMBER_LENGTH) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        // Said below.
      }
    }
    throw new WrongValueException("Expected a number.");
  }
}
