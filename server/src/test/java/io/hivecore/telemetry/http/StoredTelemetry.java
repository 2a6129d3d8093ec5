package io.hivecore.telemetry.http;

import io.hivecore.telemetry.AgentActivity;
import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.ExecutionDimension;
import io.hivecore.telemetry.ExecutionGroup;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.Interval;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreFilter;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.TraceGroup;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.duckdb.DuckDbSettings;
import io.hivecore.telemetry.duckdb.DuckDbTelemetryStore;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The real store, one for all tests of this room because opening takes its time. Each test's
 * tenants are tenants of their own in it.
 */
final class StoredTelemetry implements TelemetryQueries, TraceQueries {
  private static final Shared SHARED = new Shared();

  private final Map<TenantId, TenantId> own = new ConcurrentHashMap<>();
  private final List<SequencedRecord> waiting = new ArrayList<>();

  private static final class Shared {
    private final TelemetryStore store;
    private long sequence;

    Shared() {
      try {
        Path folder = Files.createTempDirectory(Path.of("target"), "query-routes-");
        store = DuckDbTelemetryStore.open(DuckDbSettings.inFolder(folder.toAbsolutePath()));
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    synchronized void apply(List<SequencedRecord> records) {
      List<SequencedRecord> numbered = new ArrayList<>();
      for (SequencedRecord each : records) {
        numbered.add(new SequencedRecord(++sequence, each.tenant(), true, each.record()));
      }
      store.apply(numbered, sequence);
    }
  }

  /** Adds a record; questions that are asked later see it. */
  synchronized void add(TenantId tenant, TelemetryRecord record) {
    waiting.add(new SequencedRecord(0, own(tenant), true, record));
  }

  private TenantId own(TenantId tenant) {
    return own.computeIfAbsent(tenant, ignored -> new TenantId(UUID.randomUUID()));
  }

  private synchronized TelemetryQueries store() {
    if (!waiting.isEmpty()) {
      SHARED.apply(waiting);
      waiting.clear();
    }
    return SHARED.store.queries();
  }

  @Override
  public Page<TelemetryRecord> list(
      TenantId tenant, RecordKind kind, RecordFilter filter, PageRequest page, Duration deadline) {
    return store().list(own(tenant), kind, filter, page, deadline);
  }

  @Override
  public long count(TenantId tenant, RecordKind kind, RecordFilter filter, Duration deadline) {
    return store().count(own(tenant), kind, filter, deadline);
  }

  @Override
  public Optional<TelemetryRecord> find(
      TenantId tenant, RecordKind kind, UUID id, Duration deadline) {
    return store().find(own(tenant), kind, id, deadline);
  }

  @Override
  public Set<String> orderableFields(RecordKind kind) {
    return store().orderableFields(kind);
  }

  @Override
  public List<List<UsageGroup>> usage(
      TenantId tenant, RecordFilter filter, List<UsageGrouping> groupings, Duration deadline) {
    return store().usage(own(tenant), filter, groupings, deadline);
  }

  @Override
  public List<TrendPoint> usageTrend(
      TenantId tenant,
      RecordFilter filter,
      Interval interval,
      ZoneId zone,
      List<Dimension> dimensions,
      Duration deadline) {
    return store().usageTrend(own(tenant), filter, interval, zone, dimensions, deadline);
  }

  @Override
  public List<ExecutionGroup> executions(
      TenantId tenant,
      RecordFilter filter,
      List<ExecutionDimension> dimensions,
      int most,
      Duration deadline) {
    return store().executions(own(tenant), filter, dimensions, most, deadline);
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
    store().export(own(tenant), kind, filter, page, format, out, deadline);
  }

  private TraceQueries traces() {
    store();
    return SHARED.store.traces();
  }

  @Override
  public Page<TelemetryRecord> traces(
      TenantId tenant, TraceFilter filter, PageRequest page, Duration deadline) {
    return traces().traces(own(tenant), filter, page, deadline);
  }

  @Override
  public long count(TenantId tenant, TraceFilter filter, Duration deadline) {
    return traces().count(own(tenant), filter, deadline);
  }

  @Override
  public List<SpanRecord> branches(TenantId tenant, String traceId, int most, Duration deadline) {
    return traces().branches(own(tenant), traceId, most, deadline);
  }

  @Override
  public List<SpanRecord> spans(
      TenantId tenant, String traceId, Collection<String> spanIds, Duration deadline) {
    return traces().spans(own(tenant), traceId, spanIds, deadline);
  }

  @Override
  public List<TraceGroup> groups(
      TenantId tenant,
      TraceFilter filter,
      TraceGroup.By by,
      long offset,
      int limit,
      Duration deadline) {
    return traces().groups(own(tenant), filter, by, offset, limit, deadline);
  }

  @Override
  public List<AgentActivity> agents(TenantId tenant, TraceFilter filter, Duration deadline) {
    return traces().agents(own(tenant), filter, deadline);
  }

  @Override
  public Page<TelemetryRecord> scores(
      TenantId tenant, ScoreFilter filter, PageRequest page, Duration deadline) {
    return traces().scores(own(tenant), filter, page, deadline);
  }
}
