package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hivecore.telemetry.Metric.Temporality;
import io.hivecore.telemetry.MetricGroup.Shape;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.metrics.MetricFold;
import io.hivecore.telemetry.metrics.MetricFold.CumulativePoint;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points of metrics are kept as they came, and read as what they come to. */
public abstract class MetricContract extends StoreContract {
  private static final int HOURS = 6;
  private static final MetricSteps STEPS =
      new MetricSteps(
          START.plus(Duration.ofMinutes(90)),
          START.plus(Duration.ofMinutes(317)),
          Duration.ofMinutes(15));

  private final List<MetricPoint> points = new RandomMetrics(5, START).points(HOURS);

  protected MetricContract(StoreUnderTest subject) {
    super(subject);
  }

  private void fill() {
    int at = 0;
    while (at < points.size()) {
      int to = Math.min(points.size(), at + 500);
      apply(FIRST, points.subList(at, to).toArray(TelemetryRecord[]::new));
      at = to;
    }
    settle();
  }

  private List<MetricGroup> series(TenantId tenant, MetricFilter filter, String... groupBy) {
    return store()
        .metrics()
        .series(tenant, RandomMetrics.NAME, filter, STEPS, List.of(groupBy), 100, SOON);
  }

  /** The same point by point, without a store. */
  private List<MetricGroup> expected(Predicate<MetricPoint> filter, String... groupBy) {
    Map<Key, TreeMap<UUID, List<MetricPoint>>> groups = new HashMap<>();
    for (MetricPoint point : points) {
      if (filter.test(point)
          && !point.timestamp().isBefore(STEPS.from().minus(MetricFold.LOOK_BACK))
          && point.timestamp().isBefore(STEPS.to())) {
        List<String> values = Stream.of(groupBy).map(name -> value(point, name)).toList();
        groups
            .computeIfAbsent(
                new Key(Shape.of(point.metric()), point.metric().unit(), values),
                ignored -> new TreeMap<>())
            .computeIfAbsent(point.series(), ignored -> new ArrayList<>())
            .add(point);
      }
    }
    return groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Key.ORDER))
        .map(entry -> group(entry.getKey(), List.copyOf(entry.getValue().values())))
        .toList();
  }

  private record Key(Shape shape, String unit, List<String> values) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::shape)
            .thenComparing(Key::unit)
            .thenComparing(key -> String.join("\0", key.values));
  }

  private static String value(MetricPoint point, String name) {
    return switch (name) {
      case "kind" -> point.attributes().substring(9, 11);
      case "session" -> point.subject().sessionId();
      case "host" -> "{\"name\":\"a,b\"}";
      case "team" -> "t";
      default -> "";
    };
  }

  private static MetricGroup group(Key key, List<List<MetricPoint>> series) {
    MetricFold fold = new MetricFold(STEPS, 1);
    for (List<MetricPoint> one : series) {
      List<MetricPoint> ordered = new ArrayList<>(one);
      ordered.sort(
          Comparator.comparing(
                  (MetricPoint point) ->
                      point.startTime() == null ? Instant.MAX : point.startTime())
              .thenComparing(MetricPoint::timestamp));
      add(fold, ordered);
    }
    return new MetricGroup(key.shape(), key.unit(), key.values(), series.size(), fold.steps(0));
  }

  private static void add(MetricFold fold, List<MetricPoint> series) {
    for (MetricPoint point : series) {
      boolean before = point.timestamp().isBefore(STEPS.from());
      int step =
          before
              ? MetricFold.BEFORE
              : (int)
                  ((point.timestamp().getEpochSecond() - STEPS.originSeconds())
                      / STEPS.width().toSeconds());
      boolean cumulative = point.metric().temporality() == Temporality.CUMULATIVE;
      switch (Shape.of(point.metric())) {
        case GAUGE -> {}
        case SUM -> {
          if (cumulative) {
            fold.cumulative(cumulative(step, point));
          } else if (!before) {
            fold.growth(0, step, number(point));
          }
        }
        case HISTOGRAM -> {
          if (cumulative) {
            fold.cumulative(cumulative(step, point));
          } else if (!before) {
            fold.distribution(0, step, point.value());
          }
        }
      }
      if (Shape.of(point.metric()) == Shape.GAUGE && !before) {
        // One call a series and step, as the store makes it.
        level(fold, step, series.stream().filter(other -> step == stepOf(other)).toList(), point);
      }
    }
  }

  private static int stepOf(MetricPoint point) {
    return point.timestamp().isBefore(STEPS.from())
        ? MetricFold.BEFORE
        : (int)
            ((point.timestamp().getEpochSecond() - STEPS.originSeconds())
                / STEPS.width().toSeconds());
  }

  private static void level(
      MetricFold fold, int step, List<MetricPoint> ofStep, MetricPoint point) {
    List<MetricPoint> inTime =
        ofStep.stream().sorted(Comparator.comparing(MetricPoint::timestamp)).toList();
    if (inTime.getLast().equals(point)) {
      var numbers = inTime.stream().mapToDouble(MetricContract::number).summaryStatistics();
      fold.level(
          0,
          step,
          inTime.size(),
          number(point),
          ChronoUnit.MICROS.between(Instant.EPOCH, point.timestamp()),
          numbers.getSum(),
          numbers.getMin(),
          numbers.getMax());
    }
  }

  private static CumulativePoint cumulative(int step, MetricPoint point) {
    return new CumulativePoint(
        0, point.series(), point.startTime(), point.timestamp(), step, point.value());
  }

  private static double number(MetricPoint point) {
    return switch (point.value()) {
      case PointValue.Whole(long whole) -> (double) whole;
      case PointValue.Real(double real) -> real;
      default -> throw new AssertionError(point.value());
    };
  }

  @Test
  void comesBackAsItWas() {
    fill();
    assertThat(list(FIRST, RecordKind.METRIC_POINT)).containsExactlyInAnyOrderElementsOf(points);
    assertThat(queries().count(FIRST, RecordKind.METRIC_POINT, RecordFilter.ALL, SOON))
        .isEqualTo(points.size());
    for (MetricPoint point : points.subList(0, 5)) {
      assertThat(store().contains(FIRST, RecordKind.METRIC_POINT, point.id())).isTrue();
      assertThat(queries().find(FIRST, RecordKind.METRIC_POINT, point.id(), SOON)).contains(point);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void comesToWhatItsPointsSay(boolean again) {
    fill();
    if (again) {
      reopen();
    }
    assertThat(series(FIRST, MetricFilter.ALL)).isEqualTo(expected(point -> true));
    assertThat(series(FIRST, MetricFilter.ALL, "kind")).isEqualTo(expected(point -> true, "kind"));
    assertThat(series(FIRST, MetricFilter.ALL, "session", "host", "team", "none"))
        .isEqualTo(expected(point -> true, "session", "host", "team", "none"));
  }

  /** By when the last point before the range was: the growth since then counts, up to a day. */
  @Test
  void aSeriesIsFoundWhereItStoodADayBefore() {
    List<MetricPoint> sparse = new ArrayList<>();
    for (Duration ago :
        List.of(
            Duration.ofNanos(1_000),
            Duration.ofMinutes(9),
            Duration.ofMinutes(10),
            Duration.ofMinutes(61),
            Duration.ofMinutes(300),
            MetricFold.LOOK_BACK,
            MetricFold.LOOK_BACK.plusNanos(1_000))) {
      sparse.add(sparse("series " + ago, STEPS.from().minus(ago), 10));
      sparse.add(sparse("series " + ago, STEPS.from().minus(ago).minusSeconds(1), 4));
      sparse.add(sparse("series " + ago, STEPS.from().plusSeconds(1), 13));
    }
    apply(FIRST, sparse.toArray(TelemetryRecord[]::new));
    settle();
    List<MetricGroup> groups =
        store()
            .metrics()
            .series(FIRST, "sparse", MetricFilter.ALL, STEPS, List.of("kind"), 100, SOON);
    assertThat(groups)
        .extracting(group -> group.values() + " " + group.steps().getFirst().value())
        .containsExactlyInAnyOrder(
            "[series PT0.000001S] " + new MetricGroup.Growth(3),
            "[series PT9M] " + new MetricGroup.Growth(3),
            "[series PT10M] " + new MetricGroup.Growth(3),
            "[series PT1H1M] " + new MetricGroup.Growth(3),
            "[series PT5H] " + new MetricGroup.Growth(3),
            "[series PT24H] " + new MetricGroup.Growth(3),
            // What it did before is not known.
            "[series PT24H0.000001S] " + new MetricGroup.Growth(0));
  }

  private static MetricPoint sparse(String series, Instant time, long value) {
    RecordNames names = new RecordNames();
    return new MetricPoint(
        names.of(RecordKind.METRIC_POINT, "point", series, time.toString()),
        time,
        time,
        new Context("p", "r", "", "coder", "", ""),
        names.of(RecordKind.METRIC_POINT, "series", series),
        new Metric("sparse", "1", "", Metric.Type.SUM, Temporality.CUMULATIVE, true),
        null,
        new PointValue.Whole(value),
        new Subject("s", "u", "", ""),
        "shop",
        "",
        "",
        "{\"kind\":\"" + series + "\"}",
        "",
        "",
        null);
  }

  @Test
  void isFilteredByWhomItIsOfAndByAttributes() {
    fill();
    var none = Set.<String>of();
    assertThat(series(FIRST, filter(none, Set.of("s1", "s2"), none, Map.of())))
        .isEqualTo(expected(point -> !point.subject().sessionId().equals("s0")));
    assertThat(series(FIRST, filter(Set.of("planner"), none, none, Map.of())))
        .isEqualTo(expected(point -> point.context().agentName().equals("planner")));
    assertThat(series(FIRST, filter(none, none, Set.of("gpt-4o"), Map.of())))
        .isEqualTo(expected(point -> point.model().equals("gpt-4o")));
    assertThat(
            series(
                FIRST,
                filter(
                    none,
                    none,
                    none,
                    Map.of("kind", Set.of("k0"), "weight", Set.of("2", "1"), "team", Set.of("t")))))
        .isEqualTo(expected(point -> point.subject().sessionId().equals("s2")));
    assertThat(series(FIRST, filter(Set.of("nobody"), none, none, Map.of()))).isEmpty();
  }

  private static MetricFilter filter(
      Set<String> agents,
      Set<String> sessions,
      Set<String> models,
      Map<String, Set<String>> attributes) {
    var none = Set.<String>of();
    return new MetricFilter(
        null, null, none, none, agents, sessions, none, models, none, none, attributes);
  }

  @Test
  void namesWhatThereIs() {
    fill();
    List<MetricSummary> summaries =
        store().metrics().metrics(FIRST, MetricFilter.ALL, 0, 100, SOON);
    Map<Metric, List<MetricPoint>> byMetric = new HashMap<>();
    points.forEach(
        point -> byMetric.computeIfAbsent(point.metric(), any -> new ArrayList<>()).add(point));
    assertThat(summaries)
        .containsExactlyInAnyOrderElementsOf(
            byMetric.entrySet().stream()
                .map(entry -> summary(entry.getKey(), entry.getValue()))
                .toList());
    assertThat(store().metrics().metrics(FIRST, MetricFilter.ALL, 2, 3, SOON))
        .isEqualTo(summaries.subList(2, 5));
    Instant middle = START.plus(Duration.ofHours(3));
    assertThat(
            store()
                .metrics()
                .metrics(FIRST, MetricFilter.ALL.between(null, middle), 0, 100, SOON)
                .stream()
                .mapToLong(MetricSummary::points)
                .sum())
        .isEqualTo(points.stream().filter(each -> each.timestamp().isBefore(middle)).count());
  }

  private static MetricSummary summary(Metric metric, List<MetricPoint> its) {
    return new MetricSummary(
        metric,
        its.stream().map(MetricPoint::series).distinct().count(),
        its.size(),
        its.stream().map(MetricPoint::timestamp).min(Comparator.naturalOrder()).orElseThrow(),
        its.stream().map(MetricPoint::timestamp).max(Comparator.naturalOrder()).orElseThrow());
  }

  @Test
  void tooManyGroupsAreRefused() {
    fill();
    assertThatExceptionOfType(TelemetryStoreException.class)
        .isThrownBy(
            () ->
                store()
                    .metrics()
                    .series(
                        FIRST,
                        RandomMetrics.NAME,
                        MetricFilter.ALL,
                        STEPS,
                        List.of("series"),
                        3,
                        SOON))
        .withMessageContaining("More than 3 groups")
        .extracting(TelemetryStoreException::reason)
        .isEqualTo(Reason.TOO_MANY_GROUPS);
  }

  @Test
  void anotherTenantSeesAndChangesNothing() {
    fill();
    assertThat(series(SECOND, MetricFilter.ALL)).isEmpty();
    assertThat(store().metrics().metrics(SECOND, MetricFilter.ALL, 0, 10, SOON)).isEmpty();
    MetricPoint first = points.getFirst();
    assertThat(queries().find(SECOND, RecordKind.METRIC_POINT, first.id(), SOON)).isEmpty();
    // The same series and point of another tenant.
    apply(SECOND, first);
    assertThat(list(SECOND, RecordKind.METRIC_POINT)).containsExactly(first);
    assertThat(series(FIRST, MetricFilter.ALL)).isEqualTo(expected(point -> true));
    store().deleteTenant(SECOND);
    assertThat(list(SECOND, RecordKind.METRIC_POINT)).isEmpty();
    assertThat(list(FIRST, RecordKind.METRIC_POINT)).hasSameSizeAs(points);
    store().deleteTenant(FIRST);
    assertThat(series(FIRST, MetricFilter.ALL)).isEmpty();
    assertThat(list(FIRST, RecordKind.METRIC_POINT)).isEmpty();
  }

  @Test
  void whatNamesASessionOrAnEndUserIsRemoved() {
    fill();
    MetricPoint first = points.getFirst();
    apply(SECOND, first);
    var unheardOf = new Whose.Session("unheard of");
    assertThat(store().deletePoints(FIRST, unheardOf)).isZero();
    assertThat(store().deletePoints(FIRST, new Whose.EndUser("s1"))).isZero();

    List<MetricPoint> kept =
        points.stream().filter(point -> !point.subject().sessionId().equals("s1")).toList();
    assertThat(store().deletePoints(FIRST, new Whose.Session("s1")))
        .isEqualTo(points.size() - kept.size());
    assertThat(list(FIRST, RecordKind.METRIC_POINT)).containsExactlyInAnyOrderElementsOf(kept);
    reopen();
    assertThat(list(FIRST, RecordKind.METRIC_POINT)).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(series(FIRST, MetricFilter.ALL))
        .isEqualTo(expected(point -> !point.subject().sessionId().equals("s1")));

    assertThat(store().deletePoints(FIRST, new Whose.EndUser("u"))).isEqualTo(kept.size());
    assertThat(list(FIRST, RecordKind.METRIC_POINT)).isEmpty();
    assertThat(store().deletePoints(FIRST, new Whose.EndUser("u"))).isZero();
    assertThat(list(SECOND, RecordKind.METRIC_POINT)).containsExactly(first);
  }

  @Test
  void expires() {
    fill();
    Instant limit = START.plus(Duration.ofHours(3));
    Instant now = START.plus(Duration.ofDays(2));
    store().expire(Map.of(FIRST, Duration.between(limit, now)), now);
    List<TelemetryRecord> kept = list(FIRST, RecordKind.METRIC_POINT);
    assertThat(kept)
        .containsExactlyInAnyOrderElementsOf(
            points.stream().filter(point -> !point.timestamp().isBefore(limit)).toList());
    reopen();
    assertThat(list(FIRST, RecordKind.METRIC_POINT)).isEqualTo(kept);
  }
}
