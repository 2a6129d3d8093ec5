package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionDimension;
import io.hivecore.telemetry.ExecutionGroup;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.rollup.DurationBins;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts over executions by group, segment by segment. */
final class ExecutionQuery {
  /** Of about 400 bytes each. */
  private static final int MOST_GROUPS = 100_000;

  private static final Comparator<ExecutionGroup> LARGEST_FIRST =
      Comparator.comparingLong((ExecutionGroup group) -> group.totals().total())
          .reversed()
          .thenComparing(group -> String.join("\0", group.values()));

  private final int tenant;
  private final RecordFilter filter;
  private final List<ExecutionDimension> dimensions;
  private final Map<List<String>, Counts> groups = new HashMap<>();

  ExecutionQuery(int tenant, RecordFilter filter, List<ExecutionDimension> dimensions) {
    this.tenant = tenant;
    this.filter = filter;
    this.dimensions = dimensions;
    if (dimensions.isEmpty()) {
      groups.put(List.of(), new Counts());
    }
  }

  private static final class Counts {
    private final DurationBins bins = new DurationBins();
    private long running;
    private long completed;
    private long failed;
    private double durationMillis;

    void add(ExecutionStatus status, long count) {
      switch (status) {
        case RUNNING -> running += count;
        case COMPLETED -> completed += count;
        case FAILED -> failed += count;
      }
    }

    void addDurations(int bin, long count, double millis) {
      bins.add(bin, count);
      durationMillis += millis;
    }

    ExecutionTotals totals() {
      return new ExecutionTotals(
          running + completed + failed,
          running,
          completed,
          failed,
          bins.durations(durationMillis / bins.total()));
    }
  }

  List<ExecutionGroup> groups(QuerySession session, int most) throws SQLException {
    session.begin();
    for (Segment segment : session.segments().segments()) {
      if (Visible.mayMatch(session.segments(), segment, RecordKind.EXECUTION, filter)) {
        add(session, segment);
      }
    }
    return groups.entrySet().stream()
        .map(entry -> new ExecutionGroup(entry.getKey(), entry.getValue().totals()))
        .sorted(LARGEST_FIRST)
        .limit(most)
        .toList();
  }

  private void add(QuerySession session, Segment segment) throws SQLException {
    Conditions conditions = Conditions.of(tenant, RecordKind.EXECUTION, filter);
    String columns =
        dimensions.stream()
            .map(dimension -> column(dimension) + ", ")
            .collect(Collectors.joining());
    String sql =
        """
        SELECT %s shown, %s AS bin, count(*), sum(duration_ms)
        FROM (
          SELECT project_id, round_id, agent_name, %s AS shown, duration_ms
          FROM %s.execution
          WHERE %s%s
        )
        GROUP BY ALL
        """
            .formatted(
                columns,
                UsageSums.BIN,
                ExecutionTable.EFFECTIVE_STATUS,
                segment.schema(),
                conditions.sql(),
                Visible.only(session.segments(), segment, RecordKind.EXECUTION));
    session.query(sql, conditions.values(), this::add);
  }

  private long add(ColumnReader row) throws SQLException {
    List<String> values = new ArrayList<>(dimensions.size());
    for (int i = 0; i < dimensions.size(); i++) {
      values.add(row.text());
    }
    String shown = row.text();
    ExecutionStatus status =
        ExecutionStatus.ofWireName(shown)
            .orElseThrow(() -> new IllegalStateException("stored status " + shown));
    Long bin = row.wholeOrNull();
    long count = row.whole();
    Counts counts = groups.computeIfAbsent(values, key -> new Counts());
    if (groups.size() > MOST_GROUPS) {
      throw new TelemetryStoreException(
          Reason.TOO_MANY_GROUPS, "more than " + MOST_GROUPS + " groups of executions");
    }
    counts.add(status, count);
    if (bin != null) {
      counts.addDurations(bin.intValue(), count, row.real());
    }
    return count;
  }

  private static String column(ExecutionDimension dimension) {
    return switch (dimension) {
      case AGENT_NAME -> "agent_name";
      case PROJECT -> "project_id";
      case ROUND -> "round_id";
      case STATUS -> "shown";
    };
  }
}
