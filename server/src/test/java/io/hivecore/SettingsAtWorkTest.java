package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the environment sets, a running server does. */
@Timeout(60)
class SettingsAtWorkTest {
  private static final String ROOT = "/api/v1/observability/";
  private static final String KEY = "hc_" + "SettingsAtWork_".repeat(3).substring(0, 43);
  private static final String USAGE =
      """
      {"kind":"usage","timestamp":"2026-11-20T10:00:00Z","agentscope_agent_id":"a","agent_name":"a",
       "model_name":"gpt-4o","input_tokens":7}""";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void boundsOfWhatComesIn() {
    try (HiveCore server =
        start(
            Map.of(
                "HIVECORE_SERVER_MAX_BODY_SIZE", "64KiB",
                "HIVECORE_INGEST_MAX_BATCH_RECORDS", "2"))) {
      String blanks = " ".repeat(65_536 - USAGE.length());
      assertThat(post(server, "usage/", USAGE + blanks).statusCode()).isEqualTo(201);
      assertThat(post(server, "usage/", USAGE + blanks + " ").statusCode()).isEqualTo(413);
      assertThat(post(server, "batch/", USAGE.replace("\n", "") + "\n" + " ".repeat(65_536)))
          .returns(413, HttpResponse::statusCode);
      assertThat(post(server, "batch/", "[%s,%s]".formatted(USAGE, USAGE)).statusCode())
          .isEqualTo(201);
      assertThat(post(server, "batch/", "[%s,%s,%s]".formatted(USAGE, USAGE, USAGE)).statusCode())
          .isEqualTo(413);
    }
  }

  @Test
  void boundsOfWhatGoesOut() {
    try (HiveCore server =
        start(
            Map.of(
                "HIVECORE_QUERIES_MAX_PAGE_SIZE", "20",
                "HIVECORE_QUERIES_MAX_TREND_ROWS", "100",
                "HIVECORE_QUERIES_STALE_AFTER", "1s"))) {
      assertThat(get(server, "usage/?page_size=20").statusCode()).isEqualTo(200);
      assertThat(get(server, "usage/?page_size=21"))
          .returns(400, HttpResponse::statusCode)
          .satisfies(answer -> assertThat(answer.body()).contains("from 1 to 20"));
      assertThat(get(server, "usage/trend/?interval=hour&days=3").statusCode()).isEqualTo(200);
      assertThat(get(server, "usage/trend/?interval=hour&days=5").statusCode()).isEqualTo(400);

      String run =
          USAGE.replace("{", "{\"execution_id\":\"run\",\"start_time\":\"2026-11-20T10:00:00Z\",");
      assertThat(post(server, "execution/", run).statusCode()).isEqualTo(201);
      String stale = "";
      while (!stale.contains("\"stale\":true")) {
        stale = get(server, "executions/active/").body();
      }
    }
  }

  @Test
  void boundsAndTimesOfStreams() throws IOException {
    try (HiveCore server =
        start(Map.of("HIVECORE_STREAM_MAX_PER_TENANT", "1", "HIVECORE_STREAM_HEARTBEAT", "1s"))) {
      HttpResponse<InputStream> first = stream(server);
      assertThat(first.statusCode()).isEqualTo(200);
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(first.body(), StandardCharsets.UTF_8))) {
        HttpResponse<InputStream> second = stream(server);
        second.body().close();
        assertThat(second.statusCode()).isEqualTo(429);
        String line = "";
        while (!line.equals("event: heartbeat")) {
          line = lines.readLine();
          assertThat(line).isNotNull();
        }
      }
    }
  }

  @Test
  void roomThatIsToStayFreeIsLeft() {
    try (HiveCore server = start(Map.of("HIVECORE_JOURNAL_DISK_RESERVE", "16TiB"))) {
      assertThat(post(server, "usage/", USAGE).statusCode()).isEqualTo(507);
    }
  }

  private HiveCore start(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("HIVECORE_DATA_DIR", folder.resolve("data").toString());
    all.put("HIVECORE_PORT", "0");
    all.put("HIVECORE_BOOTSTRAP_API_KEY", KEY);
    return HiveCore.start(
        Settings.load(Optional.empty(), folder, all, List.of()), InstantSource.system());
  }

  private HttpResponse<String> get(HiveCore server, String path) {
    return send(server, HttpRequest.newBuilder(), path, BodyHandlers.ofString());
  }

  private HttpResponse<InputStream> stream(HiveCore server) {
    return send(server, HttpRequest.newBuilder(), "stream/", BodyHandlers.ofInputStream());
  }

  private HttpResponse<String> post(HiveCore server, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(server, request, "ingest/" + path, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(
      HiveCore server, HttpRequest.Builder request, String path, BodyHandler<T> body) {
    URI address = URI.create("http://127.0.0.1:" + server.port() + ROOT + path);
    try {
      return client.send(request.uri(address).header("X-API-Key", KEY).build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
