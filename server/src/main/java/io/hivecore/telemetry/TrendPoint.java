package io.hivecore.telemetry;

import java.time.ZonedDateTime;
import java.util.List;

/**
 * The sums of one bucket and group.
 *
 * @param period the beginning of the bucket, in the zone asked for
 * @param values one for each dimension asked for, in that order
 */
public record TrendPoint(ZonedDateTime period, List<String> values, UsageTotals totals) {
  public TrendPoint {
    values = List.copyOf(values);
  }
}
