package io.hivecore.telemetry;

import java.util.List;

/**
 * The counts of one group.
 *
 * @param values one for each dimension asked for, in that order
 */
public record ExecutionGroup(List<String> values, ExecutionTotals totals) {
  public ExecutionGroup {
    values = List.copyOf(values);
  }
}
