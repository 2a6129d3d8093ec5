package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.FieldError;
import io.hivecore.ingest.Identities;
import io.hivecore.ingest.Identities.Identity;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.dialect.PointValues.WrongPointException;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.Metric.Temporality;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.Subject;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the metrics of one request. Belongs to one thread. */
final class MetricReader {
  private static final int MOST_SHOWN = 60;

  private final Arrival arrival;
  private final Identities identities;
  private final Consumer<Decoded> sink;
  private final Found found = new Found(Dialects.KEYS);
  private final Details details = new Details();
  private int index;

  MetricReader(Arrival arrival, Identities identities, Consumer<Decoded> sink) {
    this.arrival = arrival;
    this.identities = identities;
    this.sink = sink;
  }

  /** The program that measured. */
  static String service(Resource resource) {
    for (KeyValue attribute : resource.getAttributesList()) {
      if (attribute.getKey().equals("service.name")) {
        Object name = Tree.of(attribute.getValue());
        return name != null && Readings.TEXT.read(name) instanceof String text ? text : "";
      }
    }
    return "";
  }

  /** A metric with what all its points share. */
  private record Whole(
      Metric metric, @Nullable Temporality temporality, Origin origin, String service) {}

  /** What points of all types have. */
  private record Point(long time, long start, int flags, List<KeyValue> attributes) {}

  /** Reads the value of a point. */
  private interface Value {
    PointValue read() throws WrongPointException;
  }

