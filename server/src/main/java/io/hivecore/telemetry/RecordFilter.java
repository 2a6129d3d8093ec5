package io.hivecore.telemetry;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which records are asked for: those that satisfy every part. An empty set asks nothing; several
 * values of one part are alternatives. A part that a kind does not have (a usage record's status)
 * is not applied to it.
 *
 * @param from earliest timestamp, included; null for no limit
 * @param to latest timestamp, excluded; null for no limit
 * @param agentNames of timeline and log records without an agent's name: its id
 * @param executionStatuses of executions
 * @param eventTypes of timeline records
 * @param levels of log records
 */
public record RecordFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    Set<String> projectIds,
    Set<String> roundIds,
    Set<String> agentNames,
    Set<String> modelNames,
    Set<ExecutionStatus> executionStatuses,
    Set<String> eventTypes,
    Set<LogLevel> levels) {
  /** Asks for everything. */
  public static final RecordFilter ALL =
      new RecordFilter(
          null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public RecordFilter {
    projectIds = Set.copyOf(projectIds);
    roundIds = Set.copyOf(roundIds);
    agentNames = Set.copyOf(agentNames);
    modelNames = Set.copyOf(modelNames);
    executionStatuses = Set.copyOf(executionStatuses);
    eventTypes = Set.copyOf(eventTypes);
    levels = Set.copyOf(levels);
  }

  public RecordFilter between(@Nullable Instant newFrom, @Nullable Instant newTo) {
    return new RecordFilter(
        newFrom,
        newTo,
        projectIds,
        roundIds,
        agentNames,
        modelNames,
        executionStatuses,
        eventTypes,
        levels);
  }
}
