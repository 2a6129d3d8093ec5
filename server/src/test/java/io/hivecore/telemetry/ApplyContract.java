package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A store keeps what it is given, once, whole, together with the mark. */
public abstract class ApplyContract extends StoreContract {
  protected ApplyContract(StoreUnderTest subject) {
    super(subject);
  }

  @Test
  void startsEmpty() {
    assertThat(store().appliedSequence()).isZero();
    assertThat(store().mayContain(FIRST, RecordKind.USAGE, new UUID(1, 2))).isFalse();
    assertThat(store().contains(FIRST, RecordKind.USAGE, new UUID(1, 2))).isFalse();
    assertThat(store().execution(FIRST, new UUID(1, 2))).isEmpty();
    assertThat(list(FIRST, RecordKind.USAGE)).isEmpty();
  }

  @Test
  void keepsEveryComponentOfEveryKind() {
    var random = new RandomRecords(7, START, Duration.ofDays(3));
    var model = new ModelStore();
    for (int i = 0; i < 20; i++) {
      List<SequencedRecord> batch = random.next(37);
      store().apply(batch, random.sequence());
      model.apply(batch, random.sequence());
      if (i % 7 == 0) {
        reopen();
      }
    }
    settle();
    for (RecordKind kind : RandomRecords.kinds()) {
      for (var tenant : List.of(FIRST, SECOND)) {
        List<TelemetryRecord> expected =
            model.list(tenant, kind, RecordFilter.ALL, newestFirst(10_000), SOON).records();
        assertThat(expected).isNotEmpty();
        assertThat(list(tenant, kind)).isEqualTo(expected);
        for (TelemetryRecord record : expected.subList(0, Math.min(20, expected.size()))) {
          assertThat(queries().find(tenant, kind, record.id(), SOON)).contains(record);
          assertThat(store().mayContain(tenant, kind, record.id())).isTrue();
          assertThat(store().contains(tenant, kind, record.id())).isTrue();
        }
      }
    }
  }

  @Test
  void keepsMoneyToTheLastDigit() {
    List<UsageRecord> usage =
        List.of(
                "0",
                "0.00",
                "0.1",
                "0.10",
                "1E+3",
                "1E-38",
                "1E-60",
                "999999999999.999999",
                "0.12345678901234567890123456789012345678",
                "3E-200")
            .stream()
            .map(text -> usage(new Cost(new BigDecimal(text), null, "")))
            .toList();
    apply(FIRST, usage.toArray(TelemetryRecord[]::new));
    reopen();
    for (UsageRecord record : usage) {
      assertThat(queries().find(FIRST, RecordKind.USAGE, record.id(), SOON)).contains(record);
    }
  }

  @Test
  void countsTheReportedCostElseTheComputedOne() {
    apply(
        FIRST,
        usage(new Cost(new BigDecimal("0.25"), new BigDecimal("9"), "v")),
        usage(new Cost(null, new BigDecimal("0.5"), "v")),
        usage(Cost.UNPRICED));
    UsageTotals totals = queries().usageTotals(FIRST, RecordFilter.ALL, SOON);
    assertThat(totals.cost()).isEqualByComparingTo("0.75");
    assertThat(totals.calls()).isEqualTo(3);
    assertThat(totals.unpricedCalls()).isEqualTo(1);
  }

  @Test
  void movesTheMarkWithAndWithoutRecords() {
    var random = new RandomRecords(1, START, Duration.ofHours(1));
    store().apply(random.next(3), 3);
    assertThat(store().appliedSequence()).isEqualTo(3);
    store().apply(List.of(), 9);
    assertThat(store().appliedSequence()).isEqualTo(9);
    reopen();
    assertThat(store().appliedSequence()).isEqualTo(9);
  }

