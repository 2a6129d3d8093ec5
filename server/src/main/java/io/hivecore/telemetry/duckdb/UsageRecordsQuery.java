package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.rollup.UsageKey;
import io.hivecore.telemetry.rollup.UsageSum;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums over usage records themselves: one statement for all segments and parts of time. */
final class UsageRecordsQuery {
  private final int tenant;
  private final RecordFilter filter;
  private final Set<Dimension> dimensions;
  private final @Nullable TimeAxis axis;
  private final List<String> branches = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  UsageRecordsQuery(
      int tenant, RecordFilter filter, List<UsageGrouping> groupings, @Nullable TimeAxis axis) {
    this.tenant = tenant;
    this.filter = filter;
    this.axis = axis;
    this.dimensions =
        groupings.stream()
            .flatMap(each -> each.dimensions().stream())
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Adds a part of a segment. */
  void of(Segment segment, TimeSpans.Part part) {
    Conditions conditions =
        new Conditions(tenant)
            .between("timestamp", part.from(), part.to())
            .matching(RecordKind.USAGE, filter);
    add(segment, "usage", UsageSums.COLUMNS, conditions);
    if (segment.mayHaveRetracted()) {
      add(segment, "retracted", UsageSums.RETRACTED_COLUMNS, conditions);
    }
  }

  private void add(Segment segment, String table, String columns, Conditions conditions) {
    values.addAll(conditions.values());
    branches.add(
        """
        SELECT %s, %s, %s, %s, %s, %s
        FROM %s.%s %s
        WHERE %s
        GROUP BY ALL
        """
            .formatted(
                axis == null ? "0" : "period",
                selected(Dimension.PROJECT, "project_id"),
                selected(Dimension.AGENT_NAME, "agent_name"),
                selected(Dimension.MODEL_NAME, "model_name"),
                selected(Dimension.ROUND, "round_id"),
                columns,
                segment.schema(),
                table,
                joinedAxis(),
                conditions.sql()));
  }

  private String selected(Dimension dimension, String column) {
    return dimensions.contains(dimension) ? column : "''";
  }

  private String joinedAxis() {
    if (axis == null) {
      return "";
    }
    // Floor division, also before 1970.
    return "JOIN axis ON axis.slot = epoch_us(timestamp) - (epoch_us(timestamp) %% %1$d + %1$d) %% %1$d"
        .formatted(axis.slotMicros());
  }

  /** Adds the sums of all parts to groups. */
  void read(QuerySession session, List<UsageGroups> groups) throws SQLException {
    if (branches.isEmpty()) {
      return;
    }
    List<Object> all = new ArrayList<>();
    String with = axis == null ? "" : "WITH " + axis.sql(all);
    all.addAll(values);
    session.query(
        with + String.join("UNION ALL\n", branches),
        all,
        row -> {
          int period = (int) row.whole();
          var key = new UsageKey(row.text(), row.text(), row.text());
          String round = row.text();
          UsageSum sum = UsageSums.read(row);
          groups.forEach(each -> each.add(period, key, round, sum));
          return sum;
        });
  }
}
