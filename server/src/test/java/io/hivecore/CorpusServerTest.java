package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.ingest.dialect.Corpus;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What real clients sent, sent again to the whole server through the door that each of them used:
 * every case ends in the ledger with the calls and tokens that the model server counted, and in a
 * trace that says who, what and for whom. Each case is a project of its own.
 */
@Timeout(60)
class CorpusServerTest {
  /** What the model server counted and the client does not send. */
  private static final Map<String, Set<String>> NOT_SENT =
      Map.of("vercel-ai-7/reasoning", Set.of("reasoning"));

  private static final Map<String, String> SUMS =
      Map.of(
          "calls", "total_calls",
          "input_tokens", "input_tokens",
          "output_tokens", "output_tokens",
          "cache_read", "cache_read_tokens",
          "cache_write", "cache_write_tokens",
          "reasoning", "reasoning_tokens");

  @TempDir static Path folder;
  private static RunningServer server;
  private static String key;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void replay() throws IOException, InterruptedException {
    server = RunningServer.start(folder);
    key = server.newKey("--tenant", "corpus");
    for (Corpus.Case one : Corpus.cases()) {
      for (Corpus.Request request : one.requests()) {
        HttpResponse<String> answer = send(one, request);
        assertThat(answer.statusCode())
            .as(one + " " + request.path() + " " + answer.body())
            .isBetween(200, 299);
      }
    }
    // What is sent last is applied last.
    String last = "{\"project_id\":\"last\",\"event_type\":\"end\"}";
    assertThat(server.post(key, RunningServer.ROOT + "ingest/timeline/", last).statusCode())
        .isEqualTo(201);
    RunningServer.await(
        () -> get(RunningServer.ROOT + "timeline/?project=last").get("count").asInt() == 1);
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    server.close();
  }

  private static HttpResponse<String> send(Corpus.Case one, Corpus.Request request)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + request.path()))
            .header("X-API-Key", key)
            .header("X-Project-Id", one.toString())
            .header("Content-Type", request.json() ? "application/json" : "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(request.body()))
            .build(),
        BodyHandlers.ofString());
  }

  static List<Corpus.Case> cases() {
    return Corpus.cases().stream().filter(one -> !one.expected().isEmpty()).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void endsInTheLedgerAndInATrace(Corpus.Case one) {
    String project = "project=" + URLEncoder.encode(one.toString(), StandardCharsets.UTF_8);
    JsonNode summary =
        get(RunningServer.ROOT + "usage/summary/?days=3650&" + project).get("summary");
    JsonNode traces = get("/api/v1/traces/?page_size=100&" + project).get("results");
    SoftAssertions check = new SoftAssertions();
    Map<?, ?> expected = one.expected();
    SUMS.forEach(
        (name, field) -> {
          Object value = expected.get(name);
          if (value != null && !NOT_SENT.getOrDefault(one.toString(), Set.of()).contains(name)) {
            check.assertThat(summary.get(field).asLong()).as(name).isEqualTo(number(value));
          }
        });
    all(check, expected, "models", names(traces, "models"));
    all(check, expected, "agents", names(traces, "agents"));
    all(check, expected, "tags", names(traces, "tags"));
    all(check, expected, "tools", names(traces, "tools"));
    if (expected.get("session") instanceof String session) {
      check.assertThat(texts(traces, "session_id")).as("session").contains(session);
    }
    if (expected.get("user") instanceof String user) {
      check.assertThat(texts(traces, "user_id")).as("user").contains(user);
    }
    if (expected.get("errors") instanceof Boolean errors) {
      boolean found = false;
      for (JsonNode trace : traces) {
        found |= trace.get("errors").asInt() > 0;
      }
      check.assertThat(found).as("errors").isEqualTo(errors);
    }
    check.assertAll();
  }

  private static long number(Object value) {
    return Long.parseLong(value.toString());
  }

  private static void all(
      SoftAssertions check, Map<?, ?> expected, String name, Set<String> found) {
    if (expected.get(name) instanceof List<?> wanted) {
      for (Object each : wanted) {
        Object text = each instanceof Map<?, ?> named ? named.get("name") : each;
        check.assertThat(found).as(name).contains(String.valueOf(text));
      }
    }
  }

  private static Set<String> names(JsonNode traces, String field) {
    Set<String> names = new TreeSet<>();
    traces.forEach(trace -> trace.get(field).forEach(name -> names.add(name.asString())));
    return names;
  }

  private static Set<String> texts(JsonNode traces, String field) {
    Set<String> texts = new TreeSet<>();
    traces.forEach(trace -> texts.add(trace.get(field).asString()));
    return texts;
  }

  private static JsonNode get(String path) {
    HttpResponse<String> answer = server.get(key, path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return TwoTenants.json(answer);
  }
}
