package io.hivecore.operations.http;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Routes;
import io.hivecore.operations.Health;
import tools.jackson.core.JsonGenerator;

/** Health for probes and people. Open to anyone, so it tells states and no figures. */
public final class HealthRoutes {
  private final Health health;

  private HealthRoutes(Health health) {
    this.health = health;
  }

  public static void register(Routes routes, Health health) {
    HealthRoutes answers = new HealthRoutes(health);
    routes.add("GET", "/health/live", Access.ANYONE, answers::live);
    routes.add("GET", "/health/ready", Access.ANYONE, answers::ready);
    routes.add("GET", "/api/health/", Access.ANYONE, answers::summary);
  }

  /** {@code GET /health/live}: 200 as long as the process answers. */
  private void live(Exchange exchange) {
    exchange.json(
        200, json -> json.writeStartObject().writeStringProperty("status", "up").writeEndObject());
  }

  /**
   * {@code GET /health/ready}: 200 when every part can do its work, else 503 with the parts that
   * cannot.
   */
  private void ready(Exchange exchange) {
    Health.Report report = health.report();
    exchange.json(
        report.ready() ? 200 : 503,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", report.ready() ? "ready" : "not_ready");
          json.writeName("parts").writeStartObject();
          report.findings().forEach((name, finding) -> write(json, name, finding));
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /** {@code GET /api/health/}: the original's answer, {@code healthy} or {@code unhealthy}. */
  private void summary(Exchange exchange) {
    boolean ready = health.report().ready();
    exchange.json(
        ready ? 200 : 503,
        json ->
            json.writeStartObject()
                .writeStringProperty("status", ready ? "healthy" : "unhealthy")
                .writeEndObject());
  }

  private static void write(JsonGenerator json, String name, Health.Finding finding) {
    json.writeName(name).writeStartObject();
    json.writeStringProperty("status", finding.up() ? "up" : "down");
    if (!finding.detail().isEmpty()) {
      json.writeStringProperty("detail", finding.detail());
    }
    json.writeEndObject();
  }
}
