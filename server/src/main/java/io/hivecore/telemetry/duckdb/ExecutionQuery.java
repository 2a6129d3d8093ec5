package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.rollup.DurationBins;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Counts over executions, segment by segment. */
final class ExecutionQuery {
  private final int tenant;
  private final RecordFilter filter;
  private final Map<String, Long> byStatus = new HashMap<>();
  private final DurationBins bins = new DurationBins();
  private double durationMillis;

  ExecutionQuery(int tenant, RecordFilter filter) {
    this.tenant = tenant;
    this.filter = filter;
  }

  ExecutionTotals totals(QuerySession session) throws SQLException {
    session.begin();
    for (Segment segment : session.segments().segments()) {
      if (Visible.mayMatch(session.segments(), segment, RecordKind.EXECUTION, filter)) {
        add(session, segment);
      }
    }
    long running = byStatus.getOrDefault(ExecutionStatus.RUNNING.wireName(), 0L);
    long completed = byStatus.getOrDefault(ExecutionStatus.COMPLETED.wireName(), 0L);
    long failed = byStatus.getOrDefault(ExecutionStatus.FAILED.wireName(), 0L);
    return new ExecutionTotals(
        running + completed + failed,
        running,
        completed,
        failed,
        bins.durations(durationMillis / bins.total()));
  }

  private void add(QuerySession session, Segment segment) throws SQLException {
    Conditions conditions = Conditions.of(tenant, RecordKind.EXECUTION, filter);
    String sql =
        """
        SELECT shown, %s AS bin,
          count(*), sum(duration_ms)
        FROM (
          SELECT %s AS shown, duration_ms
          FROM %s.execution
          WHERE %s%s
        )
        GROUP BY shown, bin
        """
            .formatted(
                UsageSums.BIN,
                ExecutionTable.EFFECTIVE_STATUS,
                segment.schema(),
                conditions.sql(),
                Visible.only(session.segments(), segment, RecordKind.EXECUTION));
    session.query(
        sql,
        conditions.values(),
        row -> {
          String status = row.text();
          Long bin = row.wholeOrNull();
          long count = row.whole();
          byStatus.merge(status, count, Long::sum);
          if (bin != null) {
            bins.add(bin.intValue(), count);
            durationMillis += row.real();
          }
          return count;
        });
  }
}
