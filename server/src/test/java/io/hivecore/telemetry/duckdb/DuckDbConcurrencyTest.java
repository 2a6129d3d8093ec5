package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers see every execution exactly once, while it is replaced, sealed away and merged. */
final class DuckDbConcurrencyTest {
  private static final TenantId TENANT = new TenantId(new UUID(1, 1));
  private static final Instant START = Instant.parse("2026-05-05T05:05:05Z");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int EXECUTIONS = 300;
  private static final int ROUNDS = 60;

  @Test
  void everyExecutionIsSeenExactlyOnce(@TempDir Path folder)
      throws ExecutionException, InterruptedException {
    var settings =
        DuckDbSettings.inFolder(folder)
            .withSegments(100, 1L << 30)
            .withMerging(5_000, 3)
            .withExecutionCache(20_000);
    try (var store = DuckDbTelemetryStore.open(settings);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<SequencedRecord> first = new ArrayList<>();
      for (int i = 0; i < EXECUTIONS; i++) {
        first.add(new SequencedRecord(i + 1, TENANT, true, execution(i, 0, null)));
      }
      store.apply(first, EXECUTIONS);

      var done = new AtomicBoolean();
      var looks = new AtomicInteger();
      Callable<Void> reader =
          () -> {
            while (!done.get()) {
              lookAt(store);
              looks.incrementAndGet();
            }
            return null;
          };
      List<Future<Void>> readers = List.of(threads.submit(reader), threads.submit(reader));
      write(store);
      done.set(true);
      for (Future<Void> future : readers) {
        future.get();
      }
      assertThat(looks.get()).isGreaterThan(5);
      store.settle();
      lookAt(store);
      ExecutionTotals totals = store.queries().executionTotals(TENANT, RecordFilter.ALL, SOON);
      assertThat(totals.completed()).isEqualTo(EXECUTIONS);
    }
  }

  private static void write(DuckDbTelemetryStore store) {
    var random = new Random(3);
    long sequence = EXECUTIONS;
    for (int round = 1; round <= ROUNDS; round++) {
      List<SequencedRecord> batch = new ArrayList<>();
      for (int i = 0; i < EXECUTIONS; i++) {
        if (round == ROUNDS || random.nextInt(5) == 0) {
          ExecutionStatus status = round == ROUNDS ? ExecutionStatus.COMPLETED : null;
          batch.add(new SequencedRecord(++sequence, TENANT, false, execution(i, round, status)));
        }
      }
      store.apply(batch, sequence);
    }
  }

  private static ExecutionRecord execution(
      int number, int round, @Nullable ExecutionStatus status) {
    // It starts ever later, so that it moves along the axis of time and between segments.
    return new ExecutionRecord(
        new UUID(7, number),
        "run-" + number,
        START.plusSeconds(number + 1_000L * round),
        START,
        new Context("p", "", "", "agent", "", ""),
        null,
        (long) round,
        null,
        null,
        status,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static void lookAt(DuckDbTelemetryStore store) {
    var newest =
        new PageRequest(List.of(new PageRequest.Ordering("timestamp", true)), null, 0, 5_000);
    List<TelemetryRecord> all =
        store
            .queries()
            .list(TENANT, RecordKind.EXECUTION, RecordFilter.ALL, newest, SOON)
            .records();
    var ids = new HashSet<UUID>();
    all.forEach(record -> ids.add(record.id()));
    assertThat(ids).hasSize(EXECUTIONS);
    assertThat(all).hasSize(EXECUTIONS);
    assertThat(store.queries().count(TENANT, RecordKind.EXECUTION, RecordFilter.ALL, SOON))
        .isEqualTo(EXECUTIONS);
    assertThat(store.queries().executionTotals(TENANT, RecordFilter.ALL, SOON).total())
        .isEqualTo(EXECUTIONS);
  }
}
