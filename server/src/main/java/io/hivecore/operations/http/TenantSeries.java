package io.hivecore.operations.http;

import io.hivecore.tenancy.TenantId;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Optional;

/**
 * The part of all figures that one tenant may see: the series that carry its id. Other kinds than
 * counters and gauges carry none.
 */
final class TenantSeries {
  private TenantSeries() {}

  static MetricSnapshots of(MetricSnapshots all, TenantId tenant) {
    return new MetricSnapshots(
        all.stream().flatMap(metric -> only(metric, tenant.toString()).stream()).toList());
  }

  private static Optional<MetricSnapshot> only(MetricSnapshot metric, String tenant) {
    return switch (metric) {
      case CounterSnapshot counter -> {
        var points = own(counter.getDataPoints(), tenant);
        yield points.isEmpty()
            ? Optional.empty()
            : Optional.of(new CounterSnapshot(counter.getMetadata(), points));
      }
      case GaugeSnapshot gauge -> {
        var points = own(gauge.getDataPoints(), tenant);
        yield points.isEmpty()
            ? Optional.empty()
            : Optional.of(new GaugeSnapshot(gauge.getMetadata(), points));
      }
      default -> Optional.empty();
    };
  }

  private static <P extends DataPointSnapshot> List<P> own(List<P> points, String tenant) {
    return points.stream()
        .filter(point -> tenant.equals(point.getLabels().get("tenant_id")))
        .toList();
  }
}
