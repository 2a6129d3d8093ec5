package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.ExecutionDimension;
import io.hivecore.telemetry.ExecutionGroup;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.Interval;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The questions, asked of DuckDB. Safe for any thread. */
final class DuckDbQueries implements TelemetryQueries {
  private final QueryPool pool;
  private final TenantKeys tenants;
  private final RecordExport export;

  DuckDbQueries(QueryPool pool, TenantKeys tenants, RecordExport export) {
    this.pool = pool;
    this.tenants = tenants;
    this.export = export;
  }

  @Override
  public Page<TelemetryRecord> list(
      TenantId tenant, RecordKind kind, RecordFilter filter, PageRequest page, Duration deadline) {
    Integer key = tenants.find(tenant);
    var list = new RecordList(Selection.of(key == null ? 0 : key, kind, filter), page);
    return key == null ? new Page<>(List.of(), null) : pool.run(deadline, list::read);
  }

  @Override
  public long count(TenantId tenant, RecordKind kind, RecordFilter filter, Duration deadline) {
    if (kind == RecordKind.USAGE) {
      // The roll-ups know.
      var calls = new UsageGrouping(List.of(), 1, UsageDetail.SUMS);
      return usage(tenant, filter, List.of(calls), deadline).getFirst().getFirst().totals().calls();
    }
    Integer key = tenants.find(tenant);
    return key == null
        ? 0
        : pool.run(
            deadline, session -> RecordCount.count(session, Selection.of(key, kind, filter)));
  }

  @Override
  public Optional<TelemetryRecord> find(
      TenantId tenant, RecordKind kind, UUID id, Duration deadline) {
    Integer key = tenants.find(tenant);
    return key == null
        ? Optional.empty()
        : pool.run(deadline, session -> RecordLookup.find(session, tenant, key, kind, id));
  }

  @Override
  public Set<String> orderableFields(RecordKind kind) {
    return Set.copyOf(RecordTable.of(kind).fields().keySet());
  }

  @Override
  public List<List<UsageGroup>> usage(
      TenantId tenant, RecordFilter filter, List<UsageGrouping> groupings, Duration deadline) {
    Integer key = tenants.find(tenant);
    return key == null
        ? groupings.stream().map(grouping -> UsageGroups.largest(grouping, List.of())).toList()
        : pool.run(deadline, session -> UsageQuery.groups(session, key, filter, groupings));
  }

  @Override
  public List<TrendPoint> usageTrend(
      TenantId tenant,
      RecordFilter filter,
      Interval interval,
      ZoneId zone,
      List<Dimension> dimensions,
      Duration deadline) {
    Instant from = Objects.requireNonNull(filter.from(), "a trend needs from");
    Instant to = Objects.requireNonNull(filter.to(), "a trend needs to");
    Integer key = tenants.find(tenant);
    if (key == null || !from.isBefore(to)) {
      return List.of();
    }
    var axis = new TimeAxis(from, to, interval, zone);
    return pool.run(deadline, session -> UsageQuery.trend(session, key, filter, dimensions, axis));
  }

  @Override
  public List<ExecutionGroup> executions(
      TenantId tenant,
      RecordFilter filter,
      List<ExecutionDimension> dimensions,
      int most,
      Duration deadline) {
    // A tenant that never sent anything has no key; no row has key 0.
    Integer known = tenants.find(tenant);
    int key = known == null ? 0 : known;
    return pool.run(
        deadline, session -> new ExecutionQuery(key, filter, dimensions).groups(session, most));
  }

  @Override
  public void export(
      TenantId tenant,
      RecordKind kind,
      RecordFilter filter,
      PageRequest page,
      ExportFormat format,
      OutputStream out,
      Duration deadline)
      throws IOException {
    // A tenant that never sent anything has no key; no row has key 0.
    Integer key = tenants.find(tenant);
    export.write(key == null ? 0 : key, kind, filter, page, format, out, deadline);
  }
}
