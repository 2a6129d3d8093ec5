package io.hivecore.ingest.clients;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object. An absent field, a null and a blank text are all the same.
 *
 * @param members by name
 */
record Fields(Map<String, @Nullable Object> members) {
  /** The most characters of an id that a sender chooses. */
  static final int MOST_ID = 200;

  private static final int MOST_NAME = 1_000;
  private static final int MOST_TAGS = 200;
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("2262-04-11T00:00:00Z");

  /** Those of a value that is an object; none of any other. */
  @SuppressWarnings("unchecked") // JsonTree makes no other maps.
  static Fields of(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? new Fields((Map<String, @Nullable Object>) map)
        : new Fields(Map.of());
  }

  /** The same with some names replaced; both names of one are the second. */
  Fields renamed(Map<String, String> names) {
    if (names.isEmpty()) {
      return this;
    }
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
    members.forEach((name, value) -> renamed.put(names.getOrDefault(name, name), value));
    return new Fields(renamed);
  }

  @Nullable Object get(String name) {
    Object value = members.get(name);
    return value instanceof String text && text.isBlank() ? null : value;
  }

  boolean has(String name) {
    return get(name) != null;
  }

  /** A short text, shortened where it is not; of a number or boolean its text. */
  String name(String... names) {
    for (String name : names) {
      Object value = get(name);
      if (value != null) {
        String text = JsonTree.text(value).strip();
        return text.length() > MOST_NAME ? JsonTree.clean(text.substring(0, MOST_NAME)) : text;
      }
    }
    return "";
  }

  /** An id; empty when absent. */
  String id(String name) throws InvalidBodyException {
    Object value = get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof Map || value instanceof List || value instanceof Boolean) {
      throw new InvalidBodyException(name, "Expected a text.");
    }
    String id = JsonTree.text(value).strip();
    if (id.codePointCount(0, id.length()) > MOST_ID) {
      throw new InvalidBodyException(
          name, "Ensure this field has no more than " + MOST_ID + " characters.");
    }
    return id;
  }

  String requiredId(String name) throws InvalidBodyException {
    String id = id(name);
    if (id.isEmpty()) {
      throw new InvalidBodyException(name, "This field is required.");
    }
    return id;
  }

  /** A text of any length, or the JSON of what is there. */
  String content(String name) {
    return JsonTree.text(get(name));
  }

  /** The JSON of an object; of another value an object around it; empty when absent. */
  String object(String name) {
    Object value = get(name);
    if (value == null) {
      return "";
    }
    return value instanceof Map ? JsonTree.json(value) : JsonTree.json(Map.of(name, value));
  }

  /** A time, in microseconds; null when absent. */
  @Nullable Instant time(String name) throws InvalidBodyException {
    Object value = get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw new InvalidBodyException(
          name, "Expected a time as ISO 8601 text such as 2026-03-01T09:30:00Z.");
    }
    Instant time;
    try {
      time = parsed(text.strip()).truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new InvalidBodyException(
          name, "Expected a time as ISO 8601 text such as 2026-03-01T09:30:00Z.");
    }
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new InvalidBodyException(name, "Ensure this time is from 1970-01-01 to 2262-04-11.");
    }
    return time;
  }

  /** Without an offset it is UTC. */
  private static Instant parsed(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException e) {
      return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
  }

  /** A number, also as text; null when absent or none. */
  @Nullable BigDecimal number(String name) {
    return switch (get(name)) {
      case BigDecimal number -> number;
      case String text when text.length() <= 100 -> parsedNumber(text);
      case null, default -> null;
    };
  }

  private static @Nullable BigDecimal parsedNumber(String text) {
    try {
      BigDecimal number = new BigDecimal(text.strip());
      return Math.abs((long) number.scale()) > 1_000 ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Texts of a list, each once. */
  List<String> tags(String name) {
    List<String> tags = new ArrayList<>();
    if (get(name) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof String tag
            && !tag.isBlank()
            && !tags.contains(tag)
            && tags.size() < MOST_TAGS) {
          tags.add(tag);
        }
      }
    }
    return tags;
  }
}
