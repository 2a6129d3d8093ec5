package io.hivecore.telemetry.http;

import io.hivecore.http.Json;
import io.hivecore.telemetry.traces.TraceGraph;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** A trace's graph as JSON. */
final class GraphWriter {
  private GraphWriter() {}

  static void write(JsonGenerator json, TraceGraph graph) {
    json.writeStartObject();
    json.writeName("nodes").writeStartArray();
    for (TraceGraph.Node node : graph.nodes()) {
      json.writeStartObject();
      json.writeStringProperty("id", node.id());
      json.writeStringProperty("kind", node.role().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("name", node.name());
      json.writeNumberProperty("calls", node.calls());
      json.writeNumberProperty("errors", node.errors());
      json.writeNumberProperty("duration_ms", node.millis());
      json.writeNumberProperty("model_calls", node.modelCalls());
      json.writeNumberProperty("total_tokens", node.tokens());
      json.writeStringProperty("cost_usd", Json.money(node.cost()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeName("edges").writeStartArray();
    for (TraceGraph.Edge edge : graph.edges()) {
      json.writeStartObject();
      json.writeStringProperty("from", edge.from());
      json.writeStringProperty("to", edge.to());
      json.writeNumberProperty("calls", edge.calls());
      json.writeNumberProperty("errors", edge.errors());
      json.writeNumberProperty("duration_ms", edge.millis());
      json.writeNumberProperty("total_tokens", edge.tokens());
      json.writeStringProperty("cost_usd", Json.money(edge.cost()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
