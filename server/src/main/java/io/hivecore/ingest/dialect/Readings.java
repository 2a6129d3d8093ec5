package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of value that attributes have. */
final class Readings {
  /** A name or id; longer ones are cut. */
  static final int MOST_TEXT = 1_000;

  private static final Set<String> NOTHING = Set.of("none", "None", "null", "undefined");
  private static final int MOST_TAGS = 100;
  private static final BigDecimal MOST_MONEY = BigDecimal.TEN.pow(12);
  private static final int MOST_DECIMALS = 30;

  /** A name or id: a String, without the JSON quotes that some senders leave around it. */
  static final Reading TEXT = Readings::text;

  /** The same, but for words that stand for nothing. */
  static final Reading SAID =
      value -> {
        String text = text(value);
        return text == null || NOTHING.contains(text) ? null : text;
      };

  /** A text of any length, or the JSON of a structured value: a String. */
  static final Reading CONTENT = Readings::content;

  /** A whole number from 0 to {@link TokenUsage#MAX}: a Long. */
  static final Reading COUNT = Readings::count;

  /** Milliseconds: a Double. */
  static final Reading MILLIS = value -> duration(value, 1);

  /** Seconds: a Double of milliseconds. */
  static final Reading SECONDS = value -> duration(value, 1_000);

  /** A point in time: an Instant. */
  static final Reading TIME = Readings::time;

  /** An amount of money: a BigDecimal. */
  static final Reading MONEY = Readings::money;

  /** Texts as array, JSON array or separated by commas: a List of String. */
  static final Reading WORDS = Readings::words;

  /** The same joined by commas: a String. */
  static final Reading JOINED =
      value -> {
        List<String> words = words(value);
        return words == null ? null : shortened(String.join(",", words));
      };

  /** A JSON object: a Map. */
  static final Reading OBJECT =
      value -> JsonIn.structure(value) instanceof Map<?, ?> object ? object : null;

  private Readings() {}

  /** What lies behind these names in a JSON object. */
  static Reading within(Reading reading, String... names) {
    // Most texts do not have it, which is told faster than read.
    String last = '"' + names[names.length - 1] + '"';
    return value -> {
      if (value instanceof String text && !text.contains(last)) {
        return null;
      }
      Object found = Tree.at(JsonIn.structure(value), names);
      return found == null ? null : reading.read(found);
    };
  }

  private static @Nullable String text(Object value) {
    String text =
        switch (value) {
          case String string -> unquoted(string.strip());
          case Boolean bool -> bool.toString();
          case Number number -> number.toString();
          default -> "";
        };
    return text.isEmpty() ? null : shortened(text);
  }

  static String unquoted(String text) {
    int end = text.length() - 1;
    if (end < 1 || text.charAt(0) != '"' || text.charAt(end) != '"') {
      return text;
    }
    if (text.indexOf('\\') < 0 && text.indexOf('"', 1) == end) {
      return text.substring(1, end).strip();
    }
    return JsonIn.parse(text) instanceof String inner ? inner.strip() : text;
  }

  static String shortened(String text) {
    if (text.length() <= MOST_TEXT) {
      return text;
    }
    boolean halvesPair = Character.isHighSurrogate(text.charAt(MOST_TEXT - 1));
    return text.substring(0, halvesPair ? MOST_TEXT - 1 : MOST_TEXT);
  }

  private static @Nullable String content(Object value) {
    return switch (value) {
      case String text -> text.isBlank() ? null : JsonLetters.written(text);
      case List<?> items -> items.isEmpty() ? null : JsonOut.of(items);
      case Map<?, ?> object -> object.isEmpty() ? null : JsonOut.of(object);
      default -> JsonOut.of(value);
    };
  }

  private static @Nullable Long count(Object value) {
    if (value instanceof Long whole) {
      return whole >= 0 && whole <= TokenUsage.MAX ? whole : null;
    }
    BigDecimal number = number(value);
    if (number == null || number.signum() < 0 || number.compareTo(MOST_MONEY) > 0) {
      return null;
    }
    return number.longValue();
  }

  private static @Nullable Double duration(Object value, double factor) {
    BigDecimal number = number(value);
    return number == null || number.signum() < 0 || number.compareTo(MOST_MONEY) > 0
        ? null
        : number.doubleValue() * factor;
  }

  private static @Nullable BigDecimal money(Object value) {
    BigDecimal number = number(value);
    return number == null || number.signum() < 0 || number.compareTo(MOST_MONEY) >= 0
        ? null
        : number;
  }

  /** An exact number of bounded size, however it was written. */
  static @Nullable BigDecimal number(Object value) {
    try {
      BigDecimal number =
          switch (value) {
            case Long whole -> BigDecimal.valueOf(whole);
            case Double real -> Double.isFinite(real) ? BigDecimal.valueOf(real) : null;
            case BigDecimal decimal -> decimal;
            case String text ->
                text.length() <= 100 && !text.isBlank() ? new BigDecimal(text.strip()) : null;
            default -> null;
          };
      if (number == null || number.precision() > 100) {
        return null;
      }
      if (number.signum() == 0) {
        return BigDecimal.ZERO;
      }
      // By exponent before any arithmetic: 1e999999999 as a whole number has a billion digits.
      long exponent = (long) number.precision() - number.scale();
      return exponent > 20 || number.scale() > MOST_DECIMALS ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Instant time(Object value) {
    String text = text(value);
    if (text == null) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.isBefore(Instant.EPOCH) ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable List<String> words(Object value) {
    Object structure = JsonIn.structure(value);
    List<String> words = new ArrayList<>();
    if (structure instanceof List<?> items) {
      for (Object item : items) {
        add(words, item);
      }
    } else if (structure == null && value instanceof String text) {
      String rest = text;
      for (int comma = rest.indexOf(','); comma >= 0; comma = rest.indexOf(',')) {
        add(words, rest.substring(0, comma));
        rest = rest.substring(comma + 1);
        if (words.size() >= MOST_TAGS) {
          break;
        }
      }
      add(words, rest);
    }
    return words.isEmpty() ? null : words;
  }

  private static void add(List<String> words, @Nullable Object item) {
    String word = item == null ? null : text(item);
    if (word != null && words.size() < MOST_TAGS && !words.contains(word)) {
      words.add(word);
    }
  }
}
