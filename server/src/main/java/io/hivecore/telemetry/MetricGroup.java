package io.hivecore.telemetry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the series of one metric come to that have the same values, step by step.
 *
 * @param shape how they are put together
 * @param unit of the metric
 * @param values of what was grouped by, in that order; empty text where a series has none
 * @param series how many
 * @param steps in order; those without a point are left out
 */
public record MetricGroup(
    Shape shape, String unit, List<String> values, int series, List<Step> steps) {
  public MetricGroup {
    values = List.copyOf(values);
    steps = List.copyOf(steps);
  }

  /** How points are put together. */
  public enum Shape {
    /** Growth: of sums that only grow, and of any sums that are sent as deltas. */
    SUM,
    /** Levels: of gauges, and of cumulative sums that may fall. */
    GAUGE,
    /** Distributions: of histograms and summaries. */
    HISTOGRAM;

    /** How a metric's points are put together. */
    public static Shape of(Metric metric) {
      return switch (metric.type()) {
        case GAUGE -> GAUGE;
        case SUM ->
            metric.temporality() == Metric.Temporality.CUMULATIVE && !metric.monotonic()
                ? GAUGE
                : SUM;
        case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> HISTOGRAM;
      };
    }
  }

  /** A step. */
  public record Step(Instant start, Value value) {}

  /** What the points of a step come to. */
  public sealed interface Value {}

  /** By how much it grew. */
  public record Growth(double sum) implements Value {}

  /**
   * Levels.
   *
   * @param points how many
   * @param last the latest of all points
   * @param total of the latest point of each series
   */
  public record Level(
      long points, double last, double average, double min, double max, double total)
      implements Value {}

  /**
   * A distribution of what was measured within the step.
   *
   * @param sum null when not sent
   * @param min null when not sent, or only since the start of a series
   * @param max null when not sent, or only since the start of a series
   * @param p50 estimated within its bucket; null where no buckets were sent
   */
  public record Distribution(
      long count,
      @Nullable Double sum,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double p50,
      @Nullable Double p95,
      @Nullable Double p99)
      implements Value {
    /** Null without a sum or without anything measured. */
    public @Nullable Double average() {
      return sum == null || count == 0 ? null : sum / count;
    }
  }
}
