package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.PointValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what data points measured. */
final class PointValues {
  private static final int MOST_BUCKETS = 2_000;
  private static final int LEAST_SCALE = -10;
  private static final int MOST_SCALE = 20;

  private PointValues() {}

  /** A value that cannot be kept; the message says what was expected. */
  static final class WrongPointException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String field;

    WrongPointException(String field, String detail) {
      super(detail, null, false, false);
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  static PointValue number(NumberDataPoint point) throws WrongPointException {
    return switch (point.getValueCase()) {
      case AS_INT -> new PointValue.Whole(point.getAsInt());
      case AS_DOUBLE -> new PointValue.Real(finite("as_double", point.getAsDouble()));
      case VALUE_NOT_SET -> throw new WrongPointException("value", "expected as_int or as_double");
    };
  }

  static PointValue histogram(HistogramDataPoint point) throws WrongPointException {
    long count = count("count", point.getCount());
    List<Long> counts = point.getBucketCountsList();
    List<Double> bounds = point.getExplicitBoundsList();
    if (counts.isEmpty() ? !bounds.isEmpty() : counts.size() != bounds.size() + 1) {
      throw new WrongPointException(
          "bucket_counts",
          "expected one more than explicit_bounds (%d and %d)"
              .formatted(counts.size(), bounds.size()));
    }
    requireFew("bucket_counts", counts.size());
    double before = Double.NEGATIVE_INFINITY;
    for (double bound : bounds) {
      if (finite("explicit_bounds", bound) <= before) {
        throw new WrongPointException("explicit_bounds", "expected numbers that go up");
      }
      before = bound;
    }
    if (!counts.isEmpty()) {
      requireSum(count, total("bucket_counts", counts));
    }
    return new PointValue.Histogram(
        count,
        point.hasSum() ? (Double) finite("sum", point.getSum()) : null,
        point.hasMin() ? (Double) finite("min", point.getMin()) : null,
        point.hasMax() ? (Double) finite("max", point.getMax()) : null,
        bounds,
        counts);
  }

  static PointValue exponential(ExponentialHistogramDataPoint point) throws WrongPointException {
    long count = count("count", point.getCount());
    long zeros = count("zero_count", point.getZeroCount());
    if (point.getScale() < LEAST_SCALE || point.getScale() > MOST_SCALE) {
      throw new WrongPointException(
          "scale",
          "expected %d to %d, not %d".formatted(LEAST_SCALE, MOST_SCALE, point.getScale()));
    }
    double threshold = finite("zero_threshold", point.getZeroThreshold());
    if (threshold < 0) {
      throw new WrongPointException("zero_threshold", "expected 0 or more, not " + threshold);
    }
    PointValue.Buckets positive = buckets("positive", point.getPositive());
    PointValue.Buckets negative = buckets("negative", point.getNegative());
    requireSum(
        count,
        sum(
            "bucket_counts",
            zeros,
            sum(
                "bucket_counts",
                total("positive.bucket_counts", positive.counts()),
                total("negative.bucket_counts", negative.counts()))));
    return new PointValue.ExponentialHistogram(
        count,
        point.hasSum() ? (Double) finite("sum", point.getSum()) : null,
        point.hasMin() ? (Double) finite("min", point.getMin()) : null,
        point.hasMax() ? (Double) finite("max", point.getMax()) : null,
        point.getScale(),
        zeros,
        threshold,
        positive,
        negative);
  }

  private static PointValue.Buckets buckets(
      String field, ExponentialHistogramDataPoint.Buckets buckets) throws WrongPointException {
    requireFew(field + ".bucket_counts", buckets.getBucketCountsCount());
    if (Math.abs((long) buckets.getOffset()) > Integer.MAX_VALUE / 2) {
      throw new WrongPointException(
          field + ".offset", "expected the index of a bucket, not " + buckets.getOffset());
    }
    return new PointValue.Buckets(buckets.getOffset(), buckets.getBucketCountsList());
  }

  static PointValue summary(SummaryDataPoint point) throws WrongPointException {
    List<PointValue.Quantile> quantiles = new ArrayList<>();
    requireFew("quantile_values", point.getQuantileValuesCount());
    for (SummaryDataPoint.ValueAtQuantile each : point.getQuantileValuesList()) {
      if (!(each.getQuantile() >= 0 && each.getQuantile() <= 1)) {
        throw new WrongPointException(
            "quantile_values.quantile", "expected 0 to 1, not " + each.getQuantile());
      }
      // Where nothing was measured lately there is no number, which is usual.
      if (Double.isFinite(each.getValue())) {
        quantiles.add(new PointValue.Quantile(each.getQuantile(), each.getValue()));
      }
    }
    return new PointValue.Summary(
        count("count", point.getCount()), finite("sum", point.getSum()), quantiles);
  }

  private static double finite(String field, double value) throws WrongPointException {
    if (!Double.isFinite(value)) {
      throw new WrongPointException(field, "expected a finite number, not " + value);
    }
    return value;
  }

  /** They are without sign, so that very large ones seem to be negative. */
  private static long count(String field, long value) throws WrongPointException {
    if (value < 0) {
      throw new WrongPointException(
          field,
          "expected at most %d, not %s".formatted(Long.MAX_VALUE, Long.toUnsignedString(value)));
    }
    return value;
  }

  private static void requireFew(String field, int size) throws WrongPointException {
    if (size > MOST_BUCKETS) {
      throw new WrongPointException(
          field, "expected at most %d, not %d".formatted(MOST_BUCKETS, size));
    }
  }

  private static long total(String field, List<Long> counts) throws WrongPointException {
    long total = 0;
    for (long one : counts) {
      total = sum(field, total, count(field, one));
    }
    return total;
  }

  private static long sum(String field, long one, long other) throws WrongPointException {
    return count(field, one + other);
  }

  private static void requireSum(long count, long total) throws WrongPointException {
    if (count != total) {
      throw new WrongPointException(
          "count", "expected the sum of its buckets, which is %d, not %d".formatted(total, count));
    }
  }

  /** The first bit of a point's flags: nothing was measured. */
  static boolean isEmpty(int flags) {
    return (flags & 1) != 0;
  }

  static Metric.@Nullable Temporality temporality(int number) {
    return switch (number) {
      case 1 -> Metric.Temporality.DELTA;
      case 2 -> Metric.Temporality.CUMULATIVE;
      default -> null;
    };
  }
}
