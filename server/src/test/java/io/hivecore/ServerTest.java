package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.cli.HiveCoreCommand;
import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.http.Access;
import io.hivecore.http.Route;
import io.hivecore.identity.FirstKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The whole server on its real stores, over HTTP. */
class ServerTest {
  private static final String ROOT = "/api/v1/observability/";
  private static final String ROUND = "4be0643f-1d98-573b-97cd-ca98a65347dd";
  private static final String USAGE =
      """
      {"id":"11111111-2222-4333-8444-555555555555","timestamp":"2026-11-20T10:00:00Z",
       "agentscope_project_id":"secret-project","execution_round_id":"secret-round",
       "agentscope_agent_id":"secret-agent","agent_name":"secret-agent","model_name":"gpt-4o","input_tokens":7}""";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void takesWhatTheOriginalExporterSent(@TempDir Path folder) throws Exception {
    try (HiveCore server = start(folder)) {
      String key = firstKey(server);
      int sent = 0;
      for (String line : exporterRequests()) {
        Map<String, String> request = texts(line);
        assertThat(
                post(
                        server,
                        key,
                        request.getOrDefault("path", ""),
                        request.getOrDefault("body", ""),
                        "X-Execution-Round",
                        ROUND)
                    .statusCode())
            .isEqualTo(201);
        sent++;
      }
      assertThat(sent).isEqualTo(120);
      for (String list : List.of("usage/", "executions/", "timeline/")) {
        await(
            () ->
                get(server, key, ROOT + list + "?page_size=1&round=" + ROUND)
                    .body()
                    .startsWith("{\"count\":40,"));
      }
      // The exporter's own sum of its random costs, to the last digit.
      assertThat(get(server, key, ROOT + "usage/summary/").body())
          .contains("\"total_cost_usd\":0.94904165999999999994,");
    }
  }

  @Test
  void whatOneTenantSentNoRouteShowsAnother(@TempDir Path folder) throws Exception {
    try (HiveCore server = start(folder)) {
      String mine = firstKey(server);
      String theirs = newKey(folder, "--tenant", "other");
      await(() -> get(server, theirs, ROOT + "usage/").statusCode() == 200);
      String execution =
          USAGE.replace(
              "\"id\":",
              "\"execution_id\":\"secret-run\",\"start_time\":\"2026-11-20T10:00:00Z\",\"id\":");
      String timeline = USAGE.replace("\"id\":", "\"event_type\":\"secret-event\",\"id\":");
      String log = USAGE.replace("\"id\":", "\"message\":\"secret-message\",\"id\":");
      assertThat(post(server, mine, ROOT + "ingest/usage/", USAGE).statusCode()).isEqualTo(201);
      assertThat(post(server, mine, ROOT + "ingest/execution/", execution).statusCode())
          .isEqualTo(201);
      assertThat(post(server, mine, ROOT + "ingest/timeline/", timeline).statusCode())
          .isEqualTo(201);
      assertThat(post(server, mine, ROOT + "ingest/log/", log).statusCode()).isEqualTo(201);
      await(() -> get(server, mine, ROOT + "logs/").body().contains("secret-message"));
      await(() -> get(server, mine, ROOT + "usage/").body().contains("secret-agent"));

      int asked = 0;
      for (Route route : server.routes().all()) {
        if (!route.method().equals("GET")
            || !route.access().needsCaller()
            || route.path().endsWith("stream/")) {
          continue;
        }
        String path = route.path().replace("{id}", "11111111-2222-4333-8444-555555555555");
        for (String query :
            List.of("", "?project=secret-project", "?round=secret-round&model_name=gpt-4o")) {
          assertThat(get(server, theirs, path + query).body())
              .as(path + query)
              .doesNotContain("secret-agent", "secret-run", "secret-message", "secret-event")
              .doesNotContain("\"total_tokens\":7");
          asked++;
        }
        assertThat(get(server, "hc_" + "A".repeat(43), path).statusCode()).as(path).isEqualTo(401);
      }
      assertThat(asked).isGreaterThan(30);
      // The same id is another record with another tenant.
      assertThat(post(server, theirs, ROOT + "ingest/usage/", USAGE).statusCode()).isEqualTo(201);
      await(() -> get(server, theirs, ROOT + "usage/").body().startsWith("{\"count\":1,"));
    }
  }

