package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

/**
 * What a record is tied to. Empty text where nothing was sent.
 *
 * @param projectId the sender's project id (wire: {@code agentscope_project_id}, {@code
 *     project_id}, else {@code X-Project-Id})
 * @param roundId the execution round (wire: {@code execution_round_id}, else {@code
 *     X-Execution-Round})
 * @param agentId the sender's agent id (wire: {@code agentscope_agent_id}, {@code agent_id})
 * @param agentName the agent's readable name
 * @param traceId W3C or free-text trace id
 * @param spanId span id; no identity without a trace id
 */
public record Context(
    String projectId,
    String roundId,
    String agentId,
    String agentName,
    String traceId,
    String spanId) {
  public Context {
    requireNonNull(projectId, "projectId");
    requireNonNull(roundId, "roundId");
    requireNonNull(agentId, "agentId");
    requireNonNull(agentName, "agentName");
    requireNonNull(traceId, "traceId");
    requireNonNull(spanId, "spanId");
  }

  /** This context with each empty text taken from the other. */
  public Context filledFrom(Context other) {
    return new Context(
        first(projectId, other.projectId),
        first(roundId, other.roundId),
        first(agentId, other.agentId),
        first(agentName, other.agentName),
        first(traceId, other.traceId),
        first(spanId, other.spanId));
  }

  private static String first(String preferred, String other) {
    return preferred.isEmpty() ? other : preferred;
  }
}
