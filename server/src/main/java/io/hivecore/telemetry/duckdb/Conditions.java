package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a condition, made of our own words and question marks, and the values for those. It
 * always begins with the tenant.
 */
final class Conditions {
  private final StringBuilder sql = new StringBuilder("tenant = ?");
  private final List<Object> values = new ArrayList<>();

  Conditions(int tenant) {
    values.add(tenant);
  }

  /** What a filter asks of a kind. */
  static Conditions of(int tenant, RecordKind kind, RecordFilter filter) {
    var conditions = new Conditions(tenant);
    Long from = filter.from() == null ? null : Micros.ceil(filter.from());
    Long to = filter.to() == null ? null : Micros.ceil(filter.to());
    return conditions.between("timestamp", from, to).matching(kind, filter);
  }

  /** From the one microsecond, included, to the other, excluded. */
  Conditions between(String column, @Nullable Long fromMicros, @Nullable Long toMicros) {
    if (fromMicros != null) {
      and(column + " >= make_timestamp(?::BIGINT)", fromMicros);
    }
    if (toMicros != null) {
      and(column + " < make_timestamp(?::BIGINT)", toMicros);
    }
    return this;
  }

  /** All of a filter but its times. */
  Conditions matching(RecordKind kind, RecordFilter filter) {
    in("project_id", filter.projectIds());
    in("round_id", filter.roundIds());
    in(agent(kind), filter.agentNames());
    switch (kind) {
      case USAGE -> in("model_name", filter.modelNames());
      case EXECUTION ->
          in(
              ExecutionTable.EFFECTIVE_STATUS,
              filter.executionStatuses().stream().map(ExecutionStatus::wireName).toList());
      case TIMELINE -> in("event_type", filter.eventTypes());
      case LOG -> in("level", filter.levels().stream().map(LogLevel::wireName).toList());
      case SPAN -> in("model_name", filter.modelNames());
      case SCORE, TRACE, METRIC_POINT -> {}
    }
    return this;
  }

  /** The original client's timeline names no agent: then the agent's id stands for its name. */
  static String agent(RecordKind kind) {
    return switch (kind) {
      case USAGE, EXECUTION, SPAN, SCORE, TRACE -> "agent_name";
      case TIMELINE, LOG, METRIC_POINT ->
          "CASE WHEN agent_name = '' THEN agent_id ELSE agent_name END";
    };
  }

  Conditions in(String expression, Set<String> alternatives) {
    return in(expression, List.copyOf(alternatives));
  }

  private Conditions in(String expression, List<String> alternatives) {
    if (alternatives.size() == 1) {
      and(expression + " = ?", alternatives.getFirst());
    } else if (!alternatives.isEmpty()) {
      sql.append(" AND ").append(expression).append(" IN (?");
      sql.append(", ?".repeat(alternatives.size() - 1)).append(')');
      values.addAll(alternatives);
    }
    return this;
  }

  Conditions and(String condition, Object... itsValues) {
    sql.append(" AND ").append(condition);
    values.addAll(List.of(itsValues));
    return this;
  }

  Conditions and(String condition, List<Object> itsValues) {
    sql.append(" AND ").append(condition);
    values.addAll(itsValues);
    return this;
  }

  String sql() {
    return sql.toString();
  }

  List<Object> values() {
    return values;
  }
}
