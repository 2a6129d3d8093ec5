package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.MetricFilter;
import io.hivecore.telemetry.MetricGroup;
import io.hivecore.telemetry.MetricGroup.Shape;
import io.hivecore.telemetry.MetricSteps;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.duckdb.LastPoints.Run;
import io.hivecore.telemetry.metrics.MetricFold;
import io.hivecore.telemetry.metrics.MetricFold.CumulativePoint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What the points of one metric come to. First its series are read, which says how each is to be
 * added up; then their points, as far as that can be done in the database already added up.
 */
final class MetricSeriesQuery {
  static final int MOST_SERIES = 10_000;

  private final QuerySession session;
  private final int tenant;
  private final String name;
  private final MetricFilter filter;
  private final MetricSteps steps;
  private final List<String> groupBy;
  private final MetricRows rows;

  MetricSeriesQuery(
      QuerySession session,
      int tenant,
      String name,
      MetricFilter filter,
      MetricSteps steps,
      List<String> groupBy) {
    this.session = session;
    this.tenant = tenant;
    this.name = name;
    this.filter = filter;
    this.steps = steps;
    this.groupBy = groupBy;
    this.rows = new MetricRows(session, tenant, name, filter, steps);
  }

  private record Key(Shape shape, String unit, List<String> values) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::shape)
            .thenComparing(Key::unit)
            .thenComparing(key -> String.join("\0", key.values));
  }

  /** Some series, each with the number of its group. */
  private record Chosen(List<MetricSeries> series, List<Integer> groups) {
    boolean isEmpty() {
      return series.isEmpty();
    }
  }

  List<MetricGroup> read(int mostGroups) throws SQLException {
    session.begin();
    TreeMap<Key, List<MetricSeries>> byKey = new TreeMap<>(Key.ORDER);
    for (MetricSeries series : series()) {
      Key key =
          new Key(
              Shape.of(series.metric()),
              series.metric().unit(),
              groupBy.stream().map(series::value).toList());
      byKey.computeIfAbsent(key, ignored -> new ArrayList<>()).add(series);
      if (byKey.size() > mostGroups) {
        throw tooMany(
            "%,d groups for %,d steps; group by less, ask for longer steps or a shorter range of time, or filter more."
                .formatted(mostGroups, steps.count()));
      }
    }
    List<Key> keys = List.copyOf(byKey.keySet());
    List<List<MetricSeries>> groups = List.copyOf(byKey.values());
    MetricFold fold = new MetricFold(steps, keys.size());
    deltas(fold, chosen(keys, groups, Shape.SUM, false));
    cumulative(fold, chosen(keys, groups, Shape.SUM, true), "value");
    levels(fold, chosen(keys, groups, Shape.GAUGE, false));
    levels(fold, chosen(keys, groups, Shape.GAUGE, true));
    distributions(fold, chosen(keys, groups, Shape.HISTOGRAM, false));
    cumulative(fold, chosen(keys, groups, Shape.HISTOGRAM, true), "count");
    return IntStream.range(0, keys.size())
        .mapToObj(
            i ->
                new MetricGroup(
                    keys.get(i).shape(),
                    keys.get(i).unit(),
                    keys.get(i).values(),
                    groups.get(i).size(),
                    fold.steps(i)))
        .toList();
  }

  private static Chosen chosen(
      List<Key> keys, List<List<MetricSeries>> groups, Shape shape, boolean cumulative) {
    List<MetricSeries> series = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).shape() == shape) {
        for (MetricSeries one : groups.get(i)) {
          if (cumulative == isCumulative(one.metric())) {
            series.add(one);
            numbers.add(i);
          }
        }
      }
    }
    return new Chosen(series, numbers);
  }

  private static boolean isCumulative(Metric metric) {
    return metric.temporality() == Metric.Temporality.CUMULATIVE
        || metric.type() == Metric.Type.SUMMARY;
  }

  private List<MetricSeries> series() throws SQLException {
    MetricConditions.Rows rows =
        new MetricConditions(tenant, filter, steps.from(), steps.to(), name)
            .rows(
                session,
                "SELECT " + MetricSeries.COLUMNS + " FROM %1$s WHERE %2$s GROUP BY series",
                List.of());
    if (rows.sql().isEmpty()) {
      return List.of();
    }
    List<MetricSeries> found =
        session.query(
            "SELECT %s FROM (%s) GROUP BY series LIMIT %d"
                .formatted(MetricSeries.COLUMNS, rows.sql(), MOST_SERIES + 1),
            rows.values(),
            MetricSeries::read);
    if (found.size() > MOST_SERIES) {
      throw tooMany("%,d series; filter more.".formatted(MOST_SERIES));
    }
    return found.stream().filter(each -> each.matches(filter)).toList();
  }

  private void deltas(MetricFold fold, Chosen chosen) throws SQLException {
    if (chosen.isEmpty()) {
      return;
    }
    MetricConditions.Rows rows = within(chosen, "value");
    query(
        "SELECT n, step, sum(value) FROM (%s) GROUP BY n, step".formatted(rows.sql()),
        rows.values(),
        row -> {
          int group = chosen.groups().get((int) row.whole());
          fold.growth(group, (int) row.whole(), row.real());
          return group;
        });
  }

  private void levels(MetricFold fold, Chosen chosen) throws SQLException {
    if (chosen.isEmpty()) {
      return;
    }
    MetricConditions.Rows rows = within(chosen, "value");
    query(
        """
        SELECT n, step, count(*), last(value ORDER BY timestamp, sequence),
          epoch_us(max(timestamp)), sum(value), min(value), max(value)
        FROM (%s)
        GROUP BY n, step
        """
            .formatted(rows.sql()),
        rows.values(),
        row -> {
          int group = chosen.groups().get((int) row.whole());
          int step = (int) row.whole();
          fold.level(
              group,
              step,
              row.whole(),
              row.real(),
              row.whole(),
              row.real(),
              row.real(),
              row.real());
          return group;
        });
  }

  private void distributions(MetricFold fold, Chosen chosen) throws SQLException {
    if (chosen.isEmpty()) {
      return;
    }
    MetricConditions.Rows rows = within(chosen, MetricPointTable.VALUE);
    query(
        "SELECT n, step, %s FROM (%s)".formatted(MetricPointTable.VALUE, rows.sql()),
        rows.values(),
        row -> {
          int group = chosen.groups().get((int) row.whole());
          fold.distribution(group, (int) row.whole(), MetricPointTable.value(row));
          return group;
        });
  }

  /**
   * Of a cumulative series only where it stood before, the first point, the last of each step and
   * the last before each reset say anything. A histogram that was reset is known by its count, not
   * bucket by bucket.
   *
   * @param growing the column that only grows but for resets
   */
  private void cumulative(MetricFold fold, Chosen chosen, String growing) throws SQLException {
    if (chosen.isEmpty()) {
      return;
    }
    List<UUID> series = chosen.series().stream().map(MetricSeries::id).toList();
    Map<Run, LastPoints.Stand> stood = new LastPoints(session, rows, steps).of(series);
    MetricConditions.Rows points = within(chosen, "start_time, " + MetricPointTable.VALUE);
    query(
        """
        SELECT n, epoch_us(start_time), epoch_us(timestamp), step, %1$s
        FROM (%2$s)
        QUALIFY row_number() OVER (PARTITION BY n, start_time ORDER BY timestamp, sequence) = 1
          OR row_number() OVER
            (PARTITION BY n, start_time, step ORDER BY timestamp DESC, sequence DESC) = 1
          OR lead(%3$s) OVER (PARTITION BY n, start_time ORDER BY timestamp, sequence) < %3$s
        ORDER BY n, start_time, timestamp, sequence
        """
            .formatted(MetricPointTable.VALUE, points.sql(), growing),
        points.values(),
        row -> {
          int place = (int) row.whole();
          Instant start = row.instantOrNull();
          Instant time = row.instant();
          int group = chosen.groups().get(place);
          UUID id = series.get(place);
          // Taken out: before the first point of its run, and no other.
          LastPoints.Stand before = stood.remove(new Run(place, start));
          if (before != null) {
            fold.cumulative(
                new CumulativePoint(
                    group, id, start, before.time(), MetricFold.BEFORE, before.value()));
          }
          fold.cumulative(
              new CumulativePoint(
                  group, id, start, time, (int) row.whole(), MetricPointTable.value(row)));
          return group;
        });
  }

  /** The points of some series within the range. */
  private MetricConditions.Rows within(Chosen chosen, String columns) {
    List<UUID> series = chosen.series().stream().map(MetricSeries::id).toList();
    return rows.of(series, steps.from(), steps.to(), columns);
  }

  private void query(String sql, List<Object> values, QuerySession.RowReader<Integer> reader)
      throws SQLException {
    int read = session.query(sql + " LIMIT " + (MetricRows.MOST + 1), values, reader).size();
    requireReadable(read);
  }

  /** Refuses what is more than one chart may be made of. */
  static void requireReadable(int read) {
    if (read > MetricRows.MOST) {
      throw tooMany(
          "%,d points; ask for longer steps or a shorter range of time, or filter more."
              .formatted(MetricRows.MOST));
    }
  }

  private static TelemetryStoreException tooMany(String what) {
    return new TelemetryStoreException(Reason.TOO_MANY_GROUPS, "More than " + what);
  }
}
