package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One data point of a metric. Never billed: what coding agents and libraries count there, their
 * spans and log events tell, too.
 *
 * @param timestamp when it was measured; of what is counted over a time, the end of it
 * @param series what all points have in common that one program sent of one metric with the same
 *     attributes: made of resource, scope, metric, attributes and context
 * @param startTime since when it counts; null when not sent
 * @param service the program that measured ({@code service.name}); may be empty
 * @param model what it measured, where its attributes name a model; may be empty
 * @param provider who runs that model; may be empty
 * @param attributes the text of one JSON object; may be empty
 * @param resource the text of one JSON object; may be empty
 * @param scope the text of one JSON object; may be empty
 */
public record MetricPoint(
    UUID id,
    Instant timestamp,
    Instant receivedAt,
    Context context,
    UUID series,
    Metric metric,
    @Nullable Instant startTime,
    PointValue value,
    Subject subject,
    String service,
    String model,
    String provider,
    String attributes,
    String resource,
    String scope,
    @Nullable String extra)
    implements TelemetryRecord {
  public MetricPoint {
    requireNonNull(series, "series");
    requireNonNull(metric, "metric");
    requireNonNull(value, "value");
    requireNonNull(subject, "subject");
    requireNonNull(service, "service");
    requireNonNull(model, "model");
    requireNonNull(provider, "provider");
    requireNonNull(attributes, "attributes");
    requireNonNull(resource, "resource");
    requireNonNull(scope, "scope");
  }

  @Override
  public RecordKind kind() {
    return RecordKind.METRIC_POINT;
  }

  /** This point with other texts. */
  public MetricPoint withTexts(
      Metric newMetric,
      String newAttributes,
      String newResource,
      String newScope,
      @Nullable String newExtra) {
    return new MetricPoint(
        id,
        timestamp,
        receivedAt,
        context,
        series,
        newMetric,
        startTime,
        value,
        subject,
        service,
        model,
        provider,
        newAttributes,
        newResource,
        newScope,
        newExtra);
  }
}
