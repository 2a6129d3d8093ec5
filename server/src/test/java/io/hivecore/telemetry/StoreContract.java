package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all parts of the contract have in common: a store, freshly cleared, and its journal. */
public abstract class StoreContract {
  protected static final TenantId FIRST = RandomRecords.FIRST;
  protected static final TenantId SECOND = RandomRecords.SECOND;
  protected static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  protected static final Duration SOON = Duration.ofSeconds(30);

  private final StoreUnderTest subject;
  private TelemetryStore store;
  private long sequence;

  protected StoreContract(StoreUnderTest subject) {
    this.subject = subject;
    this.store = new ModelStore();
  }

  @BeforeEach
  void openEmpty() {
    subject.clear();
    store = subject.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  protected final TelemetryStore store() {
    return store;
  }

  protected final TelemetryQueries queries() {
    return store.queries();
  }

  protected final void reopen() {
    store.close();
    store = subject.open();
  }

  protected final void settle() {
    subject.settle(store);
  }

  /** Applies new records of one tenant. */
  protected final UsageChanges apply(TenantId tenant, TelemetryRecord... records) {
    return apply(tenant, true, records);
  }

  /** Applies further messages on executions. */
  protected final UsageChanges applyMore(TenantId tenant, TelemetryRecord... records) {
    return apply(tenant, false, records);
  }

  private UsageChanges apply(TenantId tenant, boolean created, TelemetryRecord... records) {
    List<SequencedRecord> batch = new ArrayList<>();
    for (TelemetryRecord record : records) {
      batch.add(new SequencedRecord(++sequence, tenant, created, record));
    }
    return store.apply(batch, sequence);
  }

  protected final List<TelemetryRecord> list(TenantId tenant, RecordKind kind) {
    return list(tenant, kind, RecordFilter.ALL);
  }

  /** All records, newest first. */
  protected final List<TelemetryRecord> list(
      TenantId tenant, RecordKind kind, RecordFilter filter) {
    return queries().list(tenant, kind, filter, newestFirst(10_000), SOON).records();
  }

  protected static PageRequest newestFirst(int limit) {
    return new PageRequest(List.of(new PageRequest.Ordering("timestamp", true)), null, 0, limit);
  }

  protected static RecordFilter projects(String... projects) {
    return new RecordFilter(
        null, null, Set.of(projects), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
  }

  /** Equal, but for percentiles, of which 5 % are allowed, and what averages lose by rounding. */
  protected static void assertSums(UsageTotals actual, UsageTotals expected) {
    assertThat(actual.cost()).isEqualByComparingTo(expected.cost());
    assertDurations(actual.durationMillis(), expected.durationMillis());
    assertThat(exact(actual)).isEqualTo(exact(expected));
  }

  private static UsageTotals exact(UsageTotals totals) {
    return new UsageTotals(
        totals.calls(),
        totals.inputTokens(),
        totals.outputTokens(),
        totals.totalTokens(),
        totals.cacheReadTokens(),
        totals.cacheWriteTokens(),
        totals.reasoningTokens(),
        UsageTotals.ZERO.cost(),
        totals.unpricedCalls(),
        Durations.NONE);
  }

  protected static void assertDurations(Durations actual, Durations expected) {
    assertClose(actual.average(), expected.average(), 1e-9);
    assertClose(actual.p50(), expected.p50(), 0.05);
    assertClose(actual.p95(), expected.p95(), 0.05);
    assertClose(actual.p99(), expected.p99(), 0.05);
  }

  private static void assertClose(double actual, double expected, double part) {
    assertThat(Math.abs(actual - expected))
        .as("%s and %s", actual, expected)
        .isLessThanOrEqualTo(Math.abs(expected) * part);
  }
}
