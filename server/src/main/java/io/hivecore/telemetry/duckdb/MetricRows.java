package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.MetricFilter;
import io.hivecore.telemetry.MetricSteps;
import io.hivecore.telemetry.metrics.MetricFold;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The rows of some series of one metric, for statements to choose from. */
final class MetricRows {
  /** The most that one statement reads. */
  static final int MOST = 1_000_000;

  private final QuerySession session;
  private final int tenant;
  private final String name;
  private final MetricFilter filter;
  private final MetricSteps steps;

  MetricRows(
      QuerySession session, int tenant, String name, MetricFilter filter, MetricSteps steps) {
    this.session = session;
    this.tenant = tenant;
    this.name = name;
    this.filter = filter;
    this.steps = steps;
  }

  /**
   * A SELECT with the place of the series as {@code n}, the step as {@code step}, {@code
   * timestamp}, {@code sequence} and what is asked for; empty when there can be no rows.
   *
   * @param to exclusive
   */
  MetricConditions.Rows of(List<UUID> series, Instant from, Instant to, String columns) {
    String step =
        "CASE WHEN epoch_us(timestamp) < %d THEN %d ELSE (epoch_us(timestamp) - %d) // %d END"
            .formatted(
                Micros.ceil(steps.from()),
                MetricFold.BEFORE,
                steps.originSeconds() * 1_000_000,
                steps.width().toSeconds() * 1_000_000);
    List<Object> before =
        List.of(series.toString(), IntStream.range(0, series.size()).boxed().toList().toString());
    return new MetricConditions(tenant, filter, from, to, name)
        .rows(
            session,
            """
            SELECT n, %s AS step, timestamp, sequence, %s
            FROM %%1$s
            JOIN (SELECT unnest(?::UUID[]) AS series, unnest(?::INTEGER[]) AS n) USING (series)
            WHERE %%2$s
            """
                .formatted(step, columns),
            before);
  }
}
