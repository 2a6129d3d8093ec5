package io.hivecore.ingest;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store that keeps what it is given, and fails when it is told to. */
public final class MemoryStore implements TelemetryStore {
  private final List<SequencedRecord> records = new ArrayList<>();
  private final List<Integer> transactions = new ArrayList<>();
  private long applied;
  private @Nullable RuntimeException failure;
  private int failures;
  private boolean held;

  /** Fails that many times. */
  public synchronized void fail(int times, RuntimeException failure) {
    this.failures = times;
    this.failure = failure;
  }

  /** Makes transactions wait until {@link #go}. */
  synchronized void hold() {
    held = true;
  }

  synchronized void go() {
    held = false;
    notifyAll();
  }

  synchronized List<SequencedRecord> records() {
    return List.copyOf(records);
  }

  /** How many records each transaction had. */
  synchronized List<Integer> transactions() {
    return List.copyOf(transactions);
  }

  synchronized int failuresLeft() {
    return failures;
  }

  @Override
  public synchronized long appliedSequence() {
    return applied;
  }

  @Override
  public synchronized UsageChanges apply(List<SequencedRecord> batch, long upTo) {
    while (held) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError("the applier's thread is never interrupted", e);
      }
    }
    if (failure != null && failures > 0) {
      failures--;
      notifyAll();
      throw failure;
    }
    transactions.add(batch.size());
    for (SequencedRecord record : batch) {
      if (record.sequence() > applied) {
        records.add(record);
      }
    }
    applied = Math.max(applied, upTo);
    return UsageChanges.NONE;
  }

  @Override
  public Duration applying() {
    return Duration.ZERO;
  }

  @Override
  public boolean mayContain(TenantId tenant, RecordKind kind, UUID id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean contains(TenantId tenant, RecordKind kind, UUID id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ExecutionRecord> execution(TenantId tenant, UUID id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteTraces(TenantId tenant, Set<String> traceIds) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long deletePoints(TenantId tenant, Whose whose) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TraceQueries traces() {
    throw new UnsupportedOperationException();
  }

  @Override
  public MetricQueries metrics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public TelemetryQueries queries() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void expire(Map<TenantId, Duration> keep, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteTenant(TenantId tenant) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StoreStatus status() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
