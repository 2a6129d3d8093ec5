package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.MetricFilter;
import io.hivecore.telemetry.MetricGroup;
import io.hivecore.telemetry.MetricQueries;
import io.hivecore.telemetry.MetricSteps;
import io.hivecore.telemetry.MetricSummary;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.List;

/** The questions about metrics, asked of DuckDB. Safe for any thread. */
final class DuckDbMetricQueries implements MetricQueries {
  private final QueryPool pool;
  private final TenantKeys tenants;

  DuckDbMetricQueries(QueryPool pool, TenantKeys tenants) {
    this.pool = pool;
    this.tenants = tenants;
  }

  @Override
  public List<MetricSummary> metrics(
      TenantId tenant, MetricFilter filter, long offset, int limit, Duration deadline) {
    Integer key = tenants.find(tenant);
    return key == null
        ? List.of()
        : pool.run(deadline, session -> MetricNames.read(session, key, filter, offset, limit));
  }

  @Override
  public List<MetricGroup> series(
      TenantId tenant,
      String name,
      MetricFilter filter,
      MetricSteps steps,
      List<String> groupBy,
      int mostGroups,
      Duration deadline) {
    Integer key = tenants.find(tenant);
    return key == null
        ? List.of()
        : pool.run(
            deadline,
            session ->
                new MetricSeriesQuery(session, key, name, filter, steps, groupBy).read(mostGroups));
  }
}
