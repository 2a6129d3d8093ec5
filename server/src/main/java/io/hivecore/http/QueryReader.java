package io.hivecore.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Reads a query's parameters as typed values and collects what is wrong with them, so that one
 * answer names every mistake. A wrong value reads as absent until {@link #check()} refuses the
 * request: call that before the values are used. An empty value counts as not given; of a repeated
 * name that takes one value the last counts. Belongs to one request.
 */
public final class QueryReader {
  /** Longer values are no names, numbers or times. */
  private static final int MOST_CHARACTERS = 1_000;

  private final Parameters parameters;
  private final List<Problem.FieldError> errors = new ArrayList<>();

  private QueryReader(Parameters parameters) {
    this.parameters = parameters;
  }

  public static QueryReader of(Exchange exchange) {
    return new QueryReader(exchange.query());
  }

  public static QueryReader of(Parameters parameters) {
    return new QueryReader(parameters);
  }

  /** Whether the parameter was sent with a value. */
  public boolean has(String name) {
    return parameters.one(name).isPresent();
  }

  /** Any text. */
  public Optional<String> text(String name) {
    return parameters.one(name).filter(value -> shortEnough(name, value));
  }

  /** Values that were repeated or comma-separated, stripped, each once, in the order sent. */
  public List<String> list(String name) {
    List<String> values = parameters.many(name);
    for (String value : values) {
      if (!shortEnough(name, value)) {
        return List.of();
      }
    }
    return values;
  }

  /** Values that were repeated, as they are, in the order sent: a comma is part of a value. */
  public List<String> repeated(String name) {
    List<String> values = parameters.repeated(name);
    for (String value : values) {
      if (!shortEnough(name, value)) {
        return List.of();
      }
    }
    return values;
  }

  /** A whole number from 1. */
  public OptionalInt positiveInt(String name) {
    return intBetween(name, 1, Integer.MAX_VALUE);
  }

  /** A whole number from 1 to the given one. */
  public OptionalInt positiveInt(String name, int most) {
    return intBetween(name, 1, most);
  }

  /** A whole number within bounds, both included. */
  public OptionalInt intBetween(String name, int least, int most) {
    Optional<String> text = parameters.one(name).map(String::strip);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of bounds.
    }
    String expected =
        most == Integer.MAX_VALUE
            ? "a whole number from " + least
            : "a whole number from " + least + " to " + most;
    wrong(name, text.get(), expected);
    return OptionalInt.empty();
  }

  /**
   * A point in time: ISO-8601 with an offset; without one it is read as UTC; a date is its first
   * moment in UTC. A blank is taken for the {@code T} or, before the offset, for a plus that was
   * not percent-encoded.
   */
  public Optional<Instant> instant(String name) {
    return instant(name, ZoneOffset.UTC);
  }

  /** As {@link #instant(String)}, with a zone for times without offset and for dates. */
  public Optional<Instant> instant(String name, ZoneId zone) {
    return parameters.one(name).flatMap(text -> instant(name, text, zone, false));
  }

  /**
   * As {@link #instant(String, ZoneId)} for the excluded end of a range: a date is the first moment
   * of the day behind it, so that {@code to=2026-03-31} still holds the 31st.
   */
  public Optional<Instant> endInstant(String name, ZoneId zone) {
    return parameters.one(name).flatMap(text -> instant(name, text, zone, true));
  }

  private Optional<Instant> instant(String name, String text, ZoneId zone, boolean end) {
    try {
      String stripped = text.strip();
      if (stripped.length() == 10) {
        LocalDate date = QueryTimes.date(stripped);
        return Optional.of((end ? date.plusDays(1) : date).atStartOfDay(zone).toInstant());
      }
      return Optional.of(QueryTimes.instant(stripped, zone));
    } catch (DateTimeException e) {
      wrong(
          name,
          text,
          "a time such as 2026-03-31T12:00:00Z or 2026-03-31T12:00:00+02:00, or a date such as"
              + " 2026-03-31");
      return Optional.empty();
    }
  }

  /** One of the given values, by its name on the wire. */
  public <T> Optional<T> oneOf(String name, T[] values, Function<T, String> wireName) {
    return parameters.one(name).flatMap(text -> oneOf(name, text.strip(), values, wireName));
  }

  /** Some of the given values, each once, in the order sent; repeated or comma-separated. */
  public <T> Set<T> someOf(String name, T[] values, Function<T, String> wireName) {
    Set<T> chosen = new LinkedHashSet<>();
    for (String text : parameters.many(name)) {
      oneOf(name, text, values, wireName).ifPresent(chosen::add);
    }
    return chosen;
  }

  private <T> Optional<T> oneOf(
      String name, String text, T[] values, Function<T, String> wireName) {
    StringJoiner names = new StringJoiner(", ");
    for (T value : values) {
      if (wireName.apply(value).equals(text)) {
        return Optional.of(value);
      }
      names.add(wireName.apply(value));
    }
    wrong(name, text, "one of " + names);
    return Optional.empty();
  }

  /** {@code true} or {@code false}, also {@code 1} or {@code 0}, in any case. */
  public Optional<Boolean> bool(String name) {
    return parameters
        .one(name)
        .flatMap(
            text ->
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                  case "true", "1" -> Optional.of(true);
                  case "false", "0" -> Optional.of(false);
                  default -> {
                    wrong(name, text, "true or false");
                    yield Optional.empty();
                  }
                });
  }

  /** A time zone: an IANA name such as {@code Europe/Berlin}, {@code UTC} or an offset. */
  public Optional<ZoneId> zone(String name) {
    return parameters
        .one(name)
        .flatMap(
            text -> {
              try {
                // A plus that was not percent-encoded has come as a blank.
                String id = text.startsWith(" ") ? "+" + text.strip() : text.strip();
                return Optional.of(ZoneId.of(id));
              } catch (DateTimeException e) {
                wrong(name, text, "a time zone such as UTC, Europe/Berlin or +02:00");
                return Optional.empty();
              }
            });
  }

  /** Adds a mistake that the caller found, such as a range that ends before it begins. */
  public QueryReader invalid(String name, String detail) {
    errors.add(new Problem.FieldError(name, detail));
    return this;
  }

  /**
   * Refuses the request when any value was wrong.
   *
   * @throws ProblemException 400 with every mistake
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).asException();
    }
  }

  private boolean shortEnough(String name, String value) {
    if (value.length() <= MOST_CHARACTERS) {
      return true;
    }
    invalid(name, "Longer than " + MOST_CHARACTERS + " characters.");
    return false;
  }

  private void wrong(String name, String value, String expected) {
    String shown = value.length() <= 60 ? value : value.substring(0, 60) + "…";
    invalid(name, "\"" + shown + "\" is not " + expected + ".");
  }
}