  @Test
  void countsARecordOnceAlsoAfterARestart(@TempDir Path folder) throws Exception {
    String key;
    String first;
    try (HiveCore server = start(folder)) {
      key = firstKey(server);
      first = post(server, key, ROOT + "ingest/usage/", USAGE).body();
    }
    try (HiveCore server = start(folder)) {
      assertThat(server.firstKey()).isInstanceOf(FirstKey.Known.class);
      assertThat(post(server, key, ROOT + "ingest/usage/", USAGE).body()).isEqualTo(first);
      await(() -> get(server, key, ROOT + "usage/").body().startsWith("{\"count\":1,"));
    }
  }

  @Test
  void aRevokedKeyIsRefusedWithinASecond(@TempDir Path folder) throws Exception {
    try (HiveCore server = start(folder)) {
      String key = newKey(folder, "--tenant", "default", "--name", "short-lived");
      await(() -> get(server, key, ROOT + "usage/").statusCode() == 200);
      assertThat(cli("key", "revoke", key.substring(0, 7), "--data", folder.toString())).isZero();
      await(() -> get(server, key, ROOT + "usage/").statusCode() == 401);
    }
  }

  @Test
  void everyRouteIsDocumentedAndNothingElse(@TempDir Path folder) throws Exception {
    try (HiveCore server = start(folder)) {
      String document = get(server, "", "/api/schema/").body();
      for (Route route : server.routes().all()) {
        assertThat(document).contains("\"" + route.path() + "\"");
      }
      assertThat(get(server, "", "/health/ready").statusCode()).isEqualTo(200);
      assertThat(
              server.routes().all().stream()
                  .filter(route -> route.access() == Access.ANYONE)
                  .map(Route::path))
          .containsExactlyInAnyOrder(
              "/health/live", "/health/ready", "/api/health/", "/api/schema/", "/api/docs/");
    }
  }

  @Test
  void aDataFolderIsOneServersAtATime(@TempDir Path folder) {
    try (HiveCore server = start(folder)) {
      assertThat(server.port()).isPositive();
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> start(folder).close()))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("in use by another HiveCore");
    }
  }

  private static HiveCore start(Path folder) {
    Settings settings =
        Settings.LOADER.load(
            Optional.empty(),
            Map.of(),
            List.of(
                new CommandLineSetting("--data", "data-dir", folder.toString()),
                new CommandLineSetting("--port", "server.port", "0")));
    return HiveCore.start(settings, InstantSource.system());
  }

  private static String firstKey(HiveCore server) {
    return ((FirstKey.Generated) server.firstKey()).text().reveal();
  }

  private static String newKey(Path folder, String... options) {
    StringWriter out = new StringWriter();
    var arguments =
        new java.util.ArrayList<>(List.of("key", "create", "--data", folder.toString()));
    arguments.addAll(List.of(options));
    int exit =
        commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()))
            .execute(arguments.toArray(new String[0]));
    assertThat(exit).isZero();
    return out.toString().strip();
  }

  private static int cli(String... arguments) {
    StringWriter words = new StringWriter();
    return commandLine()
        .setOut(new PrintWriter(words))
        .setErr(new PrintWriter(words))
        .execute(arguments);
  }

  private static picocli.CommandLine commandLine() {
    return HiveCoreCommand.commandLine(
        (config, data) -> DataFolder.controlStore(data.orElseThrow()));
  }

  private HttpResponse<String> get(HiveCore server, String key, String path) {
    return send(server, key, path, HttpRequest.newBuilder());
  }

  private HttpResponse<String> post(
      HiveCore server, String key, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(server, key, path, headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> send(
      HiveCore server, String key, String path, HttpRequest.Builder request) {
    request.uri(URI.create("http://127.0.0.1:" + server.port() + path));
    if (!key.isEmpty()) {
      request.header("X-API-Key", key);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long patience = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(patience);
      Thread.onSpinWait();
    }
  }

  private static List<String> exporterRequests() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ServerTest.class.getResourceAsStream("/io/hivecore/exporter/requests.jsonl"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** The top-level texts of a JSON object. */
  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new java.util.HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          texts.put(name, parser.getString());
        }
        parser.skipChildren();
      }
    }
    return texts;
  }
}
