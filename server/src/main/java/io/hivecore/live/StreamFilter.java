package io.hivecore.live;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.UsageRecord;
import java.util.Optional;
import java.util.Set;

/**
 * Which records a subscriber wants: those that satisfy every part. An empty set asks nothing;
 * several values of one part are alternatives. A part that a kind does not have (an execution's
 * model) is not applied to it, as in {@link io.hivecore.telemetry.RecordFilter}.
 *
 * @param agents names; a record without an agent's name is known by the agent's id
 * @param modelNames of usage records and spans
 * @param levels of log records
 */
public record StreamFilter(
    Set<StreamKind> kinds,
    Set<String> projectIds,
    Set<String> roundIds,
    Set<String> agents,
    Set<String> modelNames,
    Set<LogLevel> levels) {
  /** Asks for everything. */
  public static final StreamFilter ALL =
      new StreamFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public StreamFilter {
    kinds = Set.copyOf(kinds);
    projectIds = Set.copyOf(projectIds);
    roundIds = Set.copyOf(roundIds);
    agents = Set.copyOf(agents);
    modelNames = Set.copyOf(modelNames);
    levels = Set.copyOf(levels);
  }

  boolean wants(RecordKind kind) {
    return kinds.isEmpty() || kinds.stream().anyMatch(each -> each.recordKind() == kind);
  }

  boolean matches(TelemetryRecord record) {
    Context context = record.context();
    String agent = context.agentName().isEmpty() ? context.agentId() : context.agentName();
    Optional<StreamKind> kind = StreamKind.of(record);
    return kind.isPresent()
        && admits(kinds, kind.get())
        && admits(projectIds, context.projectId())
        && admits(roundIds, context.roundId())
        && admits(agents, agent)
        && (!(record instanceof UsageRecord usage) || admits(modelNames, usage.modelName()))
        && (!(record instanceof SpanRecord span) || admits(modelNames, span.call().model()))
        && (!(record instanceof LogRecord log) || admits(levels, log.level()));
  }

  private static <T> boolean admits(Set<T> asked, T value) {
    return asked.isEmpty() || asked.contains(value);
  }
}
