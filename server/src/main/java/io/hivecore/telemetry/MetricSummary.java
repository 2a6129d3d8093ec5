package io.hivecore.telemetry;

import java.time.Instant;

/**
 * What there is of a metric.
 *
 * @param metric with one of its descriptions
 * @param series how many
 * @param points how many
 * @param first the earliest point's time
 * @param last the latest point's time
 */
public record MetricSummary(Metric metric, long series, long points, Instant first, Instant last) {}
