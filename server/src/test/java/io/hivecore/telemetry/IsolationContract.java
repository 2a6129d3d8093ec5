package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one tenant sent, another cannot read, count, sum, export, change or delete. */
public abstract class IsolationContract extends StoreContract {
  private static final RecordFilter MARCH =
      RecordFilter.ALL.between(START, START.plus(Duration.ofDays(31)));

  private final ModelStore mine = new ModelStore();

  protected IsolationContract(StoreUnderTest subject) {
    super(subject);
  }

  /** All records are the first tenant's. */
  @BeforeEach
  void fill() {
    var random = new RandomRecords(4, START, Duration.ofHours(9));
    for (int i = 0; i < 5; i++) {
      List<SequencedRecord> batch =
          random.next(60).stream()
              .map(
                  sequenced ->
                      new SequencedRecord(
                          sequenced.sequence(), FIRST, sequenced.created(), sequenced.record()))
              .toList();
      store().apply(batch, random.sequence());
      mine.apply(batch, random.sequence());
    }
    settle();
  }

  @ParameterizedTest
  @MethodSource("io.hivecore.telemetry.RandomRecords#kinds")
  void readsNothing(RecordKind kind) throws IOException {
    List<TelemetryRecord> foreign = mine.all(FIRST, kind, RecordFilter.ALL);
    assertThat(foreign).isNotEmpty();
    assertThat(queries().list(SECOND, kind, RecordFilter.ALL, newestFirst(10), SOON))
        .isEqualTo(new Page<TelemetryRecord>(List.of(), null));
    assertThat(queries().count(SECOND, kind, RecordFilter.ALL, SOON)).isZero();
    for (TelemetryRecord record : foreign.subList(0, 3)) {
      assertThat(queries().find(SECOND, kind, record.id(), SOON)).isEmpty();
      assertThat(store().contains(SECOND, kind, record.id())).isFalse();
      assertThat(store().execution(SECOND, record.id())).isEmpty();
    }
    var position = queries().list(FIRST, kind, RecordFilter.ALL, newestFirst(1), SOON).next();
    assertThat(position).isNotNull();
    var behind =
        new PageRequest(List.of(new PageRequest.Ordering("timestamp", true)), position, 0, 10);
    assertThat(queries().list(SECOND, kind, RecordFilter.ALL, behind, SOON))
        .isEqualTo(new Page<TelemetryRecord>(List.of(), null));
    assertThat(export(kind).lines().count()).isEqualTo(1);
  }

  private String export(RecordKind kind) throws IOException {
    var out = new ByteArrayOutputStream();
    queries().export(SECOND, kind, RecordFilter.ALL, newestFirst(1), ExportFormat.CSV, out, SOON);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void sumsNothing() {
    List<Dimension> all = List.of(Dimension.values());
    assertThat(queries().usageTotals(SECOND, RecordFilter.ALL, SOON)).isEqualTo(UsageTotals.ZERO);
    assertThat(queries().usageTotals(SECOND, MARCH, SOON)).isEqualTo(UsageTotals.ZERO);
    assertThat(
            queries()
                .usage(
                    SECOND,
                    RecordFilter.ALL,
                    List.of(new UsageGrouping(all, 9, UsageDetail.SUMS_AND_DURATIONS)),
                    SOON)
                .getFirst())
        .isEmpty();
    for (Interval interval : Interval.values()) {
      assertThat(
              queries().usageTrend(SECOND, between(9), interval, ZoneId.of("UTC"), List.of(), SOON))
          .isEmpty();
    }
    assertThat(queries().executionTotals(SECOND, RecordFilter.ALL, SOON))
        .isEqualTo(ExecutionTotals.ZERO);
  }

  private static RecordFilter between(int hours) {
    return RecordFilter.ALL.between(START, START.plus(Duration.ofHours(hours)));
  }

  @Test
  void sameIdsStayApart() {
    long before = mine.appliedSequence();
    List<TelemetryRecord> foreign = mine.all(FIRST, RecordKind.EXECUTION, RecordFilter.ALL);
    ExecutionRecord theirs = (ExecutionRecord) foreign.getFirst();
    ExecutionRecord own = ApplyContract.execution(theirs.id(), ExecutionStatus.FAILED, "mine");
    store().apply(List.of(new SequencedRecord(before + 1, SECOND, true, own)), before + 1);
    // And again, now when the store has to look its state up.
    reopen();
    store().apply(List.of(new SequencedRecord(before + 2, SECOND, false, own)), before + 2);
    assertThat(store().execution(FIRST, theirs.id())).contains(theirs);
    assertThat(store().execution(SECOND, theirs.id())).contains(own);
    assertThat(list(SECOND, RecordKind.EXECUTION)).containsExactly(own);
    assertThat(list(FIRST, RecordKind.EXECUTION)).hasSameElementsAs(foreign);
  }

  @Test
  void deletesNothing() {
    store().deleteTenant(SECOND);
    store().expire(Map.of(SECOND, Duration.ZERO), START.plus(Duration.ofDays(99)));
    for (RecordKind kind : RandomRecords.kinds()) {
      assertThat(list(FIRST, kind))
          .isEqualTo(mine.list(FIRST, kind, RecordFilter.ALL, newestFirst(10_000), SOON).records());
    }
  }
}
