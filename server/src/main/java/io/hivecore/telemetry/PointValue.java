package io.hivecore.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a point of a metric measured. */
public sealed interface PointValue {
  /** An exact whole number. */
  record Whole(long value) implements PointValue {}

  /** Any number. */
  record Real(double value) implements PointValue {}

  /**
   * Many measurements, counted in buckets of any bounds.
   *
   * @param count of all buckets
   * @param sum of what was measured; null when not sent, as with what may be negative
   * @param min null when not sent
   * @param max null when not sent
   * @param bounds the upper ends of the buckets, included, in order; the last bucket has none
   * @param counts of each bucket, one more than bounds; or none of both, when only the sum was sent
   */
  record Histogram(
      long count,
      @Nullable Double sum,
      @Nullable Double min,
      @Nullable Double max,
      List<Double> bounds,
      List<Long> counts)
      implements PointValue {
    // Written out: a compact constructor's class file loses the annotations of its parameters.
    public Histogram(
        long count,
        @Nullable Double sum,
        @Nullable Double min,
        @Nullable Double max,
        List<Double> bounds,
        List<Long> counts) {
      this.count = count;
      this.sum = sum;
      this.min = min;
      this.max = max;
      this.bounds = List.copyOf(bounds);
      this.counts = List.copyOf(counts);
      if (counts.isEmpty() ? !bounds.isEmpty() : counts.size() != bounds.size() + 1) {
        throw new IllegalArgumentException("a histogram has one bucket more than bounds");
      }
    }
  }

  /**
   * Many measurements, counted in buckets whose bounds are powers of one base: {@code
   * 2^(2^-scale)}.
   *
   * @param count of all buckets
   * @param sum of what was measured; null when not sent
   * @param min null when not sent
   * @param max null when not sent
   * @param zeroCount of what is as near to 0 as the threshold
   */
  record ExponentialHistogram(
      long count,
      @Nullable Double sum,
      @Nullable Double min,
      @Nullable Double max,
      int scale,
      long zeroCount,
      double zeroThreshold,
      Buckets positive,
      Buckets negative)
      implements PointValue {}

  /**
   * Neighbouring buckets of an exponential histogram.
   *
   * @param offset the index of the first: bucket {@code i} goes from {@code base^i} to {@code
   *     base^(i + 1)}, its end included
   */
  record Buckets(int offset, List<Long> counts) {
    public static final Buckets NONE = new Buckets(0, List.of());

    public Buckets {
      counts = List.copyOf(counts);
    }
  }

  /**
   * Quantiles that the sender worked out. Those of several points cannot be put together.
   *
   * @param count of what was measured since the start of the series
   * @param sum of what was measured
   */
  record Summary(long count, double sum, List<Quantile> quantiles) implements PointValue {
    public Summary {
      quantiles = List.copyOf(quantiles);
    }
  }

  /**
   * A quantile.
   *
   * @param quantile 0 to 1
   */
  record Quantile(double quantile, double value) {}
}
