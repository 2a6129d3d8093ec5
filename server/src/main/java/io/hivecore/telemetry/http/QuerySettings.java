package io.hivecore.telemetry.http;

import java.time.Duration;

/**
 * Bounds of what a query may cost and show.
 *
 * @param deadline how long a query may take
 * @param exportDeadline how long an export may take, the time its reader takes included
 * @param concurrentPerTenant the most queries and exports of one tenant at one time
 * @param concurrentExportsPerTenant the most exports among them
 * @param maxPageSize the most records of one page, and of the list of active executions
 * @param maxTrendRows the most buckets, counted once for each group, of one trend
 * @param maxGroups the most groups of one summary
 * @param staleAfter an execution that runs and was not heard of for so long is stale
 */
public record QuerySettings(
    Duration deadline,
    Duration exportDeadline,
    int concurrentPerTenant,
    int concurrentExportsPerTenant,
    int maxPageSize,
    int maxTrendRows,
    int maxGroups,
    Duration staleAfter) {
  public static final QuerySettings DEFAULT =
      new QuerySettings(
          Duration.ofSeconds(10),
          Duration.ofMinutes(15),
          8,
          2,
          1_000,
          10_000,
          1_000,
          Duration.ofHours(6));

  public QuerySettings {
    if (deadline.compareTo(Duration.ZERO) <= 0
        || exportDeadline.compareTo(deadline) < 0
        || concurrentExportsPerTenant < 1
        || concurrentPerTenant < concurrentExportsPerTenant
        || maxPageSize < 1
        || maxTrendRows < 1
        || maxGroups < 1
        || staleAfter.isNegative()) {
      throw new IllegalArgumentException("bounds of queries must be positive and in order");
    }
  }
}
