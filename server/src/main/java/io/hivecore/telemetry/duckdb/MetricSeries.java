package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.MetricFilter;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A series: what its points have in common.
 *
 * @param dimensions in the order of {@link io.hivecore.telemetry.MetricQueries#DIMENSIONS}
 * @param attributes by name: those of points before those of the scope, these before the resource's
 */
record MetricSeries(
    UUID id, Metric metric, Map<String, String> dimensions, Map<String, String> attributes) {
  /** What {@link #read} reads. */
  static final String COLUMNS =
      """
      series, any_value(metric_name) AS metric_name, any_value(unit) AS unit,
      any_value(type) AS type, any_value(temporality) AS temporality,
      any_value(monotonic) AS monotonic, any_value(project_id) AS project_id,
      any_value(round_id) AS round_id,
      any_value(agent_name) AS agent_name, any_value(agent_id) AS agent_id,
      any_value(session_id) AS session_id, any_value(user_id) AS user_id,
      any_value(model_name) AS model_name, any_value(provider) AS provider,
      any_value(service) AS service, any_value(attributes) AS attributes,
      any_value(scope) AS scope, any_value(resource) AS resource
      """;

  static MetricSeries read(ColumnReader row) throws SQLException {
    UUID id = row.uuid();
    Metric metric =
        new Metric(
            row.text(),
            row.text(),
            "",
            MetricPointTable.type(row.text()),
            MetricPointTable.temporality(row),
            row.bool());
    String project = row.text();
    String round = row.text();
    String agentName = row.text();
    String agentId = row.text();
    Map<String, String> dimensions =
        Map.of(
            "project", project,
            "round", round,
            "agent", agentName.isEmpty() ? agentId : agentName,
            "session", row.text(),
            "user", row.text(),
            "model", row.text(),
            "provider", row.text(),
            "service", row.text(),
            "series", id.toString());
    String ofPoints = row.text();
    String scope = row.text();
    Map<String, String> attributes = new HashMap<>(JsonMembers.of(row.text()));
    attributes.putAll(JsonMembers.of(JsonMembers.of(scope).getOrDefault("attributes", "")));
    attributes.putAll(JsonMembers.of(ofPoints));
    return new MetricSeries(id, metric, dimensions, attributes);
  }

  /** What it is grouped by under that name; empty for nothing. */
  String value(String name) {
    String dimension = dimensions.get(name);
    return dimension == null ? attributes.getOrDefault(name, "") : dimension;
  }

  boolean matches(MetricFilter filter) {
    for (Map.Entry<String, Set<String>> asked : filter.attributes().entrySet()) {
      if (!asked.getValue().contains(attributes.getOrDefault(asked.getKey(), ""))) {
        return false;
      }
    }
    return true;
  }
}
