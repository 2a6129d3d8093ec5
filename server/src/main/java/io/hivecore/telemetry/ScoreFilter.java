package io.hivecore.telemetry;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which scores are asked for: those that satisfy every part; an empty set asks nothing.
 *
 * @param from earliest time, included; null for no limit
 * @param to latest time, excluded; null for no limit
 */
public record ScoreFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    Set<String> names,
    Set<String> traceIds,
    Set<String> spanIds,
    Set<String> sessionIds,
    Set<String> sources) {
  public ScoreFilter {
    names = Set.copyOf(names);
    traceIds = Set.copyOf(traceIds);
    spanIds = Set.copyOf(spanIds);
    sessionIds = Set.copyOf(sessionIds);
    sources = Set.copyOf(sources);
  }
}
