package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * What a metric is, as OpenTelemetry tells metrics apart. Empty text where nothing was sent.
 *
 * @param name such as {@code gen_ai.client.token.usage}
 * @param unit as UCUM writes it ({@code s}, {@code By}, {@code {token}})
 * @param description what it measures, for people
 * @param monotonic of a sum: whether it only grows
 */
public record Metric(
    String name,
    String unit,
    String description,
    Type type,
    Temporality temporality,
    boolean monotonic) {
  public Metric {
    requireNonNull(name, "name");
    requireNonNull(unit, "unit");
    requireNonNull(description, "description");
    requireNonNull(type, "type");
    requireNonNull(temporality, "temporality");
  }

  /** This metric with another description. */
  public Metric withDescription(String newDescription) {
    return new Metric(name, unit, newDescription, type, temporality, monotonic);
  }

  /** What its points are. The code is part of the journal's format. */
  public enum Type implements Coded {
    GAUGE(1),
    SUM(2),
    HISTOGRAM(3),
    EXPONENTIAL_HISTOGRAM(4),
    SUMMARY(5);

    private final int code;
    private final String wireName;

    Type(int code) {
      this.code = code;
      this.wireName = name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String wireName() {
      return wireName;
    }

    public static Optional<Type> ofCode(int code) {
      return Coded.ofCode(values(), code);
    }

    public static Optional<Type> ofWireName(String wireName) {
      return Coded.ofWireName(values(), wireName);
    }
  }

  /** Since when a point counts. The code is part of the journal's format. */
  public enum Temporality implements Coded {
    /** A point tells of one moment. */
    NONE(0),
    /** Since the point before. */
    DELTA(1),
    /** Since the start of the series. */
    CUMULATIVE(2);

    private final int code;
    private final String wireName;

    Temporality(int code) {
      this.code = code;
      this.wireName = name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int code() {
      return code;
    }

    @Override
    public String wireName() {
      return wireName;
    }

    public static Optional<Temporality> ofCode(int code) {
      return Coded.ofCode(values(), code);
    }

    public static Optional<Temporality> ofWireName(String wireName) {
      return Coded.ofWireName(values(), wireName);
    }
  }
}
