package io.hivecore.telemetry;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.List;

/**
 * The questions about metrics that a telemetry store answers, with the same rules as {@link
 * TelemetryQueries}.
 */
public interface MetricQueries {
  /**
   * The metrics that there are points of, by name, type and unit.
   *
   * @param filter its attributes are not looked at
   * @param offset how many to pass over
   * @param limit how many to give at most
   */
  List<MetricSummary> metrics(
      TenantId tenant, MetricFilter filter, long offset, int limit, Duration deadline);

  /**
   * What the points of one metric come to. A cumulative series counts by how much it grew: from
   * point to point, from its start when that is known, anew where it was reset.
   *
   * @param filter its times are not looked at
   * @param groupBy {@link #DIMENSIONS} or names of attributes: of the point, else of its scope,
   *     else of its resource
   * @param mostGroups that may be asked for at once
   * @return groups in the order of shapes, units and values
   * @throws TelemetryStoreException with {@link TelemetryStoreException.Reason#TOO_MANY_GROUPS}
   */
  List<MetricGroup> series(
      TenantId tenant,
      String name,
      MetricFilter filter,
      MetricSteps steps,
      List<String> groupBy,
      int mostGroups,
      Duration deadline);

  /** What any series may be grouped by, beside its attributes. */
  List<String> DIMENSIONS =
      List.of(
          "project", "round", "agent", "session", "user", "model", "provider", "service", "series");
}
