package io.hivecore.telemetry.http;

import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the parameters that say which records are asked for. */
final class FilterReader {
  /** Every parameter that {@link #read} and {@link Window#read} look at, in fixed order. */
  static final List<String> NAMES =
      List.of(
          "from",
          "to",
          "days",
          "project",
          "agentscope_project_id",
          "round",
          "execution_round_id",
          "agent_name",
          "agent",
          "model_name",
          "model",
          "status",
          "event_type",
          "level");

  private FilterReader() {}

  /** The filter for one kind; parameters of other kinds are not looked at. */
  static RecordFilter read(QueryReader query, Window window, RecordKind kind) {
    boolean usage = kind == RecordKind.USAGE;
    return new RecordFilter(
        window.from(),
        window.to(),
        either(query, "project", "agentscope_project_id"),
        rounds(query),
        either(query, "agent_name", "agent"),
        usage ? either(query, "model_name", "model") : Set.of(),
        kind == RecordKind.EXECUTION
            ? query.someOf("status", ExecutionStatus.values(), ExecutionStatus::wireName)
            : Set.of(),
        kind == RecordKind.TIMELINE ? Set.copyOf(query.list("event_type")) : Set.of(),
        kind == RecordKind.LOG
            ? query.someOf("level", LogLevel.values(), LogLevel::wireName)
            : Set.of());
  }

  static Set<String> rounds(QueryReader query) {
    return either(query, "round", "execution_round_id");
  }

  private static Set<String> either(QueryReader query, String name, String otherName) {
    Set<String> values = new LinkedHashSet<>(query.list(name));
    values.addAll(query.list(otherName));
    return values;
  }
}
