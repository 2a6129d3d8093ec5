package io.hivecore.telemetry;

import java.util.List;

/**
 * The sums of one group.
 *
 * @param values one for each dimension asked for, in that order
 */
public record UsageGroup(List<String> values, UsageTotals totals) {
  public UsageGroup {
    values = List.copyOf(values);
  }
}
