package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.CostRule;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.MetricQueries;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.StoreStatus;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.telemetry.UsageChanges;
import io.hivecore.telemetry.Whose;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Telemetry in a row of DuckDB files under one folder, for one machine.
 *
 * <p>Implementation note: all files are attached to one DuckDB in memory. Only the last segment is
 * written, one transaction for each {@link #apply}, which carries the mark; so a checkpoint of one
 * file, which would block its writer for seconds, happens only after the writer has moved on to the
 * next. A sealed segment is never written by {@link #apply} again: an execution that changes gets a
 * new row in the open segment, which in the same transaction declares the older one dead.
 */
public final class DuckDbTelemetryStore implements TelemetryStore {
  private static final Duration LOOKUP_DEADLINE = Duration.ofSeconds(10);

  private final OpenedStore opened;
  private final TelemetryQueries queries;
  private final TraceQueries traces;
  private final MetricQueries metrics;

  private DuckDbTelemetryStore(OpenedStore opened) {
    this.opened = opened;
    this.queries =
        new DuckDbQueries(
            opened.pool(), opened.tenants(), new RecordExport(opened.pool(), opened.temporary()));
    this.traces = new DuckDbTraceQueries(opened.pool(), opened.tenants(), opened.words());
    this.metrics = new DuckDbMetricQueries(opened.pool(), opened.tenants());
  }

  /**
   * Opens the store in the settings' folder, or founds one there. What a kill left half done is
   * finished or undone. It knows no prices.
   *
   * @throws TelemetryStoreException when the data is of a newer format or damaged, or the folder
   *     cannot be used
   */
  public static DuckDbTelemetryStore open(DuckDbSettings settings) {
    return open(settings, CostRule.NONE);
  }

  /**
   * The same.
   *
   * @param costs of calls whose model and tokens came in different messages
   */
  public static DuckDbTelemetryStore open(DuckDbSettings settings, CostRule costs) {
    try {
      return new DuckDbTelemetryStore(OpenedStore.open(settings, costs));
    } catch (SQLException e) {
      throw Failures.of("opening the telemetry store", e);
    } catch (IOException e) {
      throw Failures.of("opening the telemetry store", e);
    }
  }

  @Override
  public long appliedSequence() {
    return opened.writer().applied();
  }

  @Override
  public UsageChanges apply(List<SequencedRecord> records, long upTo) {
    return opened.writer().apply(records, upTo);
  }

  @Override
  public Duration applying() {
    return opened.writer().applying();
  }

  @Override
  public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
    long hash = IdFilter.hash(tenant, kind, id);
    for (Segment segment : opened.catalog().current().segments()) {
      if (segment.filter().mayContain(hash)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean contains(TenantId tenant, RecordKind kind, UUID id) {
    Integer key = opened.tenants().find(tenant);
    return key != null
        && mayContain(tenant, kind, id)
        && opened
            .lookups()
            .run(LOOKUP_DEADLINE, session -> RecordLookup.contains(session, tenant, key, kind, id));
  }

  @Override
  public Optional<ExecutionRecord> execution(TenantId tenant, UUID id) {
    Integer key = opened.tenants().find(tenant);
    if (key == null || !mayContain(tenant, RecordKind.EXECUTION, id)) {
      return Optional.empty();
    }
    return opened
        .lookups()
        .run(
            LOOKUP_DEADLINE,
            session -> RecordLookup.find(session, tenant, key, RecordKind.EXECUTION, id))
        .map(ExecutionRecord.class::cast);
  }

  @Override
  public TelemetryQueries queries() {
    return queries;
  }

  @Override
  public TraceQueries traces() {
    return traces;
  }

  @Override
  public MetricQueries metrics() {
    return metrics;
  }

  @Override
  public void expire(Map<TenantId, Duration> keep, Instant now) {
    Map<TenantId, Duration> limits = Map.copyOf(keep);
    opened.janitor().now(() -> opened.retention().expire(limits, now));
  }

  @Override
  public void deleteTenant(TenantId tenant) {
    opened.janitor().now(() -> opened.retention().deleteTenant(tenant));
  }

  @Override
  public void deleteTraces(TenantId tenant, Set<String> traceIds) {
    Set<String> ids = Set.copyOf(traceIds);
    opened.janitor().now(() -> opened.traceRemoval().remove(tenant, ids));
  }

  @Override
  public long deletePoints(TenantId tenant, Whose whose) {
    long[] removed = {0};
    opened.janitor().now(() -> removed[0] = opened.pointRemoval().remove(tenant, whose));
    return removed[0];
  }

  @Override
  public StoreStatus status() {
    return opened.status();
  }

  /** Waits until all that is done in the background is done. */
  void settle() {
    opened.settle();
  }

  @Override
  public void close() {
    opened.close();
  }
}
