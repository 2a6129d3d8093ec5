package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreFilter;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.rollup.Amount;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What filters of traces and scores ask of their rows. */
final class TraceConditions {
  private TraceConditions() {}

  /**
   * The traces that a filter asks for.
   *
   * @param among the only ones that its score and text leave; null for any
   */
  static Selection of(int tenant, TraceFilter filter, @Nullable Collection<String> among) {
    RecordFilter times = RecordFilter.ALL.between(filter.from(), filter.to());
    return new Selection(RecordKind.TRACE, times, () -> conditions(tenant, filter, times, among));
  }

  private static Conditions conditions(
      int tenant, TraceFilter filter, RecordFilter times, @Nullable Collection<String> among) {
    Conditions conditions = Conditions.of(tenant, RecordKind.TRACE, times);
    conditions
        .in("trace_id", filter.traceIds())
        .in("project_id", filter.projectIds())
        .in("round_id", filter.roundIds())
        .in("shown_name", filter.names())
        .in("shown_session_id", filter.sessionIds())
        .in("shown_user_id", filter.userIds())
        .in("shown_environment", filter.environments())
        .in("shown_release", filter.releases());
    holds(conditions, "kinds", filter.kinds());
    holds(conditions, "agents", filter.agents());
    holds(conditions, "models", filter.models());
    holds(conditions, "tools", filter.tools());
    holds(conditions, "tags || spans_tags", filter.tags());
    if (!filter.statuses().isEmpty()) {
      List<String> any = filter.statuses().stream().map(TraceConditions::status).sorted().toList();
      conditions.and("(" + String.join(" OR ", any) + ")");
    }
    if (filter.leastMillis() != null) {
      conditions.and("duration_ms >= ?", filter.leastMillis());
    }
    if (filter.mostMillis() != null) {
      conditions.and("duration_ms <= ?", filter.mostMillis());
    }
    if (filter.leastCost() != null) {
      cost(conditions, ">=", filter.leastCost());
    }
    if (filter.mostCost() != null) {
      cost(conditions, "<=", filter.mostCost());
    }
    if (among != null) {
      conditions.and("trace_id IN (SELECT unnest(?::VARCHAR[]))", Texts.list(among));
    }
    return conditions;
  }

  private static void holds(Conditions conditions, String column, Set<String> alternatives) {
    if (!alternatives.isEmpty()) {
      List<Object> values = alternatives.stream().map(Lines::held).map(Object.class::cast).toList();
      String each = "contains(" + column + ", ?)";
      conditions.and("(" + each + (" OR " + each).repeat(alternatives.size() - 1) + ")", values);
    }
  }

  private static String status(TraceFilter.Status status) {
    String running = "(open_spans > 0 OR spans = 0)";
    return switch (status) {
      case RUNNING -> running;
      case ERROR -> "(NOT " + running + " AND root_status = 'error')";
      case OK -> "(NOT " + running + " AND root_status <> 'error')";
    };
  }

  private static void cost(Conditions conditions, String operator, BigDecimal bound) {
    Amount amount = Amount.of(bound);
    if (amount != null) {
      conditions.and(
          "(cost_micros, cost_rest24, cost_rest38) " + operator + " (?, ?, ?)",
          amount.micros(),
          amount.rest24(),
          amount.rest38());
    }
  }

  /** The scores that a filter asks for. */
  static Selection of(int tenant, ScoreFilter filter) {
    RecordFilter times = RecordFilter.ALL.between(filter.from(), filter.to());
    return new Selection(
        RecordKind.SCORE,
        times,
        () ->
            Conditions.of(tenant, RecordKind.SCORE, times)
                .in("name", filter.names())
                .in("trace_id", filter.traceIds())
                .in("span_id", filter.spanIds())
                .in("session_id", filter.sessionIds())
                .in("source", filter.sources()));
  }
}
