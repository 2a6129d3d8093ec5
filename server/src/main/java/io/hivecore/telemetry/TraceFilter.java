package io.hivecore.telemetry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are asked for: those that satisfy every part. An empty set and a null ask nothing;
 * several values of one part are alternatives. A trace has all agents, models, tools, kinds and
 * tags of its spans.
 *
 * @param from earliest start, included
 * @param to latest start, excluded
 * @param leastMillis shortest duration, included
 * @param mostMillis longest duration, included
 * @param leastCost lowest cost in USD, included
 * @param mostCost highest cost in USD, included
 * @param score what one of its scores has to be
 * @param text words that the texts of one of its spans have, all of them, in whichever case; in
 *     quotes such as follow on each other; with a star behind it what words begin with. See {@link
 *     io.hivecore.telemetry.words.WordQuery#parse}
 */
public record TraceFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    Set<String> traceIds,
    Set<String> projectIds,
    Set<String> roundIds,
    Set<String> names,
    Set<String> kinds,
    Set<String> agents,
    Set<String> models,
    Set<String> tools,
    Set<String> sessionIds,
    Set<String> userIds,
    Set<String> environments,
    Set<String> releases,
    Set<String> tags,
    Set<Status> statuses,
    @Nullable Double leastMillis,
    @Nullable Double mostMillis,
    @Nullable BigDecimal leastCost,
    @Nullable BigDecimal mostCost,
    @Nullable Score score,
    String text) {
  /** Asks for everything. */
  public static final TraceFilter ALL =
      new TraceFilter(
          null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
          Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null, null,
          null, null, "");

  public TraceFilter {
    traceIds = Set.copyOf(traceIds);
    projectIds = Set.copyOf(projectIds);
    roundIds = Set.copyOf(roundIds);
    names = Set.copyOf(names);
    kinds = Set.copyOf(kinds);
    agents = Set.copyOf(agents);
    models = Set.copyOf(models);
    tools = Set.copyOf(tools);
    sessionIds = Set.copyOf(sessionIds);
    userIds = Set.copyOf(userIds);
    environments = Set.copyOf(environments);
    releases = Set.copyOf(releases);
    tags = Set.copyOf(tags);
    statuses = Set.copyOf(statuses);
  }

  /** Only these traces. */
  public TraceFilter ofTraces(Set<String> ids) {
    return new TraceFilter(
        from,
        to,
        ids,
        projectIds,
        roundIds,
        names,
        kinds,
        agents,
        models,
        tools,
        sessionIds,
        userIds,
        environments,
        releases,
        tags,
        statuses,
        leastMillis,
        mostMillis,
        leastCost,
        mostCost,
        score,
        text);
  }

  /** Only traces of this session. */
  public TraceFilter ofSession(String id) {
    return new TraceFilter(
        from,
        to,
        traceIds,
        projectIds,
        roundIds,
        names,
        kinds,
        agents,
        models,
        tools,
        Set.of(id),
        userIds,
        environments,
        releases,
        tags,
        statuses,
        leastMillis,
        mostMillis,
        leastCost,
        mostCost,
        score,
        text);
  }

  /** Only traces of this end user. */
  public TraceFilter ofUser(String id) {
    return new TraceFilter(
        from,
        to,
        traceIds,
        projectIds,
        roundIds,
        names,
        kinds,
        agents,
        models,
        tools,
        sessionIds,
        Set.of(id),
        environments,
        releases,
        tags,
        statuses,
        leastMillis,
        mostMillis,
        leastCost,
        mostCost,
        score,
        text);
  }

  /** How a trace stands. */
  public enum Status {
    /** Not all of its spans have ended. */
    RUNNING("running"),
    /** Its root has failed. */
    ERROR("error"),
    OK("ok");

    private final String wireName;

    Status(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /**
   * What a score has to be.
   *
   * @param least lowest value, included; null for any
   * @param most highest value, included; null for any
   * @param label a category; empty for any
   */
  public record Score(String name, @Nullable Double least, @Nullable Double most, String label) {}
}
