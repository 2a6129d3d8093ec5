package io.hivecore.operations.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Routes;
import io.hivecore.tenancy.TenantId;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** {@code /metrics} for Prometheus: all figures for an operator, its own series for a tenant. */
public final class MetricsRoutes {
  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();

  private MetricsRoutes(PrometheusRegistry registry) {
    this.registry = registry;
  }

  public static void register(Routes routes, PrometheusRegistry registry) {
    routes.add("GET", "/metrics", Access.FIGURES, new MetricsRoutes(registry)::scrape);
  }

  /**
   * {@code GET /metrics}: Prometheus text 0.0.4, or OpenMetrics 1.0.0 when the client accepts it.
   */
  private void scrape(Exchange exchange) throws IOException {
    TenantId tenant = exchange.caller().tenant();
    MetricSnapshots all = registry.scrape();
    MetricSnapshots visible = tenant == null ? all : TenantSeries.of(all, tenant);
    ExpositionFormatWriter writer =
        exchange.header("Accept").orElse("").contains("application/openmetrics-text")
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    exchange.send(200, writer.getContentType(), text(writer, visible));
  }

  /**
   * Writes on a platform thread: on a virtual one the JDK's {@link java.io.BufferedWriter} begins
   * small and grows by what is written next, here mostly one letter, which made 60 MB of garbage
   * with each scrape.
   */
  private static byte[] text(ExpositionFormatWriter writer, MetricSnapshots figures)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
    var writing =
        new FutureTask<>(
            () -> {
              writer.write(out, figures);
              return out.toByteArray();
            });
    Thread.ofPlatform().name("metrics").daemon().start(writing);
    try {
      return writing.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the figures were written");
    } catch (ExecutionException e) {
      throw new IOException("the figures could not be written", e.getCause());
    }
  }
}
