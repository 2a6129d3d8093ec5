package io.hivecore.telemetry.metrics;

import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.PointValue.Buckets;
import io.hivecore.telemetry.PointValue.ExponentialHistogram;
import io.hivecore.telemetry.PointValue.Histogram;
import io.hivecore.telemetry.PointValue.Real;
import io.hivecore.telemetry.PointValue.Summary;
import io.hivecore.telemetry.PointValue.Whole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By how much a cumulative series grew between two points. Where it fell it was reset, and all of
 * the later point has come since.
 */
final class Growth {
  private Growth() {}

  /**
   * The growth.
   *
   * @param before of the same type, but for kinds of number
   */
  static PointValue between(PointValue before, PointValue now) {
    return switch (now) {
      case Whole(long value) -> new Real(number(number(before), (double) value));
      case Real(double value) -> new Real(number(number(before), value));
      case Histogram histogram -> histogram((Histogram) before, histogram);
      case ExponentialHistogram histogram -> exponential((ExponentialHistogram) before, histogram);
      case Summary summary -> {
        Summary earlier = (Summary) before;
        yield summary.count() < earlier.count()
            ? summary
            : new Summary(
                summary.count() - earlier.count(), summary.sum() - earlier.sum(), List.of());
      }
    };
  }

  static double number(PointValue value) {
    return switch (value) {
      case Whole(long whole) -> (double) whole;
      case Real(double real) -> real;
      default -> throw new IllegalArgumentException("no number");
    };
  }

  private static double number(double before, double now) {
    return now < before ? now : now - before;
  }

  private static Histogram histogram(Histogram before, Histogram now) {
    List<Long> counts = less(now.counts(), before.counts());
    if (now.count() < before.count() || !now.bounds().equals(before.bounds()) || counts == null) {
      return withoutExtremes(now);
    }
    return new Histogram(
        now.count() - before.count(),
        difference(before.sum(), now.sum()),
        null,
        null,
        now.bounds(),
        counts);
  }

  /** Least and most are since the start, not within a step. */
  static Histogram withoutExtremes(Histogram histogram) {
    return new Histogram(
        histogram.count(), histogram.sum(), null, null, histogram.bounds(), histogram.counts());
  }

  static ExponentialHistogram withoutExtremes(ExponentialHistogram histogram) {
    return new ExponentialHistogram(
        histogram.count(),
        histogram.sum(),
        null,
        null,
        histogram.scale(),
        histogram.zeroCount(),
        histogram.zeroThreshold(),
        histogram.positive(),
        histogram.negative());
  }

  private static ExponentialHistogram exponential(
      ExponentialHistogram before, ExponentialHistogram now) {
    int scale = Math.min(before.scale(), now.scale());
    Buckets positive =
        less(
            scaled(now.positive(), now.scale() - scale),
            scaled(before.positive(), before.scale() - scale));
    Buckets negative =
        less(
            scaled(now.negative(), now.scale() - scale),
            scaled(before.negative(), before.scale() - scale));
    if (now.count() < before.count()
        || now.zeroCount() < before.zeroCount()
        || positive == null
        || negative == null) {
      return withoutExtremes(now);
    }
    return new ExponentialHistogram(
        now.count() - before.count(),
        difference(before.sum(), now.sum()),
        null,
        null,
        scale,
        now.zeroCount() - before.zeroCount(),
        now.zeroThreshold(),
        positive,
        negative);
  }

  /** With each two neighbours as one, so many times over. */
  private static Buckets scaled(Buckets buckets, int times) {
    if (times == 0 || buckets.counts().isEmpty()) {
      return buckets;
    }
    int shift = Math.min(times, Integer.SIZE - 1);
    int first = buckets.offset() >> shift;
    int last = (buckets.offset() + buckets.counts().size() - 1) >> shift;
    long[] counts = new long[last - first + 1];
    for (int i = 0; i < buckets.counts().size(); i++) {
      counts[((buckets.offset() + i) >> shift) - first] += buckets.counts().get(i);
    }
    return new Buckets(first, java.util.Arrays.stream(counts).boxed().toList());
  }

  /** Null where any became less. */
  private static @Nullable Buckets less(Buckets now, Buckets before) {
    List<Long> counts = new ArrayList<>(now.counts());
    for (int i = 0; i < before.counts().size(); i++) {
      long was = before.counts().get(i);
      int at = before.offset() + i - now.offset();
      if (was == 0) {
        continue;
      }
      if (at < 0 || at >= counts.size() || counts.get(at) < was) {
        return null;
      }
      counts.set(at, counts.get(at) - was);
    }
    return new Buckets(now.offset(), counts);
  }

  /** Null where any became less. */
  private static @Nullable List<Long> less(List<Long> now, List<Long> before) {
    if (now.size() != before.size()) {
      return null;
    }
    List<Long> counts = new ArrayList<>(now.size());
    for (int i = 0; i < now.size(); i++) {
      long more = now.get(i) - before.get(i);
      if (more < 0) {
        return null;
      }
      counts.add(more);
    }
    return counts;
  }

  private static @Nullable Double difference(@Nullable Double before, @Nullable Double now) {
    return before == null || now == null ? null : (Double) (now - before);
  }
}
