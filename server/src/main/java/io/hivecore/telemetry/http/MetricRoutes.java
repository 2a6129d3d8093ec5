package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.MetricFilter;
import io.hivecore.telemetry.MetricGroup;
import io.hivecore.telemetry.MetricQueries;
import io.hivecore.telemetry.MetricSteps;
import io.hivecore.telemetry.MetricSummary;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/metrics/} and what is below it: what was sent as metrics. */
final class MetricRoutes {
  private static final int PAGE_SIZE = 100;
  private static final int MOST_DIMENSIONS = 5;
  private static final Duration LIST_WINDOW = Duration.ofDays(30);
  private static final Duration SERIES_WINDOW = Duration.ofDays(1);

  private final MetricQueries metrics;
  private final QueryGate gate;
  private final QuerySettings settings;
  private final InstantSource clock;

  MetricRoutes(MetricQueries metrics, QueryGate gate, QuerySettings settings, InstantSource clock) {
    this.metrics = metrics;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
  }

  /** {@code GET metrics/}: the metrics that there are, by name. */
  void list(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, LIST_WINDOW);
    MetricFilter filter = MetricFilterReader.read(query, window);
    int size = query.positiveInt("page_size", settings.maxPageSize()).orElse(PAGE_SIZE);
    int page = query.positiveInt("page").orElse(1);
    query.check();
    TenantId tenant = exchange.tenant();
    long offset = (page - 1L) * size;
    List<MetricSummary> found =
        gate.query(
            exchange,
            deadline -> metrics.metrics(tenant, filter, offset, size + 1, deadline.remaining()));
    boolean more = found.size() > size;
    String next =
        more
            ? Links.url(exchange, exchange.rawPath(), Map.of("page", Integer.toString(page + 1)))
            : null;
    List<MetricSummary> shown = more ? found.subList(0, size) : found;
    exchange.json(200, json -> MetricWriter.list(json, shown, next));
  }

  /** {@code GET metrics/series/}: one metric over time. */
  void series(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Instant now = clock.instant();
    Window window = Window.read(query, now, ZoneOffset.UTC, SERIES_WINDOW);
    MetricFilter filter = MetricFilterReader.read(query, window);
    String name = query.text("name").orElse("");
    if (name.isEmpty()) {
      query.invalid("name", "Give the name of a metric.");
    }
    Duration step = StepReader.read(query);
    List<String> groupBy = query.list("group_by");
    if (groupBy.size() > MOST_DIMENSIONS) {
      query.invalid("group_by", "At most " + MOST_DIMENSIONS + " names.");
    }
    query.check();
    MetricSteps steps = steps(window, now, step);
    if (steps.count() > settings.maxTrendRows()) {
      throw Problem.invalid(
              "step",
              "More than "
                  + settings.maxTrendRows()
                  + " steps; ask for longer ones or a shorter range of time.")
          .asException();
    }
    int mostGroups = (int) Math.max(1, settings.maxTrendRows() / steps.count());
    TenantId tenant = exchange.tenant();
    List<MetricGroup> groups =
        gate.query(
            exchange,
            deadline ->
                metrics.series(
                    tenant, name, filter, steps, groupBy, mostGroups, deadline.remaining()));
    exchange.json(200, json -> MetricWriter.series(json, name, steps, groupBy, groups));
  }

  /** Without an end: with what is measured in this very second. */
  private static MetricSteps steps(Window window, Instant now, @Nullable Duration step) {
    Instant from = window.from();
    if (from == null) {
      throw new IllegalStateException("a chart has a range of its own");
    }
    Instant to = window.to();
    if (to == null) {
      to = (from.isAfter(now) ? from : now).plusSeconds(1);
    }
    return StepReader.steps(from, to, step);
  }
}