  void read(io.opentelemetry.proto.metrics.v1.Metric metric, Origin origin, String service) {
    switch (metric.getDataCase()) {
      case GAUGE -> {
        Whole whole = whole(metric, Metric.Type.GAUGE, Temporality.NONE, false, origin, service);
        metric.getGauge().getDataPointsList().forEach(point -> number(whole, point));
      }
      case SUM -> {
        Temporality temporality =
            PointValues.temporality(metric.getSum().getAggregationTemporalityValue());
        boolean monotonic = metric.getSum().getIsMonotonic();
        Whole whole = whole(metric, Metric.Type.SUM, temporality, monotonic, origin, service);
        metric.getSum().getDataPointsList().forEach(point -> number(whole, point));
      }
      case HISTOGRAM -> {
        Temporality temporality =
            PointValues.temporality(metric.getHistogram().getAggregationTemporalityValue());
        Whole whole = whole(metric, Metric.Type.HISTOGRAM, temporality, false, origin, service);
        for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
          Point common =
              new Point(
                  point.getTimeUnixNano(),
                  point.getStartTimeUnixNano(),
                  point.getFlags(),
                  point.getAttributesList());
          take(whole, common, () -> PointValues.histogram(point));
        }
      }
      case EXPONENTIAL_HISTOGRAM -> {
        Temporality temporality =
            PointValues.temporality(
                metric.getExponentialHistogram().getAggregationTemporalityValue());
        Whole whole =
            whole(metric, Metric.Type.EXPONENTIAL_HISTOGRAM, temporality, false, origin, service);
        for (ExponentialHistogramDataPoint point :
            metric.getExponentialHistogram().getDataPointsList()) {
          Point common =
              new Point(
                  point.getTimeUnixNano(),
                  point.getStartTimeUnixNano(),
                  point.getFlags(),
                  point.getAttributesList());
          take(whole, common, () -> PointValues.exponential(point));
        }
      }
      case SUMMARY -> {
        Whole whole =
            whole(metric, Metric.Type.SUMMARY, Temporality.CUMULATIVE, false, origin, service);
        for (SummaryDataPoint point : metric.getSummary().getDataPointsList()) {
          Point common =
              new Point(
                  point.getTimeUnixNano(),
                  point.getStartTimeUnixNano(),
                  point.getFlags(),
                  point.getAttributesList());
          take(whole, common, () -> PointValues.summary(point));
        }
      }
      case DATA_NOT_SET -> {}
    }
  }

  private static Whole whole(
      io.opentelemetry.proto.metrics.v1.Metric metric,
      Metric.Type type,
      @Nullable Temporality temporality,
      boolean monotonic,
      Origin origin,
      String service) {
    return new Whole(
        new Metric(
            cleaned(metric.getName()),
            cleaned(metric.getUnit()),
            cleaned(metric.getDescription()),
            type,
            temporality == null ? Temporality.NONE : temporality,
            monotonic),
        temporality,
        origin,
        service);
  }

  private static String cleaned(String text) {
    return Readings.shortened(Tree.clean(text).strip());
  }

  private void number(Whole whole, NumberDataPoint point) {
    Point common =
        new Point(
            point.getTimeUnixNano(),
            point.getStartTimeUnixNano(),
            point.getFlags(),
            point.getAttributesList());
    take(whole, common, () -> PointValues.number(point));
  }

  private void take(Whole whole, Point point, Value value) {
    int place = index++;
    try {
      require(whole, point);
      sink.accept(record(whole, point, value.read(), place));
    } catch (WrongPointException e) {
      sink.accept(rejection(whole, point, e, place));
    }
  }

  private static void require(Whole whole, Point point) throws WrongPointException {
    if (whole.metric().name().isEmpty()) {
      throw new WrongPointException("name", "expected the name of the metric");
    }
    if (whole.temporality() == null) {
      throw new WrongPointException("aggregation_temporality", "expected delta or cumulative");
    }
    if (PointValues.isEmpty(point.flags())) {
      throw new WrongPointException("flags", "no value was recorded");
    }
  }

  private Rejection rejection(Whole whole, Point point, WrongPointException e, int place) {
    String name = whole.metric().name();
    Instant time = UnixNanos.instant(point.time());
    return Rejection.invalid(
        List.of(
            new FieldError(
                e.field(),
                "%s (metric \"%s\", data point %d of the request%s)"
                    .formatted(
                        e.getMessage(),
                        name.length() > MOST_SHOWN ? name.substring(0, MOST_SHOWN) + "…" : name,
                        place + 1,
                        time == null ? "" : ", at " + time))));
  }

  private IncomingRecord record(Whole whole, Point point, PointValue value, int place) {
    found.clear();
    found.take(point.attributes());
    found.finish();
    Origin origin = whole.origin();
    Metric metric = whole.metric();
    CodingCli cli = CodingCli.ofEvent(metric.name());
    String agent = origin.text(found, Slot.AGENT_NAME);
    Context context =
        SpanParts.context(
            found,
            origin,
            arrival,
            agent.isEmpty() && cli != null ? cli.wireName() : agent,
            "",
            "");
    String model = model();
    String provider = found.text(Slot.PROVIDER);
    if (provider.isEmpty() && cli != null && !model.isEmpty()) {
      provider = cli.provider();
    }
    String attributes = details.attributes(point.attributes(), found, SpanContent.NONE);
    UUID series =
        identities.series(
            metric.name(),
            metric.unit(),
            metric.type().wireName(),
            metric.temporality().wireName(),
            metric.monotonic() ? "monotonic" : "",
            attributes,
            origin.resource(),
            origin.scope(),
            context.projectId(),
            context.roundId());
    Instant time = UnixNanos.instant(point.time());
    Identity identity =
        time == null
            ? identities.ofPlace(RecordKind.METRIC_POINT, place)
            : identities.ofPoint(series, point.start(), point.time());
    return new IncomingRecord(
        new MetricPoint(
            identity.id(),
            time == null ? arrival.receivedAt() : time,
            arrival.receivedAt(),
            context,
            series,
            metric,
            UnixNanos.instant(point.start()),
            value,
            cli == null
                ? SpanParts.subject(found, origin)
                : subject(SpanParts.subject(found, origin), point),
            whole.service(),
            model,
            provider,
            attributes,
            origin.resource(),
            origin.scope(),
            null),
        identity.chosen());
  }

  private String model() {
    String responded = found.text(Slot.RESPONSE_MODEL);
    return responded.isEmpty() ? found.text(Slot.REQUEST_MODEL) : responded;
  }

  /** A coding agent's user is told by the same names as in its log events, which tell of runs. */
  private static Subject subject(Subject said, Point point) {
    Map<String, @Nullable Object> attributes = Tree.of(point.attributes());
    for (String name : CodingCli.USER) {
      Object sent = attributes.get(name);
      if (sent != null && Readings.TEXT.read(sent) instanceof String user) {
        return new Subject(said.sessionId(), user, said.environment(), said.release());
      }
    }
    return said;
  }
}
