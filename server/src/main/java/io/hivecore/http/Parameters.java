package io.hivecore.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The parameters of a URL's query, decoded. A name may have several values. */
public final class Parameters {
  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads the part of a URL behind the question mark; the empty text has no parameters.
   *
   * @throws ProblemException 400 when the percent-encoding is broken
   */
  public static Parameters parse(String rawQuery) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = PercentCoding.decodeForm(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : PercentCoding.decodeForm(pair.substring(equals + 1));
      values.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
    }
    return new Parameters(values);
  }

  /** The last non-empty value of a name. An empty value counts as not given. */
  public Optional<String> one(String name) {
    return all(name).reduce((earlier, later) -> later);
  }

  /** All values of a name: repeated or comma-separated; empty ones are left out. */
  public List<String> many(String name) {
    return all(name)
        .flatMap(value -> java.util.Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .distinct()
        .toList();
  }

  /** All values of a name that was repeated, as they are; empty ones are left out. */
  public List<String> repeated(String name) {
    return all(name).toList();
  }

  /**
   * These parameters as the part of a URL behind the question mark, in the order sent, with the
   * values of some names replaced; for links in answers.
   *
   * @param replaced the names' new values; an empty one leaves the name out
   */
  public String encodedWith(Map<String, String> replaced) {
    StringJoiner pairs = new StringJoiner("&");
    values.forEach(
        (name, all) -> {
          if (!replaced.containsKey(name)) {
            all.forEach(value -> pairs.add(pair(name, value)));
          }
        });
    replaced.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            pairs.add(pair(name, value));
          }
        });
    return pairs.toString();
  }

  private static String pair(String name, String value) {
    return PercentCoding.encodeForm(name) + '=' + PercentCoding.encodeForm(value);
  }

  private java.util.stream.Stream<String> all(String name) {
    return values.getOrDefault(name, List.of()).stream().filter(value -> !value.isEmpty());
  }
}
