package io.hivecore.ingest.dialect;

import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.Identities;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.function.Consumer;

/** Reads OTLP requests with metrics. */
public final class OtlpMetrics {
  private OtlpMetrics() {}

  /**
   * Reads all data points in order.
   *
   * @param sink called once for each data point: a {@code MetricPoint}, or a rejection that names
   *     the point. Never throws for what a metric holds.
   */
  public static void read(
      ExportMetricsServiceRequest request,
      Arrival arrival,
      Identities identities,
      Consumer<Decoded> sink) {
    MetricReader reader = new MetricReader(arrival, identities, sink);
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      Origin program = Origin.of(resource.getResource());
      String service = MetricReader.service(resource.getResource());
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        Origin origin = program.with(scope.getScope());
        for (Metric metric : scope.getMetricsList()) {
          reader.read(metric, origin, service);
        }
      }
    }
  }
}
