package io.hivecore.telemetry.metrics;

import io.hivecore.telemetry.MetricGroup.Distribution;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.PointValue.Buckets;
import io.hivecore.telemetry.PointValue.ExponentialHistogram;
import io.hivecore.telemetry.PointValue.Histogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Histograms added up. Those of the same bounds are added bucket by bucket; those of different
 * bounds lie over each other, each bucket taken for evenly filled.
 */
final class DistributionSum {
  private long count;
  private @Nullable Double sum = 0.0;
  private @Nullable Double min = Double.POSITIVE_INFINITY;
  private @Nullable Double max = Double.NEGATIVE_INFINITY;
  private boolean bucketed = true;
  private final Map<List<Double>, long[]> explicit = new HashMap<>();
  private final Map<Integer, Map<Integer, Long>> positive = new HashMap<>();
  private final Map<Integer, Map<Integer, Long>> negative = new HashMap<>();
  private final Map<Double, Long> zeros = new HashMap<>();

  /** Adds what was measured within the step. */
  void add(PointValue value) {
    switch (value) {
      case Histogram histogram -> {
        count(histogram.count(), histogram.sum(), histogram.min(), histogram.max());
        bucketed &= !histogram.counts().isEmpty() || histogram.count() == 0;
        if (!histogram.counts().isEmpty()) {
          long[] counts =
              explicit.computeIfAbsent(histogram.bounds(), bounds -> new long[bounds.size() + 1]);
          for (int i = 0; i < counts.length; i++) {
            counts[i] += histogram.counts().get(i);
          }
        }
      }
      case ExponentialHistogram histogram -> {
        count(histogram.count(), histogram.sum(), histogram.min(), histogram.max());
        add(positive, histogram.scale(), histogram.positive());
        add(negative, histogram.scale(), histogram.negative());
        zeros.merge(histogram.zeroThreshold(), histogram.zeroCount(), Long::sum);
      }
      case PointValue.Summary summary -> {
        count(summary.count(), summary.sum(), null, null);
        bucketed = false;
      }
      case PointValue.Whole ignored ->
          throw new IllegalArgumentException("a number is no distribution");
      case PointValue.Real ignored ->
          throw new IllegalArgumentException("a number is no distribution");
    }
  }

  private void count(
      long more, @Nullable Double moreSum, @Nullable Double itsMin, @Nullable Double itsMax) {
    if (more == 0) {
      return;
    }
    count += more;
    sum = sum == null || moreSum == null ? null : (Double) (sum + moreSum);
    min = min == null || itsMin == null ? null : (Double) Math.min(min, itsMin);
    max = max == null || itsMax == null ? null : (Double) Math.max(max, itsMax);
  }

  private static void add(Map<Integer, Map<Integer, Long>> scales, int scale, Buckets buckets) {
    Map<Integer, Long> counts = scales.computeIfAbsent(scale, ignored -> new TreeMap<>());
    for (int i = 0; i < buckets.counts().size(); i++) {
      long more = buckets.counts().get(i);
      if (more > 0) {
        counts.merge(buckets.offset() + i, more, Long::sum);
      }
    }
  }

  Distribution distribution() {
    boolean none = count == 0;
    List<Bucket> buckets = none || !bucketed ? List.of() : buckets();
    return new Distribution(
        count,
        sum,
        none ? null : min,
        none ? null : max,
        quantile(buckets, 0.50),
        quantile(buckets, 0.95),
        quantile(buckets, 0.99));
  }

  private @Nullable Double quantile(List<Bucket> buckets, double part) {
    if (buckets.isEmpty()) {
      return null;
    }
    double value = Bucket.quantile(buckets, part);
    Double least = min;
    Double most = max;
    value = least == null ? value : Math.max(value, least);
    return most == null ? value : Math.min(value, most);
  }

  /** Empty when nothing tells where they lie. */
  private List<Bucket> buckets() {
    List<Bucket> all = new ArrayList<>();
    for (Map.Entry<List<Double>, long[]> entry : explicit.entrySet()) {
      List<Double> bounds = entry.getKey();
      long[] counts = entry.getValue();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          Double lower = i == 0 ? lowest(bounds) : bounds.get(i - 1);
          Double upper = i == bounds.size() ? highest(bounds) : bounds.get(i);
          if (lower == null || upper == null) {
            return List.of();
          }
          all.add(new Bucket(Math.min(lower, upper), upper, counts[i]));
        }
      }
    }
    zeros.forEach(
        (threshold, many) -> {
          if (many > 0) {
            all.add(new Bucket(-threshold, threshold, many));
          }
        });
    positive.forEach((scale, counts) -> counts.forEach((i, n) -> all.add(power(scale, i, n))));
    negative.forEach(
        (scale, counts) ->
            counts.forEach(
                (i, n) -> {
                  Bucket mirrored = power(scale, i, n);
                  all.add(new Bucket(-mirrored.upper(), -mirrored.lower(), n));
                }));
    return all;
  }

  /** Most of what is measured is not negative. */
  private @Nullable Double lowest(List<Double> bounds) {
    if (min != null) {
      return min;
    }
    return bounds.isEmpty() ? null : (Double) Math.min(0, bounds.getFirst());
  }

  /** Without a maximum nothing beyond the last bound is known. */
  private @Nullable Double highest(List<Double> bounds) {
    if (max != null && (bounds.isEmpty() || max > bounds.getLast())) {
      return max;
    }
    return bounds.isEmpty() ? null : bounds.getLast();
  }

  private static Bucket power(int scale, int index, long count) {
    return new Bucket(bound(scale, index), bound(scale, index + 1L), count);
  }

  private static double bound(int scale, long index) {
    return Math.min(Double.MAX_VALUE, Math.pow(2, Math.scalb((double) index, -scale)));
  }
}
