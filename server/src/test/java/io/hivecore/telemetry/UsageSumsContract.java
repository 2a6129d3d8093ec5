package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over usage are what a plain computation over the same records gives. */
public abstract class UsageSumsContract extends StoreContract {
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "Asia/Kathmandu",
          "Australia/Lord_Howe",
          "Asia/Kolkata",
          "+01:02:03");

  private final ModelStore model = new ModelStore();

  protected UsageSumsContract(StoreUnderTest subject) {
    super(subject);
  }

  private void fill(long seed, Instant from, Duration span, int records) {
    var random = new RandomRecords(seed, from, span);
    while (random.sequence() < records) {
      List<SequencedRecord> batch = random.next(80);
      store().apply(batch, random.sequence());
      model.apply(batch, random.sequence());
    }
    settle();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sumsUpWhateverIsAsked(long seed) {
    fill(seed, START, Duration.ofHours(5), 800);
    var random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      RecordFilter filter = ListContract.filter(random);
      assertSums(
          queries().usageTotals(FIRST, filter, SOON), model.usageTotals(FIRST, filter, SOON));

      List<Dimension> dimensions = dimensions(random);
      if (!dimensions.isEmpty()) {
        assertGroups(
            queries()
                .usage(
                    FIRST,
                    filter,
                    List.of(new UsageGrouping(dimensions, 5, UsageDetail.SUMS_AND_DURATIONS)),
                    SOON)
                .getFirst(),
            model
                .usage(
                    FIRST,
                    filter,
                    List.of(new UsageGrouping(dimensions, 5, UsageDetail.SUMS_AND_DURATIONS)),
                    SOON)
                .getFirst());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sumsUpOverTime(long seed) {
    fill(seed, START, Duration.ofHours(5), 600);
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      RecordFilter filter =
          ListContract.filter(random)
              .between(
                  START.plusNanos(random.nextLong(8_000_000_000_000L)),
                  START.plusNanos(random.nextLong(8_000_000_000_000L, 18_000_000_000_000L)));
      assertTrend(
          filter,
          RandomRecords.any(random, Interval.class),
          ZONES.get(random.nextInt(ZONES.size())),
          dimensions(random));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-28T00:00:00Z",
        "2026-10-24T00:00:00Z",
        "2026-03-07T12:00:00Z",
        "2026-11-01T00:00:00Z",
        "2026-04-04T06:00:00Z",
        "2026-10-03T06:00:00Z"
      })
  void followsTheClockOnDaysWhenItChanges(String from) {
    Instant start = Instant.parse(from);
    fill(start.getEpochSecond(), start, Duration.ofDays(2), 300);
    RecordFilter filter =
        RecordFilter.ALL.between(
            start.plusSeconds(61), start.plus(Duration.ofHours(47)).plusNanos(1_000));
    for (String zone : ZONES) {
      for (Interval interval : List.of(Interval.HOUR, Interval.DAY, Interval.WEEK)) {
        assertTrend(filter, interval, zone, List.of());
      }
    }
  }

  @Test
  void cutsAtTheMicrosecond() {
    fill(9, START, Duration.ofMinutes(50), 300);
    List<TelemetryRecord> usage =
        model.list(FIRST, RecordKind.USAGE, RecordFilter.ALL, newestFirst(1_000), SOON).records();
    for (int i = 0; i < usage.size(); i += 9) {
      Instant at = usage.get(i).timestamp();
      for (RecordFilter filter :
          List.of(
              RecordFilter.ALL.between(at, null),
              RecordFilter.ALL.between(null, at),
              RecordFilter.ALL.between(at.plusNanos(1), null),
              RecordFilter.ALL.between(null, at.plusNanos(1)),
              RecordFilter.ALL.between(at, at.plusNanos(1_000)))) {
        assertSums(
            queries().usageTotals(FIRST, filter, SOON), model.usageTotals(FIRST, filter, SOON));
      }
    }
  }

  @Test
  void countsExecutions() {
    fill(11, START, Duration.ofHours(5), 900);
    var random = new Random(11);
    for (int i = 0; i < 25; i++) {
      RecordFilter filter = ListContract.filter(random);
      ExecutionTotals actual = queries().executionTotals(FIRST, filter, SOON);
      ExecutionTotals expected = model.executionTotals(FIRST, filter, SOON);
      assertDurations(actual.durationMillis(), expected.durationMillis());
      assertThat(actual)
          .isEqualTo(
              new ExecutionTotals(
                  expected.total(),
                  expected.running(),
                  expected.completed(),
                  expected.failed(),
                  actual.durationMillis()));
    }
  }

  @Test
  void groupsExecutions() {
    fill(13, START, Duration.ofHours(5), 900);
    var random = new Random(13);
    for (List<ExecutionDimension> dimensions :
        List.of(
            List.of(ExecutionDimension.AGENT_NAME),
            List.of(ExecutionDimension.STATUS),
            List.of(ExecutionDimension.PROJECT, ExecutionDimension.STATUS),
            List.of(ExecutionDimension.values()))) {
      for (RecordFilter filter : List.of(RecordFilter.ALL, ListContract.filter(random))) {
        List<ExecutionGroup> actual = queries().executions(FIRST, filter, dimensions, 1_000, SOON);
        List<ExecutionGroup> expected = model.executions(FIRST, filter, dimensions, 1_000, SOON);
        assertThat(counts(actual)).as("%s %s", dimensions, filter).isEqualTo(counts(expected));
        Map<List<String>, ExecutionTotals> same =
            expected.stream()
                .collect(Collectors.toMap(ExecutionGroup::values, ExecutionGroup::totals));
        actual.forEach(
            group ->
                assertDurations(
                    group.totals().durationMillis(),
                    Objects.requireNonNull(same.get(group.values())).durationMillis()));
        assertThat(queries().executions(FIRST, filter, dimensions, 2, SOON))
            .isEqualTo(actual.stream().limit(2).toList());
        assertThat(actual.stream().map(group -> group.totals().total()))
            .isSortedAccordingTo(Comparator.reverseOrder());
      }
    }
    List<ExecutionDimension> rounds = List.of(ExecutionDimension.ROUND);
    assertThat(counts(queries().executions(SECOND, RecordFilter.ALL, rounds, 99, SOON)))
        .isEqualTo(counts(model.executions(SECOND, RecordFilter.ALL, rounds, 99, SOON)));
  }

  private static Set<List<Object>> counts(List<ExecutionGroup> groups) {
    return groups.stream()
        .map(
            group ->
                List.<Object>of(
                    group.values(),
                    group.totals().total(),
                    group.totals().running(),
                    group.totals().completed(),
                    group.totals().failed()))
        .collect(Collectors.toSet());
  }

  @Test
  void nothingSumsUpToZero() {
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON)).isEqualTo(UsageTotals.ZERO);
    assertThat(queries().executionTotals(FIRST, RecordFilter.ALL, SOON))
        .isEqualTo(ExecutionTotals.ZERO);
    fill(12, START, Duration.ofHours(1), 100);
    RecordFilter never = RecordFilter.ALL.between(START.plus(Duration.ofDays(9)), null);
    assertThat(queries().usageTotals(FIRST, never, SOON)).isEqualTo(UsageTotals.ZERO);
    assertThat(
            queries()
                .usage(
                    FIRST,
                    never,
                    List.of(
                        new UsageGrouping(
                            List.of(Dimension.PROJECT), 9, UsageDetail.SUMS_AND_DURATIONS)),
                    SOON)
                .getFirst())
        .isEmpty();
    assertThat(queries().executionTotals(FIRST, never, SOON)).isEqualTo(ExecutionTotals.ZERO);
    assertThat(
            queries()
                .usageTrend(
                    FIRST,
                    RecordFilter.ALL.between(START, START),
                    Interval.DAY,
                    ZoneId.of("UTC"),
                    List.of(),
                    SOON))
        .isEmpty();
  }

  private void assertTrend(
      RecordFilter filter, Interval interval, String zone, List<Dimension> dimensions) {
    ZoneId zoneId = ZoneId.of(zone);
    List<TrendPoint> actual =
        queries().usageTrend(FIRST, filter, interval, zoneId, dimensions, SOON);
    List<TrendPoint> expected = model.usageTrend(FIRST, filter, interval, zoneId, dimensions, SOON);
    assertThat(actual.stream().map(point -> List.of(point.period(), point.values())).toList())
        .as("%s %s %s %s", filter, interval, zone, dimensions)
        .isEqualTo(
            expected.stream().map(point -> List.of(point.period(), point.values())).toList());
    for (int i = 0; i < actual.size(); i++) {
      assertSums(actual.get(i).totals(), expected.get(i).totals());
    }
  }

  private static void assertGroups(List<UsageGroup> actual, List<UsageGroup> expected) {
    assertThat(actual.stream().map(UsageGroup::values).toList())
        .isEqualTo(expected.stream().map(UsageGroup::values).toList());
    for (int i = 0; i < actual.size(); i++) {
      assertSums(actual.get(i).totals(), expected.get(i).totals());
    }
  }

  private static List<Dimension> dimensions(Random random) {
    List<Dimension> dimensions = new ArrayList<>();
    for (Dimension dimension : Set.of(Dimension.values())) {
      if (random.nextInt(4) == 0) {
        dimensions.add(dimension);
      }
    }
    return dimensions;
  }
}
