package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.hivecore.ingest.dialect.Corpus;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What real exporters measured comes in by every door, counts once, and is there after a start. */
@Timeout(60)
class MetricEndToEndTest {
  private static final String BASE = "/api/v1/metrics/";
  private static final String DAY = "from=2026-01-01&to=2026-01-02&";

  @TempDir Path folder;

  @Test
  void whatACodingAgentCountsIsReadBySessionAndNeverBilled() throws Exception {
    byte[] body = Corpus.metrics("handmade/claude-code").getFirst().body();
    String series = BASE + "series/?" + DAY + "name=claude_code.token.usage&group_by=type&step=1d";
    String key;
    String answer;
    try (RunningServer server = RunningServer.start(folder);
        HttpClient client = HttpClient.newHttpClient()) {
      key = server.generatedKey();
      for (int port : new int[] {server.port(), server.otlpHttpPort()}) {
        HttpResponse<String> taken = post(client, port, key, "application/json", body);
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body()).isEqualTo("{}");
      }
      RunningServer.await(() -> points(server, key) == 4);
      answer = server.get(key, series).body();
      JsonNode results = new JsonMapper().readTree(answer).get("results");
      assertThat(results.valueStream().map(MetricEndToEndTest::brief))
          .containsExactly("cacheCreation 1024.0", "cacheRead 1536.0", "input 41.0", "output 17.0");
      for (String filter :
          List.of(
              "session=corpus-session",
              "agent=claude_code",
              "service=claude-code",
              "provider=anthropic",
              "model=claude-sonnet-4-5-20250929",
              "attribute=service.version%3D2.1.0")) {
        assertThat(server.get(key, series + "&" + filter).body()).as(filter).isEqualTo(answer);
        assertThat(server.get(key, series + "&" + filter + "x").body())
            .as(filter)
            .contains("\"results\":[]");
      }
      assertThat(server.get(key, series + "&attribute=type%3Dinput").body())
          .contains("41.0")
          .doesNotContain("17.0");
      assertThat(server.get(key, ROOT + "usage/summary/?from=2020-01-01").body())
          .contains("\"total_calls\":0");
    }
    try (RunningServer server = RunningServer.start(folder);
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(server.get(key, series).body()).isEqualTo(answer);
      // What was known before the start is known behind it.
      HttpResponse<String> again = post(client, server.port(), key, "application/json", body);
      String batch = again.headers().firstValue("X-Batch-Id").orElseThrow();
      assertThat(server.get(key, "/api/v1/ingest-status/" + batch + "/").body())
          .contains("\"duplicates\":4");
      assertThat(server.get(key, series).body()).isEqualTo(answer);
    }
  }

  @Test
  void theRemovalOfASessionTakesWhatWasCountedInIt() {
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      String body =
          new String(
              Corpus.metrics("handmade/claude-code").getFirst().body(), StandardCharsets.UTF_8);
      for (String session : List.of("corpus-session", "other-session")) {
        String its = body.replace("corpus-session", session);
        assertThat(server.post(key, "/v1/metrics", its).statusCode()).isEqualTo(200);
      }
      HttpResponse<String> removed = server.delete(key, "/api/v1/sessions/corpus-session/");
      assertThat(removed.statusCode()).as(removed.body()).isEqualTo(200);
      assertThat(removed.body()).isEqualTo("{\"deleted_traces\":0,\"deleted_points\":4}");
      assertThat(points(server, key)).isEqualTo(4);
      assertThat(server.delete(key, "/api/v1/sessions/corpus-session/").statusCode())
          .isEqualTo(404);
      assertThat(
              server
                  .get(
                      key,
                      BASE + "series/?" + DAY + "name=claude_code.token.usage&group_by=session")
                  .body())
          .contains("other-session")
          .doesNotContain("corpus-session");
    }
  }

  @Test
  void attributesAreMaskedBeforeAnythingIsWritten() {
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      String rule = "{\"name\":\"email\",\"kind\":\"email\"}";
      assertThat(server.post(key, "/api/v1/masking-rules/", rule).statusCode()).isEqualTo(201);
      String point =
          """
          {"resourceMetrics":[{"resource":{"attributes":[
            {"key":"owner","value":{"stringValue":"ada@example.org"}}]},
           "scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[
             {"timeUnixNano":"1767225660000000000","asInt":1,"attributes":[
               {"key":"note","value":{"stringValue":"ask bob@example.org"}}]}]}}]}]}]}""";
      assertThat(server.post(key, "/v1/metrics", point).body()).isEqualTo("{}");
      String series = BASE + "series/?" + DAY + "name=m&group_by=note,owner";
      RunningServer.await(() -> server.get(key, series).body().contains("steps"));
      assertThat(server.get(key, series).body())
          .contains("\"note\":\"ask [MASKED:email]\",\"owner\":\"[MASKED:email]\"")
          .doesNotContain("example.org");
    }
  }

  private static String brief(JsonNode result) {
    return result.get("group").get("type").asString() + " " + result.get("steps").get(0).get("sum");
  }

  private static long points(RunningServer server, String key) {
    long points = 0;
    for (JsonNode metric :
        new JsonMapper()
            .readTree(server.get(key, BASE + "?from=2020-01-01&page_size=1000").body())
            .get("results")) {
      points += metric.get("points").asLong();
    }
    return points;
  }

  @Test
  void whatExportersOfLibrariesSendIsTakenWholeByBothProtocols() throws Exception {
    try (RunningServer server = RunningServer.start(folder);
        HttpClient client = HttpClient.newHttpClient()) {
      String key = server.generatedKey();
      List<ExportMetricsServiceRequest> requests = new ArrayList<>();
      for (Corpus.Request request : Corpus.metrics("")) {
        if (!request.json()) {
          requests.add(ExportMetricsServiceRequest.parseFrom(request.body()));
          HttpResponse<String> taken =
              post(client, server.port(), key, "application/x-protobuf", request.body());
          assertThat(taken.statusCode()).isEqualTo(200);
          assertThat(taken.body()).isEmpty();
        }
      }
      assertThat(requests).hasSizeGreaterThan(70);
      awaitAll(server, key);
      long points = points(server, key);
      assertThat(points).isPositive();
      for (ExportMetricsServiceRequest request : requests.subList(0, 10)) {
        overGrpc(server.otlpGrpcPort(), key, request);
      }
      String all = BASE + "?from=2020-01-01&page_size=1000";
      assertThat(points(server, key)).isEqualTo(points);
      for (JsonNode metric :
          new JsonMapper().readTree(server.get(key, all).body()).get("results")) {
        String name = metric.get("name").asString();
        String series =
            BASE
                + "series/?from="
                + metric.get("first_seen").asString()
                + "&step=1d&group_by=gen_ai.request.model,gen_ai.token.type&name="
                + URLEncoder.encode(name, StandardCharsets.UTF_8);
        HttpResponse<String> answer = server.get(key, series);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).as(name).contains("\"steps\":[{");
      }
      assertThat(server.get(key, all).body())
          .contains("gen_ai.client.token.usage", "gen_ai.client.operation.duration");
      assertThat(server.get(key, ROOT + "usage/summary/?from=2020-01-01").body())
          .contains("\"total_calls\":0");
    }
  }

  /** A marker that is visible stands behind all that came before. */
  private static void awaitAll(RunningServer server, String key) {
    assertThat(server.post(key, ROOT + "ingest/timeline/", "{\"event_type\":\"end\"}").statusCode())
        .isEqualTo(201);
    RunningServer.await(
        () -> server.get(key, ROOT + "timeline/?event_type=end").body().contains("\"end\""));
  }

  private static HttpResponse<String> post(
      HttpClient client, int port, String key, String type, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/metrics"))
            .header("X-API-Key", key)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void overGrpc(int port, String key, ExportMetricsServiceRequest request) {
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      Metadata metadata = new Metadata();
      metadata.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key);
      assertThat(
              MetricsServiceGrpc.newBlockingStub(channel)
                  .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                  .withCompression("gzip")
                  .export(request)
                  .hasPartialSuccess())
          .isFalse();
    } finally {
      channel.shutdownNow();
    }
  }
}
