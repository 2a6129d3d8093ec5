package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.MetricFilter;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of metric points in a range of time: of which segments, on which conditions. */
final class MetricConditions {
  private final int tenant;
  private final MetricFilter filter;
  private final @Nullable Instant from;
  private final @Nullable Instant to;
  private final @Nullable String name;

  MetricConditions(
      int tenant,
      MetricFilter filter,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String name) {
    this.tenant = tenant;
    this.filter = filter;
    this.from = from;
    this.to = to;
    this.name = name;
  }

  private Conditions conditions() {
    Long first = from == null ? null : Micros.ceil(from);
    Long end = to == null ? null : Micros.ceil(to);
    Conditions conditions =
        new Conditions(tenant)
            .between("timestamp", first, end)
            .in("project_id", filter.projectIds())
            .in("round_id", filter.roundIds())
            .in(Conditions.agent(RecordKind.METRIC_POINT), filter.agents())
            .in("session_id", filter.sessionIds())
            .in("user_id", filter.userIds())
            .in("model_name", filter.models())
            .in("provider", filter.providers())
            .in("service", filter.services());
    return name == null ? conditions : conditions.and("metric_name = ?", name);
  }

  /** A statement's rows of all segments, and its values. */
  record Rows(String sql, List<Object> values) {}

  /**
   * The rows.
   *
   * @param template a SELECT with {@code %1$s} for the table and {@code %2$s} for the conditions
   * @param before values that the template has before those of the conditions
   */
  Rows rows(QuerySession session, String template, List<Object> before) {
    RecordFilter times = RecordFilter.ALL.between(from, to);
    List<Object> values = new ArrayList<>();
    String sql =
        session.segments().segments().stream()
            .filter(
                segment ->
                    Visible.mayMatch(session.segments(), segment, RecordKind.METRIC_POINT, times))
            .map(
                segment -> {
                  Conditions conditions = conditions();
                  values.addAll(before);
                  values.addAll(conditions.values());
                  String table = segment.schema() + "." + RecordKind.METRIC_POINT.wireName();
                  return template.formatted(table, conditions.sql());
                })
            .collect(Collectors.joining(" UNION ALL "));
    return new Rows(sql, values);
  }
}
