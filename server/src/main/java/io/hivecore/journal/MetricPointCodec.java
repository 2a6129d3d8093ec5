package io.hivecore.journal;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.PointValue.Buckets;
import io.hivecore.telemetry.PointValue.ExponentialHistogram;
import io.hivecore.telemetry.PointValue.Histogram;
import io.hivecore.telemetry.PointValue.Quantile;
import io.hivecore.telemetry.PointValue.Real;
import io.hivecore.telemetry.PointValue.Summary;
import io.hivecore.telemetry.PointValue.Whole;
import java.util.ArrayList;
import java.util.List;

/** The part of a payload that is a metric point's own. */
final class MetricPointCodec {
  private static final int WHOLE = 1;
  private static final int REAL = 2;
  private static final int HISTOGRAM = 3;
  private static final int EXPONENTIAL = 4;
  private static final int SUMMARY = 5;

  private MetricPointCodec() {}

  static void write(PayloadWriter out, MetricPoint point) {
    out.uuid(point.series());
    Metric metric = point.metric();
    out.text(metric.name());
    out.text(metric.unit());
    out.text(metric.description());
    out.octet(metric.type().code());
    out.octet(metric.temporality().code());
    out.bool(metric.monotonic());
    out.instantOrNull(point.startTime());
    write(out, point.value());
    SpanCodec.subject(out, point.subject());
    out.text(point.service());
    out.text(point.model());
    out.text(point.provider());
    out.text(point.attributes());
    out.text(point.resource());
    out.text(point.scope());
  }

  private static void write(PayloadWriter out, PointValue value) {
    switch (value) {
      case Whole(long whole) -> {
        out.octet(WHOLE);
        out.whole(whole);
      }
      case Real(double real) -> {
        out.octet(REAL);
        out.real(real);
      }
      case Histogram histogram -> {
        out.octet(HISTOGRAM);
        out.whole(histogram.count());
        out.realOrNull(histogram.sum());
        out.realOrNull(histogram.min());
        out.realOrNull(histogram.max());
        out.whole(histogram.bounds().size());
        histogram.bounds().forEach(out::real);
        counts(out, histogram.counts());
      }
      case ExponentialHistogram histogram -> {
        out.octet(EXPONENTIAL);
        out.whole(histogram.count());
        out.realOrNull(histogram.sum());
        out.realOrNull(histogram.min());
        out.realOrNull(histogram.max());
        out.whole(histogram.scale());
        out.whole(histogram.zeroCount());
        out.real(histogram.zeroThreshold());
        buckets(out, histogram.positive());
        buckets(out, histogram.negative());
      }
      case Summary summary -> {
        out.octet(SUMMARY);
        out.whole(summary.count());
        out.real(summary.sum());
        out.whole(summary.quantiles().size());
        for (Quantile quantile : summary.quantiles()) {
          out.real(quantile.quantile());
          out.real(quantile.value());
        }
      }
    }
  }

  private static void buckets(PayloadWriter out, Buckets buckets) {
    out.whole(buckets.offset());
    counts(out, buckets.counts());
  }

  private static void counts(PayloadWriter out, List<Long> counts) {
    out.whole(counts.size());
    counts.forEach(out::whole);
  }

  static MetricPoint read(PayloadReader in) {
    var id = in.uuid();
    var timestamp = in.instant();
    var receivedAt = in.instant();
    Context context = RecordCodec.context(in);
    return new MetricPoint(
        id,
        timestamp,
        receivedAt,
        context,
        in.uuid(),
        metric(in),
        in.instantOrNull(),
        value(in),
        SpanCodec.subject(in),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.textOrNull());
  }

  private static Metric metric(PayloadReader in) {
    return new Metric(
        in.text(),
        in.text(),
        in.text(),
        Metric.Type.ofCode(in.octet()).orElseThrow(() -> unknown("type of metric")),
        Metric.Temporality.ofCode(in.octet()).orElseThrow(() -> unknown("temporality")),
        in.bool());
  }

  private static PointValue value(PayloadReader in) {
    return switch (in.octet()) {
      case WHOLE -> new Whole(in.whole());
      case REAL -> new Real(in.real());
      case HISTOGRAM ->
          new Histogram(
              in.whole(), in.realOrNull(), in.realOrNull(), in.realOrNull(), reals(in), counts(in));
      case EXPONENTIAL ->
          new ExponentialHistogram(
              in.whole(),
              in.realOrNull(),
              in.realOrNull(),
              in.realOrNull(),
              small(in),
              in.whole(),
              in.real(),
              new Buckets(small(in), counts(in)),
              new Buckets(small(in), counts(in)));
      case SUMMARY -> new Summary(in.whole(), in.real(), quantiles(in));
      default -> throw unknown("kind of value");
    };
  }

  private static int small(PayloadReader in) {
    long value = in.whole();
    if (value != (int) value) {
      throw unknown("32-bit number");
    }
    return (int) value;
  }

  private static List<Double> reals(PayloadReader in) {
    int size = in.count();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(in.real());
    }
    return values;
  }

  private static List<Long> counts(PayloadReader in) {
    int size = in.count();
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(in.whole());
    }
    return values;
  }

  private static List<Quantile> quantiles(PayloadReader in) {
    int size = in.count();
    List<Quantile> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(new Quantile(in.real(), in.real()));
    }
    return values;
  }

  private static IllegalArgumentException unknown(String what) {
    return new IllegalArgumentException("payload has an unknown " + what);
  }
}
