package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Usage that follows from spans is priced and counted like that which is reported by itself. */
@Timeout(60)
class UsageOfSpansServerTest {
  @TempDir Path folder;

  @Test
  void aCallIsPricedOnceItsModelAndItsTokensAreTogether() {
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      send(server, key, event("e1", "create", "\"model\":\"gpt-4o\""));
      RunningServer.await(() -> read(server, key, "/api/v1/traces/").get("count").asInt() == 1);
      send(server, key, event("e2", "update", USAGE));
      RunningServer.await(() -> tokens(server, key) == 120);
      JsonNode call = read(server, key, ROOT + "usage/").get("results").get(0);
      // 100 tokens at 2.50 a million and 20 at 10.
      assertThat(call.get("cost_usd").asString()).isEqualTo("0.000450");
      assertThat(call.get("model_name").asString()).isEqualTo("gpt-4o");
      assertThat(summary(server, key).get("unpriced_calls").asInt()).isZero();
      assertThat(
              read(server, key, "/api/v1/traces/")
                  .get("results")
                  .get(0)
                  .get("unpriced_calls")
                  .asInt())
          .isZero();

      // Of tokens that are mended later, too.
      String more = "\"usage\":{\"input\":100,\"output\":120,\"unit\":\"TOKENS\"}";
      send(server, key, event("e3", "update", more));
      RunningServer.await(() -> tokens(server, key) == 220);
      RunningServer.await(() -> counted(server, key, "token_usage_total{model=\"gpt-4o\"") == 220);
      assertThat(counted(server, key, "model_calls_total{model=\"gpt-4o\"")).isEqualTo(1);
      assertThat(
              read(server, key, ROOT + "usage/").get("results").get(0).get("cost_usd").asString())
          .isEqualTo("0.001450");
    }
  }

  private static double counted(RunningServer server, String key, String series) {
    return server
        .get(key, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static final String USAGE =
      """
      "endTime":"2026-03-01T09:30:02Z","usage":{"input":100,"output":20,"unit":"TOKENS"}""";

  private static String event(String id, String what, String said) {
    return """
        {"batch":[{"id":"%s","type":"generation-%s","timestamp":"2026-03-01T09:30:00Z",
          "body":{"id":"g","traceId":"t","startTime":"2026-03-01T09:30:00Z",%s}}]}"""
        .formatted(id, what, said);
  }

  private static void send(RunningServer server, String key, String batch) {
    HttpResponse<String> answer = server.post(key, "/api/public/ingestion", batch);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(207);
    assertThat(answer.body()).contains("\"errors\":[]");
  }

  private static long tokens(RunningServer server, String key) {
    return summary(server, key).get("total_tokens").asLong();
  }

  private static JsonNode summary(RunningServer server, String key) {
    return read(server, key, ROOT + "usage/summary/?days=3650").get("summary");
  }

  private static JsonNode read(RunningServer server, String key, String path) {
    String from = path.contains("?") ? path : path + "?from=2026-01-01";
    HttpResponse<String> answer = server.get(key, from);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TwoTenants.json(answer);
  }
}
