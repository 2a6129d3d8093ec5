package io.hivecore.operations;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.MetricQueries;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.StoreStatus;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.telemetry.UsageChanges;
import io.hivecore.telemetry.Whose;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A telemetry store whose newly applied records, and what they do to the ledger, are counted. */
public final class CountingTelemetryStore implements TelemetryStore {
  private final TelemetryStore store;
  private final UsageCounters counters;

  public CountingTelemetryStore(TelemetryStore store, UsageCounters counters) {
    this.store = store;
    this.counters = counters;
  }

  @Override
  public UsageChanges apply(List<SequencedRecord> records, long upTo) {
    long applied = store.appliedSequence();
    UsageChanges changes = store.apply(records, upTo);
    counters.count(records.stream().filter(record -> record.sequence() > applied).toList());
    counters.count(changes);
    return changes;
  }

  @Override
  public Duration applying() {
    return store.applying();
  }

  @Override
  public long appliedSequence() {
    return store.appliedSequence();
  }

  @Override
  public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
    return store.mayContain(tenant, kind, id);
  }

  @Override
  public boolean contains(TenantId tenant, RecordKind kind, UUID id) {
    return store.contains(tenant, kind, id);
  }

  @Override
  public Optional<ExecutionRecord> execution(TenantId tenant, UUID id) {
    return store.execution(tenant, id);
  }

  @Override
  public TelemetryQueries queries() {
    return store.queries();
  }

  @Override
  public TraceQueries traces() {
    return store.traces();
  }

  @Override
  public MetricQueries metrics() {
    return store.metrics();
  }

  @Override
  public void expire(Map<TenantId, Duration> keep, Instant now) {
    store.expire(keep, now);
  }

  @Override
  public void deleteTenant(TenantId tenant) {
    store.deleteTenant(tenant);
    counters.forget(tenant);
  }

  @Override
  public void deleteTraces(TenantId tenant, Set<String> traceIds) {
    store.deleteTraces(tenant, traceIds);
  }

  @Override
  public long deletePoints(TenantId tenant, Whose whose) {
    return store.deletePoints(tenant, whose);
  }

  @Override
  public StoreStatus status() {
    return store.status();
  }

  @Override
  public void close() {
    store.close();
  }
}
