package io.hivecore.telemetry;

import io.hivecore.telemetry.Metric.Temporality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Points of some metrics, the same for the same seed: all types, resets, several processes. */
final class RandomMetrics {
  static final String NAME = "work.done";

  private final Random random;
  private final RecordNames names = new RecordNames();
  private final Instant from;

  RandomMetrics(long seed, Instant from) {
    this.random = new Random(seed);
    this.from = from;
  }

  /** Points in any order over so many hours. */
  List<MetricPoint> points(int hours) {
    List<MetricPoint> all = new ArrayList<>();
    for (Metric.Type type : Metric.Type.values()) {
      for (Temporality temporality : temporalities(type)) {
        for (int i = 0; i < 3; i++) {
          series(all, type, temporality, i, hours);
        }
      }
    }
    java.util.Collections.shuffle(all, random);
    return all;
  }

  private static List<Temporality> temporalities(Metric.Type type) {
    return switch (type) {
      case GAUGE -> List.of(Temporality.NONE);
      case SUMMARY -> List.of(Temporality.CUMULATIVE);
      case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM ->
          List.of(Temporality.DELTA, Temporality.CUMULATIVE);
    };
  }

  private void series(
      List<MetricPoint> all, Metric.Type type, Temporality temporality, int number, int hours) {
    Metric metric =
        new Metric(
            NAME,
            type == Metric.Type.SUMMARY ? "{summary}" : "{" + number % 2 + "}",
            "Work.",
            type,
            temporality,
            number != 1);
    UUID series =
        names.of(RecordKind.METRIC_POINT, "series", type.name(), temporality.name(), "" + number);
    boolean cumulative = temporality == Temporality.CUMULATIVE;
    Instant start = from;
    long[] counts = new long[3];
    Instant time = from;
    Instant end = from.plus(Duration.ofHours(hours));
    while (time.isBefore(end)) {
      time = time.plusSeconds(1 + random.nextInt(400)).plusNanos(random.nextInt(1_000) * 1_000L);
      if (!cumulative || random.nextInt(20) == 0) {
        // A reset, now and then without a word, where the count tells.
        boolean silent = cumulative && random.nextInt(3) == 0 && sum(counts) > 12;
        counts = new long[3];
        start = silent ? start : time.minusSeconds(1);
      }
      for (int i = 0; i < counts.length; i++) {
        counts[i] += random.nextInt(5);
      }
      all.add(
          point(metric, series, number, number == 2 && cumulative ? null : start, time, counts));
    }
  }

  private static long sum(long[] counts) {
    return counts[0] + counts[1] + counts[2];
  }

  private MetricPoint point(
      Metric metric,
      UUID series,
      int number,
      @Nullable Instant start,
      Instant time,
      long[] counts) {
    return new MetricPoint(
        names.of(RecordKind.METRIC_POINT, "point", series.toString(), time.toString()),
        time,
        time,
        new Context("p" + number % 2, "r", "", number == 0 ? "planner" : "coder", "", ""),
        series,
        metric,
        start,
        value(metric, counts),
        new Subject("s" + number, "u", "", ""),
        "shop",
        number == 0 ? "gpt-4o" : "",
        "",
        "{\"kind\":\"k" + number % 2 + "\",\"weight\":" + number + "}",
        "{\"service.name\":\"shop\",\"host\":{\"name\":\"a,b\"}}",
        "{\"name\":\"scope\",\"version\":\"1\",\"attributes\":{\"kind\":\"other\",\"team\":\"t\"}}",
        null);
  }

  private PointValue value(Metric metric, long[] counts) {
    long count = sum(counts);
    double sum = 5.0 * counts[0] + 15 * counts[1] + 50 * counts[2];
    Double min = random.nextInt(4) == 0 ? null : Double.valueOf(1);
    return switch (metric.type()) {
      case GAUGE -> new PointValue.Real(random.nextInt(100) / 4.0 - 3);
      case SUM -> {
        long value = metric.monotonic() ? count : count - 6;
        yield random.nextBoolean() ? new PointValue.Whole(value) : new PointValue.Real(value);
      }
      case HISTOGRAM ->
          new PointValue.Histogram(
              count, sum, min, min, List.of(10.0, 20.0), List.of(counts[0], counts[1], counts[2]));
      case EXPONENTIAL_HISTOGRAM ->
          new PointValue.ExponentialHistogram(
              count,
              sum,
              null,
              null,
              1,
              counts[0],
              0,
              new PointValue.Buckets(3, List.of(counts[1], counts[2])),
              PointValue.Buckets.NONE);
      case SUMMARY -> new PointValue.Summary(count, sum, List.of(new PointValue.Quantile(0.5, 3)));
    };
  }
}
