package io.hivecore.telemetry;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which points of metrics are asked for: those that satisfy every part. An empty set or null asks
 * nothing; several values of one part are alternatives.
 *
 * @param from included
 * @param to excluded
 * @param agents names; a point without an agent's name is known by the agent's id
 * @param attributes by name: of the point, else of its scope, else of its resource
 */
public record MetricFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    Set<String> projectIds,
    Set<String> roundIds,
    Set<String> agents,
    Set<String> sessionIds,
    Set<String> userIds,
    Set<String> models,
    Set<String> providers,
    Set<String> services,
    Map<String, Set<String>> attributes) {
  public static final MetricFilter ALL =
      new MetricFilter(
          null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
          Set.of(), Map.of());

  // Written out: a compact constructor's class file loses the annotations of its parameters.
  public MetricFilter(
      @Nullable Instant from,
      @Nullable Instant to,
      Set<String> projectIds,
      Set<String> roundIds,
      Set<String> agents,
      Set<String> sessionIds,
      Set<String> userIds,
      Set<String> models,
      Set<String> providers,
      Set<String> services,
      Map<String, Set<String>> attributes) {
    this.from = from;
    this.to = to;
    this.projectIds = Set.copyOf(projectIds);
    this.roundIds = Set.copyOf(roundIds);
    this.agents = Set.copyOf(agents);
    this.sessionIds = Set.copyOf(sessionIds);
    this.userIds = Set.copyOf(userIds);
    this.models = Set.copyOf(models);
    this.providers = Set.copyOf(providers);
    this.services = Set.copyOf(services);
    this.attributes = Map.copyOf(attributes);
  }

  /** This filter over another time. */
  public MetricFilter between(@Nullable Instant newFrom, @Nullable Instant newTo) {
    return new MetricFilter(
        newFrom,
        newTo,
        projectIds,
        roundIds,
        agents,
        sessionIds,
        userIds,
        models,
        providers,
        services,
        attributes);
  }
}
