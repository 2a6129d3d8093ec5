package io.hivecore.telemetry.rollup;

import io.hivecore.telemetry.UsageRecord;

/** What usage is summed up by, beside time. */
public record UsageKey(String project, String agent, String model) {
  public static UsageKey of(UsageRecord record) {
    return new UsageKey(
        record.context().projectId(), record.context().agentName(), record.modelName());
  }
}
