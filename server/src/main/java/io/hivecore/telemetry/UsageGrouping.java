package io.hivecore.telemetry;

import java.util.List;

/**
 * How sums over usage are to be grouped.
 *
 * @param dimensions none for one sum over everything
 * @param limit the most groups to return, those with the most tokens first
 */
public record UsageGrouping(List<Dimension> dimensions, int limit, UsageDetail detail) {
  /** One sum over everything. */
  public static final UsageGrouping TOTAL =
      new UsageGrouping(List.of(), 1, UsageDetail.SUMS_AND_DURATIONS);

  public UsageGrouping {
    dimensions = List.copyOf(dimensions);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, was " + limit);
    }
  }
}
