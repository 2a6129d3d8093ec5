package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.PointValue.ExponentialHistogram;
import io.hivecore.telemetry.PointValue.Histogram;
import io.hivecore.telemetry.PointValue.Real;
import io.hivecore.telemetry.PointValue.Summary;
import io.hivecore.telemetry.PointValue.Whole;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.Subject;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Points of metrics. A number is in {@code value}, and an exact whole one in {@code whole} too. */
final class MetricPointTable extends RecordTable<MetricPoint> {
  static final MetricPointTable INSTANCE = new MetricPointTable();

  private MetricPointTable() {
    super(
        RecordKind.METRIC_POINT,
        List.of(Field.instant("timestamp", "timestamp"), Field.text("metric_name", "metric_name")));
  }

  @Override
  String ownDefinitions() {
    return """
    series UUID NOT NULL,
    metric_name VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    temporality VARCHAR NOT NULL,
    monotonic BOOLEAN NOT NULL,
    start_time TIMESTAMP,
    value DOUBLE,
    whole BIGINT,
    count BIGINT,
    sum DOUBLE,
    min DOUBLE,
    max DOUBLE,
    buckets VARCHAR NOT NULL,
    session_id VARCHAR NOT NULL,
    user_id VARCHAR NOT NULL,
    environment VARCHAR NOT NULL,
    release VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    model_name VARCHAR NOT NULL,
    provider VARCHAR NOT NULL,
    attributes VARCHAR NOT NULL,
    resource VARCHAR NOT NULL,
    scope VARCHAR NOT NULL
    """;
  }

  /** What {@link #value} reads. */
  static final String VALUE = "type, value, whole, count, sum, min, max, buckets";

  @Override
  String ownSelected() {
    return """
    series, metric_name, unit, description, type, temporality, monotonic, epoch_us(start_time),
    %s,
    session_id, user_id, environment, release, service, model_name, provider,
    attributes, resource, scope
    """
        .formatted(VALUE);
  }

  @Override
  String exported(ExportFormat format) {
    return """
    id, %s AS timestamp, metric_name, unit, type, temporality, monotonic, %s AS start_time,
    value, whole, count, sum, min, max, buckets, series,
    project_id AS agentscope_project_id, round_id AS execution_round_id, agent_name, session_id,
    user_id, service, model_name, provider, attributes, resource, scope, %s AS received_at
    """
        .formatted(
            exportedTime("timestamp", format),
            exportedTime("start_time", format),
            exportedTime("received_at", format));
  }

  @Override
  void appendOwn(RowAppender row, MetricPoint point) throws SQLException {
    Metric metric = point.metric();
    row.uuid(point.series())
        .text(metric.name())
        .text(metric.unit())
        .text(metric.description())
        .text(metric.type().wireName())
        .text(metric.temporality().wireName())
        .bool(metric.monotonic())
        .instantOrNull(point.startTime());
    append(row, point.value());
    Subject subject = point.subject();
    row.text(subject.sessionId())
        .text(subject.userId())
        .text(subject.environment())
        .text(subject.release())
        .text(point.service())
        .text(point.model())
        .text(point.provider())
        .text(point.attributes())
        .text(point.resource())
        .text(point.scope());
  }

  private static void append(RowAppender row, PointValue value) throws SQLException {
    switch (value) {
      case Whole(long whole) -> number(row, (double) whole, whole);
      case Real(double real) -> number(row, real, null);
      case Histogram each ->
          counted(row, each.count(), each.sum(), each.min(), each.max())
              .text(PointTexts.histogram(each.bounds(), each.counts()));
      case ExponentialHistogram each ->
          counted(row, each.count(), each.sum(), each.min(), each.max())
              .text(
                  PointTexts.exponential(
                      each.scale(),
                      each.zeroCount(),
                      each.zeroThreshold(),
                      each.positive(),
                      each.negative()));
      case Summary each ->
          counted(row, each.count(), each.sum(), null, null)
              .text(PointTexts.summary(each.quantiles()));
    }
  }

  private static void number(RowAppender row, double value, @Nullable Long whole)
      throws SQLException {
    row.real(value).wholeOrNull(whole).wholeOrNull(null);
    row.realOrNull(null).realOrNull(null).realOrNull(null).text("");
  }

  private static RowAppender counted(
      RowAppender row, long count, @Nullable Double sum, @Nullable Double min, @Nullable Double max)
      throws SQLException {
    return row.realOrNull(null)
        .wholeOrNull(null)
        .whole(count)
        .realOrNull(sum)
        .realOrNull(min)
        .realOrNull(max);
  }

  @Override
  MetricPoint readOwn(Shared shared, ColumnReader row) throws SQLException {
    var series = row.uuid();
    var metric =
        new Metric(
            row.text(), row.text(), row.text(), type(row.text()), temporality(row), row.bool());
    return new MetricPoint(
        shared.id(),
        shared.timestamp(),
        shared.receivedAt(),
        shared.context(),
        series,
        metric,
        row.instantOrNull(),
        value(row),
        new Subject(row.text(), row.text(), row.text(), row.text()),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        shared.extra());
  }

  /** Reads {@link #VALUE}. */
  static PointValue value(ColumnReader row) throws SQLException {
    Metric.Type type = type(row.text());
    Double real = row.realOrNull();
    Long whole = row.wholeOrNull();
    Long counted = row.wholeOrNull();
    long count = counted == null ? 0 : counted;
    Double sum = row.realOrNull();
    Double min = row.realOrNull();
    Double max = row.realOrNull();
    String buckets = row.text();
    return switch (type) {
      case GAUGE, SUM -> whole == null ? new Real(real == null ? 0 : real) : new Whole(whole);
      case HISTOGRAM ->
          new Histogram(
              count, sum, min, max, PointTexts.bounds(buckets), PointTexts.counts(buckets));
      case EXPONENTIAL_HISTOGRAM -> exponential(count, sum, min, max, buckets);
      case SUMMARY -> new Summary(count, sum == null ? 0 : sum, PointTexts.quantiles(buckets));
    };
  }

  private static ExponentialHistogram exponential(
      long count,
      @Nullable Double sum,
      @Nullable Double min,
      @Nullable Double max,
      String buckets) {
    String[] parts = buckets.split(";", -1);
    return new ExponentialHistogram(
        count,
        sum,
        min,
        max,
        Integer.parseInt(parts[0]),
        Long.parseLong(parts[1]),
        Double.parseDouble(parts[2]),
        PointTexts.buckets(parts, 3),
        PointTexts.buckets(parts, 5));
  }

  static Metric.Type type(String name) {
    return Metric.Type.ofWireName(name)
        .orElseThrow(() -> new IllegalStateException("stored type of metric " + name));
  }

  static Metric.Temporality temporality(ColumnReader row) throws SQLException {
    String name = row.text();
    return Metric.Temporality.ofWireName(name)
        .orElseThrow(() -> new IllegalStateException("stored temporality " + name));
  }
}
