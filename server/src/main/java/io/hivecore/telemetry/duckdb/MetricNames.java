package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.MetricFilter;
import io.hivecore.telemetry.MetricSummary;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which metrics there are. */
final class MetricNames {
  private MetricNames() {}

  static List<MetricSummary> read(
      QuerySession session, int tenant, MetricFilter filter, long offset, int limit)
      throws SQLException {
    MetricConditions.Rows rows =
        new MetricConditions(tenant, filter, filter.from(), filter.to(), null)
            .rows(
                session,
                """
                SELECT metric_name, unit, type, temporality, monotonic, series,
                  any_value(description) AS description, count(*) AS points,
                  min(timestamp) AS first, max(timestamp) AS last
                FROM %1$s
                WHERE %2$s
                GROUP BY ALL
                """,
                List.of());
    if (rows.sql().isEmpty()) {
      return List.of();
    }
    List<Object> values = new ArrayList<>(rows.values());
    values.add((long) limit);
    values.add(offset);
    return session.query(
        """
        SELECT metric_name, unit, any_value(description), type, temporality, monotonic,
          count(DISTINCT series), sum(points)::BIGINT, epoch_us(min(first)), epoch_us(max(last))
        FROM (%s)
        GROUP BY metric_name, unit, type, temporality, monotonic
        ORDER BY metric_name, unit, type, temporality, monotonic
        LIMIT ? OFFSET ?
        """
            .formatted(rows.sql()),
        values,
        row ->
            new MetricSummary(
                new Metric(
                    row.text(),
                    row.text(),
                    row.text(),
                    MetricPointTable.type(row.text()),
                    MetricPointTable.temporality(row),
                    row.bool()),
                row.whole(),
                row.whole(),
                row.instant(),
                row.instant()));
  }
}
