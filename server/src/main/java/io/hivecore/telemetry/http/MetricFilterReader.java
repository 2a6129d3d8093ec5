package io.hivecore.telemetry.http;

import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.MetricFilter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads the parameters that say which points of metrics are asked for. */
final class MetricFilterReader {
  private static final int MOST_ATTRIBUTES = 20;

  private MetricFilterReader() {}

  static MetricFilter read(QueryReader query, Window window) {
    return new MetricFilter(
        window.from(),
        window.to(),
        either(query, "project", "agentscope_project_id"),
        FilterReader.rounds(query),
        either(query, "agent", "agent_name"),
        Set.copyOf(query.list("session")),
        Set.copyOf(query.list("user")),
        either(query, "model", "model_name"),
        Set.copyOf(query.list("provider")),
        Set.copyOf(query.list("service")),
        attributes(query));
  }

  /** {@code attribute=name=value}; values of one name are alternatives. */
  private static Map<String, Set<String>> attributes(QueryReader query) {
    Map<String, Set<String>> attributes = new HashMap<>();
    for (String pair : query.repeated("attribute")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        query.invalid("attribute", "Expected name=value, such as gen_ai.token.type=input.");
        return Map.of();
      }
      attributes
          .computeIfAbsent(pair.substring(0, equals), ignored -> new LinkedHashSet<>())
          .add(pair.substring(equals + 1));
    }
    if (attributes.size() > MOST_ATTRIBUTES) {
      query.invalid("attribute", "At most " + MOST_ATTRIBUTES + " attributes.");
    }
    return attributes;
  }

  private static Set<String> either(QueryReader query, String name, String otherName) {
    Set<String> values = new LinkedHashSet<>(query.list(name));
    values.addAll(query.list(otherName));
    return values;
  }
}
