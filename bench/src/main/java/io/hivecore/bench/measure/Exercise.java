package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.load.Load;
import io.hivecore.bench.load.Records;
import io.hivecore.bench.load.Spans;
import io.hivecore.bench.load.SpansJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Measures nothing, but uses everything for some seconds: what a server is shown when the JDK is to
 * learn how it runs, for its ahead-of-time cache.
 */
public final class Exercise implements Measurement {
  private static final String ROOT = "/api/v1/observability/";
  private static final List<String> QUESTIONS =
      List.of(
          ROOT + "usage/",
          ROOT + "usage/summary/?days=30",
          ROOT + "usage/summary/?group_by=agent_name,model_name",
          ROOT + "usage/trend/?interval=day",
          ROOT + "usage/trend/?interval=hour&tz=Europe/Berlin&group_by=model_name",
          ROOT + "usage/?project=project-3&page_size=50",
          ROOT + "usage/?format=csv",
          ROOT + "executions/",
          ROOT + "executions/active/",
          ROOT + "timeline/",
          ROOT + "logs/",
          ROOT + "project/project-3/stats/",
          "/api/v1/traces/",
          "/api/v1/traces/?q=refund&min_duration_ms=10",
          "/api/v1/sessions/",
          "/api/v1/end-users/",
          "/api/v1/agents/stats/",
          "/api/v1/scores/",
          "/metrics",
          "/health/ready",
          "/api/schema/",
          "/api/docs/");

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    Records records = new Records(3);
    try (Events events = new Events(setting, "", ignored -> {});
        Connection connection = new Connection(setting.target())) {
      for (int i = 0; i < 10; i++) {
        connection.post(
            ROOT + "ingest/execution/",
            "application/json",
            bytes(
                """
                {"execution_id": "run-%d", "status": "%s", "agentscope_project_id": "project-3",
                 "agentscope_agent_id": "planner", "agent_name": "Planner", "start_time": "%s"}"""
                    .formatted(i / 2, i % 2 == 0 ? "running" : "completed", Instant.now())));
        connection.post(
            ROOT + "ingest/timeline/",
            "application/json",
            bytes("{\"event_type\":\"step\",\"message\":\"begun\",\"execution_id\":\"run-1\"}"));
        connection.post(
            ROOT + "ingest/log/",
            "application/json",
            bytes(
                "{\"execution_round_id\":\"round-1\",\"level\":\"info\",\"message\":\"begun\",\"source\":\"planner\"}"));
        connection.post(
            BatchBurst.BATCH, "application/x-ndjson", records.batch(500, 300, Instant.now()));
      }
      singles(setting, setting.time(8));
      spans(setting, connection);
      for (int round = 0; round < 5; round++) {
        for (String question : QUESTIONS) {
          connection.get(question);
        }
      }
    }
    return List.of();
  }

  private static void singles(Setting setting, Duration time) throws InterruptedException {
    Load.run(
        setting.target(),
        16,
        time,
        201,
        connectionNumber -> {
          Records own = new Records(connectionNumber);
          return (connection, number) ->
              number % 50 == 0
                  ? connection.post(
                      BatchBurst.BATCH, "application/x-ndjson", own.batch(200, 300, Instant.now()))
                  : connection.post(
                      ROOT + "ingest/usage/", "application/json", own.usage(Instant.now()));
        });
  }

  private static void spans(Setting setting, Connection connection)
      throws IOException, InterruptedException {
    try (SteadySpans _ = new SteadySpans(setting, 4_000, 1)) {
      Spans some = new Spans(9);
      for (int i = 1; i <= 40; i++) {
        byte[] request = SpansJson.of(some.request(50, i, Instant.now()));
        connection.post(OtlpBurst.TRACES, "application/json", request);
        Thread.sleep(setting.time(8).dividedBy(40));
      }
    }
    String trace = "/api/v1/traces/%016x%016x/".formatted(1, 1);
    for (String part : List.of("", "spans/", "graph/", "spans/0000000000000001/")) {
      connection.get(trace + part);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