  @Test
  void passesOverWhatWasApplied() {
    var random = new RandomRecords(2, START, Duration.ofHours(1));
    List<SequencedRecord> all = random.next(60);
    var model = new ModelStore();
    model.apply(all, 60);
    store().apply(all.subList(0, 40), 40);
    store().apply(all.subList(0, 40), 40);
    store().apply(all.subList(10, 30), 30);
    reopen();
    store().apply(all.subList(20, 60), 60);
    store().apply(all, 60);
    settle();
    for (RecordKind kind : RandomRecords.kinds()) {
      assertThat(list(FIRST, kind))
          .isEqualTo(model.list(FIRST, kind, RecordFilter.ALL, newestFirst(100), SOON).records());
    }
    assertSums(
        queries().usageTotals(FIRST, RecordFilter.ALL, SOON),
        model.usageTotals(FIRST, RecordFilter.ALL, SOON));
  }

  @Test
  void mergesTheMessagesOnAnExecution() {
    var id = new UUID(5, 6);
    ExecutionRecord started = execution(id, null, "first");
    ExecutionRecord completed = execution(id, ExecutionStatus.COMPLETED, null);
    ExecutionRecord late = execution(id, ExecutionStatus.RUNNING, "late");
    apply(FIRST, started);
    applyMore(FIRST, completed);
    assertThat(store().execution(FIRST, id)).contains(started.mergedWith(completed));
    reopen();
    applyMore(FIRST, late);
    Optional<ExecutionRecord> expected =
        Optional.of(started.mergedWith(completed).mergedWith(late));
    assertThat(store().execution(FIRST, id)).isEqualTo(expected);
    assertThat(expected.map(ExecutionRecord::status)).contains(ExecutionStatus.COMPLETED);
    settle();
    assertThat(list(FIRST, RecordKind.EXECUTION)).containsExactly(expected.orElseThrow());
    assertThat(queries().count(FIRST, RecordKind.EXECUTION, RecordFilter.ALL, SOON)).isEqualTo(1);
    assertThat(queries().executionTotals(FIRST, RecordFilter.ALL, SOON))
        .isEqualTo(new ExecutionTotals(1, 0, 1, 0, Durations.NONE));
  }

  @Test
  void mergesMessagesOfOneBatch() {
    var id = new UUID(5, 7);
    ExecutionRecord started = execution(id, ExecutionStatus.RUNNING, "first");
    ExecutionRecord failed = execution(id, ExecutionStatus.FAILED, "broke");
    store()
        .apply(
            List.of(
                new SequencedRecord(1, FIRST, true, started),
                new SequencedRecord(2, FIRST, false, failed)),
            2);
    assertThat(list(FIRST, RecordKind.EXECUTION)).containsExactly(started.mergedWith(failed));
  }

  @Test
  void tellsHowMuchItKeeps() {
    apply(FIRST, usage(Cost.UNPRICED), usage(Cost.UNPRICED));
    StoreStatus status = store().status();
    assertThat(status.appliedSequence()).isEqualTo(2);
    assertThat(status.records()).isEqualTo(2);
    assertThat(status.segments()).isPositive();
  }

  private static UsageRecord usage(Cost cost) {
    UsageRecord any = new RandomRecords(System.nanoTime(), START, Duration.ofDays(1)).usage();
    return new UsageRecord(
        UUID.randomUUID(),
        any.timestamp(),
        any.receivedAt(),
        any.context(),
        any.modelName(),
        any.provider(),
        any.tokens(),
        cost,
        any.durationMillis(),
        any.extra());
  }

  static ExecutionRecord execution(
      UUID id,
      @org.jspecify.annotations.Nullable ExecutionStatus status,
      @org.jspecify.annotations.Nullable String content) {
    return new ExecutionRecord(
        id,
        "run",
        START,
        START.plusSeconds(1),
        new Context("p", "r", "a", "agent", "t", "s"),
        null,
        null,
        null,
        null,
        status,
        content,
        null,
        null,
        null,
        null,
        null);
  }
}
