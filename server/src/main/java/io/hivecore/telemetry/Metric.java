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
  public enum Type {
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

    public int code() {
      return code;
    }

    public String wireName() {
      return wireName;
    }

    public static Optional<Type> ofCode(int code) {
      for (Type type : values()) {
        if (type.code == code) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }

    public static Optional<Type> ofWireName(String wireName) {
      for (Type type : values()) {
        if (type.wireName.equals(wireName)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  /** Since when a point counts. The code is part of the journal's format. */
  public enum Temporality {
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

    public int code() {
      return code;
    }

    public String wireName() {
      return wireName;
    }

    public static Optional<Temporality> ofCode(int code) {
      for (Temporality temporality : values()) {
        if (temporality.code == code) {
          return Optional.of(temporality);
        }
      }
      return Optional.empty();
    }

    public static Optional<Temporality> ofWireName(String wireName) {
      for (Temporality temporality : values()) {
        if (temporality.wireName.equals(wireName)) {
          return Optional.of(temporality);
        }
      }
      return Optional.empty();
    }
  }
}
