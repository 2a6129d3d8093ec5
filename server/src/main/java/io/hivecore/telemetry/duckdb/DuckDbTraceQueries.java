package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.AgentActivity;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.ScoreFilter;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.TraceGroup;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The questions about traces, asked of DuckDB. Safe for any thread. */
final class DuckDbTraceQueries implements TraceQueries {
  private final QueryPool pool;
  private final TenantKeys tenants;
  private final SegmentWords words;

  DuckDbTraceQueries(QueryPool pool, TenantKeys tenants, SegmentWords words) {
    this.pool = pool;
    this.tenants = tenants;
    this.words = words;
  }

  /** A tenant that never sent anything has no key; no row has key 0. */
  private int key(TenantId tenant) {
    Integer key = tenants.find(tenant);
    return key == null ? 0 : key;
  }

  private Selection selection(QuerySession session, int tenant, TraceFilter filter)
      throws SQLException {
    session.begin();
    Set<String> among = new TraceSearch(session, words, tenant, filter).traces();
    return TraceConditions.of(tenant, filter, among);
  }

  @Override
  public Page<TelemetryRecord> traces(
      TenantId tenant, TraceFilter filter, PageRequest page, Duration deadline) {
    int key = key(tenant);
    return pool.run(
        deadline, session -> new RecordList(selection(session, key, filter), page).read(session));
  }

  @Override
  public long count(TenantId tenant, TraceFilter filter, Duration deadline) {
    int key = key(tenant);
    return pool.run(
        deadline, session -> RecordCount.count(session, selection(session, key, filter)));
  }

  @Override
  public List<SpanRecord> branches(TenantId tenant, String traceId, int most, Duration deadline) {
    int key = key(tenant);
    return pool.run(
        deadline,
        session -> {
          session.begin();
          return SpanLookup.outlines(session, tenant, key, traceId, SpanOutlines.Detail.TREE, most);
        });
  }

  @Override
  public List<SpanRecord> spans(
      TenantId tenant, String traceId, Collection<String> spanIds, Duration deadline) {
    int key = key(tenant);
    return pool.run(
        deadline,
        session -> {
          session.begin();
          return SpanLookup.spans(session, tenant, key, traceId, spanIds);
        });
  }

  @Override
  public List<TraceGroup> groups(
      TenantId tenant,
      TraceFilter filter,
      TraceGroup.By by,
      long offset,
      int limit,
      Duration deadline) {
    int key = key(tenant);
    return pool.run(
        deadline,
        session ->
            new TraceGroups(selection(session, key, filter), by).read(session, offset, limit));
  }

  @Override
  public List<AgentActivity> agents(TenantId tenant, TraceFilter filter, Duration deadline) {
    int key = key(tenant);
    return pool.run(
        deadline, session -> new AgentQuery(selection(session, key, filter)).read(session));
  }

  @Override
  public Page<TelemetryRecord> scores(
      TenantId tenant, ScoreFilter filter, PageRequest page, Duration deadline) {
    int key = key(tenant);
    return pool.run(
        deadline, session -> new RecordList(TraceConditions.of(key, filter), page).read(session));
  }
}
