package io.hivecore.telemetry;

import java.util.Locale;

/** What executions can be grouped by. */
public enum ExecutionDimension {
  AGENT_NAME,
  PROJECT,
  ROUND,
  STATUS;

  /** The name in {@code group_by} and of the group's field in the answer. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
