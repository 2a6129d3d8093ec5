package io.hivecore.ingest.json;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the value of one field by its {@link ValueType}. */
final class ValueReader {
  /** Amounts are under 10^12. */
  private static final BigDecimal MONEY_BOUND = new BigDecimal("1e12");

  /**
   * How far an amount's decimals may reach either way. Written out plainly, 1e-999999999 would take
   * a gigabyte.
   */
  private static final int MOST_SCALE = 1_000;

  /** Digits of 10^12. */
  private static final int MOST_DIGITS = 13;

  private static final String NOT_WHOLE = "A valid integer is required.";
  private static final String NOT_A_NUMBER = "A valid number is required.";

  private ValueReader() {}

  /**
   * Reads the value that the parser stands at and leaves the parser at its end.
   *
   * @return null for null
   */
  static @Nullable Object read(ValueType type, JsonParser parser) throws InvalidValueException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (type == ValueType.OBJECT) {
      return object(token, parser);
    }
    boolean scalar = token == JsonToken.VALUE_STRING || token.isNumeric();
    if (!scalar) {
      parser.skipChildren();
      throw new InvalidValueException(expected(type));
    }
    return switch (type) {
      case NAME, IDENTIFIER, TEXT, KIND -> text(type, parser);
      case COUNT -> whole(token, parser, 0);
      case INDEX -> whole(token, parser, -TokenUsage.MAX);
      case MONEY -> money(parser);
      case MILLISECONDS -> milliseconds(parser);
      case TIME -> time(token, parser);
      case STATUS -> status(text(ValueType.TEXT, parser));
      case LEVEL -> level(text(ValueType.TEXT, parser));
      case OBJECT -> throw new IllegalStateException("read above");
    };
  }

  private static String expected(ValueType type) {
    return switch (type) {
      case NAME, IDENTIFIER, TEXT, KIND -> "Not a valid string.";
      case COUNT, INDEX -> NOT_WHOLE;
      case MONEY, MILLISECONDS -> NOT_A_NUMBER;
      case TIME -> "Expected a time as ISO 8601 text.";
      case STATUS -> "Expected running, completed or failed.";
      case LEVEL -> "Expected debug, info, warning or error.";
      case OBJECT -> "Expected a JSON object.";
    };
  }

  private static String object(JsonToken token, JsonParser parser) throws InvalidValueException {
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      throw new InvalidValueException(expected(ValueType.OBJECT));
    }
    TextBuffer text = new TextBuffer();
    String wrong = JsonText.copy(parser, text, ValueType.OBJECT.most());
    if (wrong != null) {
      throw new InvalidValueException(wrong);
    }
    return text.toString();
  }

  private static String text(ValueType type, JsonParser parser) throws InvalidValueException {
    char[] buffer = parser.getStringCharacters();
    int end = end(buffer, parser.getStringOffset(), parser.getStringLength());
    int start = start(buffer, parser.getStringOffset(), end);
    boolean surrogates = false;
    for (int i = start; i < end; i++) {
      char c = buffer[i];
      if (c == 0) {
        throw new InvalidValueException("Null characters are not allowed.");
      }
      surrogates |= Character.isSurrogate(c);
    }
    String text = new String(buffer, start, end - start);
    if (surrogates) {
      text = wholePairs(text);
    }
    checkLength(type, text);
    return text;
  }

  /** Where a text ends, without the blanks behind it. */
  private static int end(char[] buffer, int start, int length) {
    int end = start + length;
    while (end > start && Character.isWhitespace(buffer[end - 1])) {
      end--;
    }
    return end;
  }

  /** Where a text begins, without the blanks before it. */
  private static int start(char[] buffer, int from, int end) {
    int start = from;
    while (start < end && Character.isWhitespace(buffer[start])) {
      start++;
    }
    return start;
  }

  /** The text with each half of a surrogate pair that stands alone replaced. */
  private static String wholePairs(String text) {
    return text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void checkLength(ValueType type, String text) throws InvalidValueException {
    int most = type.most();
    switch (type) {
      case NAME, IDENTIFIER -> {
        if (text.length() > most && text.codePointCount(0, text.length()) > most) {
          throw new InvalidValueException(
              "Ensure this field has no more than " + most + " characters.");
        }
      }
      case TEXT -> {
        if (text.length() > most / 3 && text.getBytes(StandardCharsets.UTF_8).length > most) {
          throw new InvalidValueException(
              "Ensure this field has no more than " + most + " bytes of UTF-8.");
        }
      }
      default -> {}
    }
  }

  private static long whole(JsonToken token, JsonParser parser, long least)
      throws InvalidValueException {
    // Up to 18 digits fit in 64 bits whatever they are.
    if (token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= 18) {
      return inRange(parser.getLongValue(), least);
    }
    BigDecimal decimal = decimal(parser, NOT_WHOLE);
    if (decimal.signum() == 0) {
      return 0;
    }
    // The digits before the point; cheap, also for 1e999999999.
    if ((long) decimal.precision() - decimal.scale() > MOST_DIGITS) {
      throw new InvalidValueException(range(least));
    }
    try {
      return inRange(decimal.longValueExact(), least);
    } catch (ArithmeticException e) {
      throw new InvalidValueException(NOT_WHOLE);
    }
  }

  private static long inRange(long value, long least) throws InvalidValueException {
    if (value < least || value > TokenUsage.MAX) {
      throw new InvalidValueException(range(least));
    }
    return value;
  }

  private static String range(long least) {
    return "Ensure this value is from " + least + " to " + TokenUsage.MAX + ".";
  }

  private static BigDecimal money(JsonParser parser) throws InvalidValueException {
    BigDecimal amount = decimal(parser, NOT_A_NUMBER);
    if (amount.signum() < 0) {
      throw new InvalidValueException("Ensure this value is at least 0.");
    }
    if (Math.abs((long) amount.scale()) > MOST_SCALE) {
      throw new InvalidValueException(
          "Ensure the exponent is from -" + MOST_SCALE + " to " + MOST_SCALE + ".");
    }
    if (amount.compareTo(MONEY_BOUND) >= 0) {
      throw new InvalidValueException("Ensure this value is less than 1000000000000.");
    }
    return amount;
  }

  private static double milliseconds(JsonParser parser) throws InvalidValueException {
    BigDecimal decimal = decimal(parser, NOT_A_NUMBER);
    if (decimal.signum() < 0) {
      throw new InvalidValueException("Ensure this value is at least 0.");
    }
    double value = decimal.doubleValue();
    if (!Double.isFinite(value)) {
      throw new InvalidValueException("Ensure this value is finite.");
    }
    return value;
  }

  /** A number, or a text that holds one; exactly as it is written. */
  private static BigDecimal decimal(JsonParser parser, String otherwise)
      throws InvalidValueException {
    char[] buffer = parser.getStringCharacters();
    int end = end(buffer, parser.getStringOffset(), parser.getStringLength());
    int start = start(buffer, parser.getStringOffset(), end);
    if (end - start > JsonText.MOST_NUMBER_LENGTH) {
      throw new InvalidValueException(
          "Ensure this number has no more than " + JsonText.MOST_NUMBER_LENGTH + " characters.");
    }
    for (int i = start; i < end; i++) {
      // BigDecimal also takes the digits of other scripts.
      if (buffer[i] > 'e') {
        throw new InvalidValueException(otherwise);
      }
    }
    try {
      return new BigDecimal(buffer, start, end - start);
    } catch (NumberFormatException e) {
      throw new InvalidValueException(otherwise);
    }
  }

  private static Instant time(JsonToken token, JsonParser parser) throws InvalidValueException {
    if (token != JsonToken.VALUE_STRING) {
      throw new InvalidValueException(
          "Expected a time as ISO 8601 text such as 2026-03-01T09:30:00Z, not a number.");
    }
    char[] buffer = parser.getStringCharacters();
    int end = end(buffer, parser.getStringOffset(), parser.getStringLength());
    int start = start(buffer, parser.getStringOffset(), end);
    if (start == end) {
      throw new InvalidValueException("This field may not be blank.");
    }
    long micros = Times.micros(buffer, start, end);
    if (micros == Times.MALFORMED) {
      throw new InvalidValueException(
          "Expected a date and time as ISO 8601 text such as 2026-03-01T09:30:00Z, was "
              + Quoted.of(new String(buffer, start, Math.min(100, end - start)))
              + ".");
    }
    if (micros < Times.FIRST || micros > Times.LAST) {
      throw new InvalidValueException("Ensure this time is from 1970-01-01 to 2262-04-11.");
    }
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
  }

  private static ExecutionStatus status(String text) throws InvalidValueException {
    return ExecutionStatus.ofWireName(text)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    Quoted.of(text)
                        + " is not a valid choice; expected running, completed or"
                        + " failed."));
  }

  private static LogLevel level(String text) throws InvalidValueException {
    return LogLevel.ofWireName(text)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    Quoted.of(text)
                        + " is not a valid choice; expected debug, info, warning or"
                        + " error."));
  }
}
