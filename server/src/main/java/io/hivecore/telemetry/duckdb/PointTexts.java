package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.PointValue.Buckets;
import io.hivecore.telemetry.PointValue.Quantile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Bounds, counts and quantiles as the text of one column: parts between semicolons, numbers between
 * commas.
 */
final class PointTexts {
  private PointTexts() {}

  static String histogram(List<Double> bounds, List<Long> counts) {
    return counts.isEmpty() ? "" : joined(bounds) + ';' + joined(counts);
  }

  static List<Double> bounds(String text) {
    return text.isEmpty() ? List.of() : numbers(part(text, 0), Double::valueOf);
  }

  static List<Long> counts(String text) {
    return text.isEmpty() ? List.of() : numbers(part(text, 1), Long::valueOf);
  }

  static String exponential(
      int scale, long zeroCount, double zeroThreshold, Buckets positive, Buckets negative) {
    return scale
        + ";"
        + zeroCount
        + ';'
        + zeroThreshold
        + ';'
        + positive.offset()
        + ';'
        + joined(positive.counts())
        + ';'
        + negative.offset()
        + ';'
        + joined(negative.counts());
  }

  /** The parts of an exponential histogram, in order. */
  static Buckets buckets(String[] parts, int at) {
    return new Buckets(Integer.parseInt(parts[at]), numbers(parts[at + 1], Long::valueOf));
  }

  static String summary(List<Quantile> quantiles) {
    StringBuilder text = new StringBuilder();
    for (Quantile each : quantiles) {
      text.append(text.isEmpty() ? "" : ";").append(each.quantile()).append(',');
      text.append(each.value());
    }
    return text.toString();
  }

  static List<Quantile> quantiles(String text) {
    List<Quantile> quantiles = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String pair : text.split(";", -1)) {
        int comma = pair.indexOf(',');
        quantiles.add(
            new Quantile(
                Double.parseDouble(pair.substring(0, comma)),
                Double.parseDouble(pair.substring(comma + 1))));
      }
    }
    return quantiles;
  }

  private static String part(String text, int index) {
    int end = text.indexOf(';');
    return index == 0 ? text.substring(0, end) : text.substring(end + 1);
  }

  private static String joined(List<? extends Number> numbers) {
    StringBuilder text = new StringBuilder();
    for (Number number : numbers) {
      text.append(text.isEmpty() ? "" : ",").append(number);
    }
    return text.toString();
  }

  private static <T> List<T> numbers(String text, Function<String, T> reading) {
    List<T> numbers = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String number : text.split(",", -1)) {
        numbers.add(reading.apply(number));
      }
    }
    return numbers;
  }
}
