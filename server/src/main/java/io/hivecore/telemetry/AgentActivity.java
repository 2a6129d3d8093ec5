package io.hivecore.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * What one agent did, by what its spans say.
 *
 * @param agentName its name
 * @param lastSeen when it was last heard of
 * @param versions of the agent, by text
 * @param tools that it called, most calls first
 */
public record AgentActivity(
    String agentName, Instant lastSeen, List<String> versions, List<Tool> tools) {
  public AgentActivity {
    versions = List.copyOf(versions);
    tools = List.copyOf(tools);
  }

  /** A tool that the agent called. */
  public record Tool(String name, long calls, long errors) {}
}
