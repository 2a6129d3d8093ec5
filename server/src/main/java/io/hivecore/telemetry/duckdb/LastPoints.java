package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.MetricSteps;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.metrics.MetricFold;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where cumulative series stood before a range of time: the last point of each before it, of no
 * longer ago than {@link MetricFold#LOOK_BACK}.
 *
 * <p>Implementation note: programs send each series about once a minute, so what is looked for is
 * nearly always close by; to read the whole day for it took longer than all the rest. Only what was
 * not found is looked for further back.
 */
final class LastPoints {
  /** How far back each look goes. */
  private static final List<Duration> LOOKS =
      List.of(Duration.ofMinutes(10), Duration.ofHours(2), MetricFold.LOOK_BACK);

  private final QuerySession session;
  private final MetricRows rows;
  private final MetricSteps steps;

  LastPoints(QuerySession session, MetricRows rows, MetricSteps steps) {
    this.session = session;
    this.rows = rows;
    this.steps = steps;
  }

  /**
   * A series from one start of its program on.
   *
   * @param place of the series
   * @param start null when not sent
   */
  record Run(int place, @Nullable Instant start) {}

  /** Where a run stood at a time. */
  record Stand(Instant time, PointValue value) {}

  /** Where those stood that have points within the range; who has none before it is left out. */
  Map<Run, Stand> of(List<UUID> series) throws SQLException {
    Map<Run, Stand> found = new HashMap<>();
    Set<Run> missing = runs(series);
    Instant to = steps.from();
    for (Duration look : LOOKS) {
      Instant end = to;
      // Nothing is measured before its start.
      missing.removeIf(run -> run.start() != null && !run.start().isBefore(end));
      if (missing.isEmpty()) {
        break;
      }
      Instant from = steps.from().minus(look);
      find(series, missing, from, to, found);
      missing.removeAll(found.keySet());
      to = from;
    }
    return found;
  }

  private Set<Run> runs(List<UUID> series) throws SQLException {
    MetricConditions.Rows within = rows.of(series, steps.from(), steps.to(), "start_time");
    return within.sql().isEmpty()
        ? new HashSet<>()
        : new HashSet<>(
            session.query(
                "SELECT DISTINCT n, epoch_us(start_time) FROM (%s) LIMIT %d"
                    .formatted(within.sql(), MetricRows.MOST),
                within.values(),
                row -> new Run((int) row.whole(), row.instantOrNull())));
  }

  private void find(
      List<UUID> series, Set<Run> missing, Instant from, Instant to, Map<Run, Stand> found)
      throws SQLException {
    List<Integer> places = missing.stream().map(Run::place).distinct().sorted().toList();
    List<UUID> theirs = new ArrayList<>();
    places.forEach(place -> theirs.add(series.get(place)));
    MetricConditions.Rows before =
        rows.of(theirs, from, to, "start_time, " + MetricPointTable.VALUE);
    if (before.sql().isEmpty()) {
      return;
    }
    int read =
        session
            .query(
                """
                SELECT n, epoch_us(start_time), epoch_us(timestamp), %s
                FROM (%s)
                QUALIFY row_number() OVER
                  (PARTITION BY n, start_time ORDER BY timestamp DESC, sequence DESC) = 1
                LIMIT %d
                """
                    .formatted(MetricPointTable.VALUE, before.sql(), MetricRows.MOST + 1),
                before.values(),
                row -> {
                  Run run = new Run(places.get((int) row.whole()), row.instantOrNull());
                  Stand stand = new Stand(row.instant(), MetricPointTable.value(row));
                  // An earlier start of a series that goes on is of no use.
                  if (missing.contains(run)) {
                    found.put(run, stand);
                  }
                  return run.place();
                })
            .size();
    MetricSeriesQuery.requireReadable(read);
  }
}
