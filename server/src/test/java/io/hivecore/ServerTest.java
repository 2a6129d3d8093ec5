package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static io.hivecore.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.Access;
import io.hivecore.http.Route;
import io.hivecore.identity.FirstKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The whole server on its real stores, over HTTP. */
class ServerTest {
  private static final String ROUND = "4be0643f-1d98-573b-97cd-ca98a65347dd";
  private static final String USAGE =
      """
      {"id":"11111111-2222-4333-8444-555555555555","timestamp":"2026-11-20T10:00:00Z",
       "agentscope_project_id":"secret-project","execution_round_id":"secret-round",
       "agentscope_agent_id":"secret-agent","agent_name":"secret-agent","model_name":"gpt-4o","input_tokens":7}""";

  @Test
  void takesWhatTheOriginalExporterSent(@TempDir Path folder) throws Exception {
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      int sent = 0;
      for (String line : exporterRequests()) {
        Request request = request(line);
        assertThat(
                server
                    .post(
                        key,
                        request.path(),
                        request.body(),
                        request.headers().toArray(String[]::new))
                    .statusCode())
            .isEqualTo(201);
        sent++;
      }
      assertThat(sent).isEqualTo(120);
      for (String list : List.of("usage/", "executions/", "timeline/")) {
        await(
            () ->
                server
                    .get(key, ROOT + list + "?page_size=1&round=" + ROUND)
                    .body()
                    .startsWith("{\"count\":40,"));
      }
      // What names no project of its own is in the one that its request was sent for.
      String sentFor = "?page_size=1&project=17";
      assertThat(server.get(key, ROOT + "usage/" + sentFor).body()).startsWith("{\"count\":13,");
      for (String list : List.of("executions/", "timeline/")) {
        assertThat(server.get(key, ROOT + list + sentFor).body()).startsWith("{\"count\":0,");
      }
      // The exporter's own sum of its random costs, to the last digit.
      assertThat(server.get(key, ROOT + "usage/summary/?from=2026-11-01").body())
          .contains("\"total_cost_usd\":0.94904165999999999994,");
    }
  }

  @Test
  void countsARecordOnceAlsoAfterARestart(@TempDir Path folder) throws Exception {
    String key;
    String first;
    try (RunningServer server = RunningServer.start(folder)) {
      key = server.generatedKey();
      first = server.post(key, ROOT + "ingest/usage/", USAGE).body();
    }
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.firstKey()).isInstanceOf(FirstKey.Known.class);
      assertThat(server.post(key, ROOT + "ingest/usage/", USAGE).body()).isEqualTo(first);
      await(() -> server.get(key, ROOT + "usage/").body().startsWith("{\"count\":1,"));
    }
  }

  @Test
  void aKeyHoldsUntilItIsRevoked(@TempDir Path folder) throws Exception {
    try (RunningServer server = RunningServer.start(folder)) {
      // That neither takes more than a second is KeyCommandBesideServerTest's to show.
      String key = server.newKey("--tenant", "default", "--name", "short-lived");
      assertThat(server.get(key, ROOT + "usage/").statusCode()).isEqualTo(200);
      server.revoke(key);
    }
  }

  @Test
  void everyRouteIsDocumentedAndNothingElse(@TempDir Path folder) throws Exception {
    try (RunningServer server = RunningServer.start(folder)) {
      String document = server.get("", "/api/schema/").body();
      for (Route route : server.routes().all()) {
        assertThat(document).contains("\"" + route.path() + "\"");
      }
      assertThat(server.get("", "/health/ready").statusCode()).isEqualTo(200);
      assertThat(
              server.routes().all().stream()
                  .filter(route -> route.access() == Access.ANYONE)
                  .map(Route::path))
          .containsExactlyInAnyOrder(
              "/health/live",
              "/health/ready",
              "/api/health/",
              "/api/public/health",
              // The address itself says what it is good for, and until when.
              "/api/public/media/{id}/content",
              "/api/public/media/{id}/content",
              "/api/schema/",
              "/api/docs/",
              // Whoever logs in has no credential yet, or one that has run out.
              "/api/v1/auth/token/",
              "/api/v1/auth/token/refresh/",
              "/api/v1/auth/login/",
              "/api/v1/auth/login/tenant/",
              "/api/v1/auth/refresh/",
              "/api/v1/auth/logout/");
    }
  }

  @Test
  void anOperatorSeesHowFarJournalStoreAndStreamAre(@TempDir Path folder) {
    try (RunningServer server = RunningServer.start(folder)) {
      String operator = server.newKey("--operator");
      assertThat(server.post(server.generatedKey(), ROOT + "ingest/usage/", USAGE).statusCode())
          .isEqualTo(201);
      await(() -> server.get(operator, "/metrics").body().contains("\nstore_applied_sequence 1.0"));
      assertThat(server.get(operator, "/metrics").body().lines())
          .contains(
              "journal_available 1.0",
              "journal_durable_sequence 1.0",
              "journal_oldest_sequence 1.0",
              "journal_queued_bytes 0.0",
              "store_lag_seconds 0.0",
              "store_records 1.0",
              "store_set_aside_records 0.0",
              "live_lag_entries 0.0",
              "live_subscribers 0.0");
    }
  }

  @Test
  void aDataFolderIsOneServersAtATime(@TempDir Path folder) {
    try (RunningServer server = RunningServer.start(folder)) {
      assertThat(server.port()).isPositive();
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> RunningServer.start(folder).close()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("in use by another HiveCore");
    }
  }

  private static List<String> exporterRequests() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ServerTest.class.getResourceAsStream("/io/hivecore/exporter/requests.jsonl"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /**
   * What the exporter sent, but for its key.
   *
   * @param headers names and values by turns
   */
  private record Request(String path, List<String> headers, String body) {}

  private static Request request(String json) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      Map<String, String> texts = new HashMap<>();
      List<String> headers = new ArrayList<>();
      parser.nextToken();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          headers.addAll(headers(parser));
        } else {
          texts.put(name, parser.getString());
        }
      }
      return new Request(texts.getOrDefault("path", ""), headers, texts.getOrDefault("body", ""));
    }
  }

  private static List<String> headers(JsonParser parser) {
    List<String> headers = new ArrayList<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      String value = Objects.requireNonNull(parser.nextStringValue());
      // The client sets that one itself, and lets nobody else.
      if (!name.equals("Connection")) {
        headers.addAll(List.of(name, value));
      }
    }
    return headers;
  }
}
