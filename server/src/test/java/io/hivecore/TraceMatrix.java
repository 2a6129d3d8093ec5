package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Routes about traces in the matrix of two tenants. Both send traces with ids of the same shape,
 * and neither reads, counts or removes anything of the other's.
 */
final class TraceMatrix {
  private static final String BASE = "/api/v1/";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static final List<MatrixRow> ROWS =
      List.of(
          read("traces/", (two, pair) -> list(two, pair, "traces/", pair.antWord)),
          read("traces/{id}/", (two, pair) -> one(two, pair, "")),
          read("traces/{id}/spans/", (two, pair) -> one(two, pair, "spans/")),
          read(
              "traces/{id}/spans/{span_id}/",
              (two, pair) -> one(two, pair, "spans/" + Pair.SPAN + "/")),
          read("traces/{id}/graph/", (two, pair) -> one(two, pair, "graph/")),
          read("sessions/", (two, pair) -> list(two, pair, "sessions/", pair.antWord + "-session")),
          read("end-users/", (two, pair) -> list(two, pair, "end-users/", pair.antWord + "-user")),
          read(
              "agents/stats/",
              (two, pair) -> list(two, pair, "agents/stats/", pair.antWord + "-agent")),
          new MatrixRow("POST", BASE + "scores/", Holder.SENDERS, TraceMatrix::sendScore),
          read("scores/", (two, pair) -> list(two, pair, "scores/", pair.antWord + "-score")),
          remove("traces/{id}/", pair -> "traces/" + pair.antTrace + "/"),
          remove("sessions/{id}/", pair -> "sessions/" + pair.antWord + "-session/"),
          remove("end-users/{id}/", pair -> "end-users/" + pair.antWord + "-user/"));

  private TraceMatrix() {}

  /** A trace of each of two tenants, which differ in their words and trace ids alone. */
  private static final class Pair {
    static final String SPAN = "b7ad6b7169203331";

    final String antWord;
    final String owlWord;
    final String antTrace;
    final String owlTrace;

    Pair(TwoTenants two) {
      int number = NUMBER.incrementAndGet();
      antWord = "antword" + number;
      owlWord = "owlword" + number;
      antTrace = "%032x".formatted(0xA000 + number);
      owlTrace = "%032x".formatted(0xB000 + number);
      send(two, two.ant, antWord, antTrace);
      send(two, two.owl, owlWord, owlTrace);
    }

    private static void send(TwoTenants two, String key, String word, String traceId) {
      String trace =
          """
          {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%2$s","spanId":"%3$s",
            "name":"invoke_agent %1$s","startTimeUnixNano":"%4$s000000000",
            "endTimeUnixNano":"%4$s500000000","attributes":[
              {"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
              {"key":"gen_ai.agent.name","value":{"stringValue":"%1$s-agent"}},
              {"key":"gen_ai.conversation.id","value":{"stringValue":"%1$s-session"}},
              {"key":"user.id","value":{"stringValue":"%1$s-user"}},
              {"key":"gen_ai.input.messages","value":{"stringValue":"%1$s-input"}}]}]}]}]}"""
              .formatted(word, traceId, SPAN, System.currentTimeMillis() / 1_000 - 60);
      assertThat(two.server.post(key, "/v1/traces", trace).statusCode()).isEqualTo(200);
      String score =
          "{\"traceId\":\"%s\",\"name\":\"%s-score\",\"value\":1}".formatted(traceId, word);
      assertThat(two.server.post(key, "/api/public/scores", score).statusCode()).isEqualTo(200);
      RunningServer.await(
          () -> two.get(key, BASE + "scores/?trace_id=" + traceId).body().contains(word));
    }
  }

  /** The same id is two scores. */
  private static void sendScore(TwoTenants two) {
    for (String word : List.of("ant", "owl")) {
      String key = word.equals("ant") ? two.ant : two.owl;
      String score =
          "{\"id\":\"same\",\"session_id\":\"matrix\",\"name\":\"%sscored\",\"value\":\"%1$s\"}"
              .formatted(word);
      assertThat(two.server.post(key, BASE + "scores/", score).statusCode()).isEqualTo(201);
      RunningServer.await(
          () -> two.get(key, BASE + "scores/?session=matrix").body().contains(word + "scored"));
    }
    assertThat(two.get(two.ant, BASE + "scores/?session=matrix").body())
        .contains("antscored")
        .doesNotContain("owlscored");
  }

  @FunctionalInterface
  private interface Check {
    void run(TwoTenants two, Pair pair);
  }

  private static MatrixRow read(String path, Check check) {
    return new MatrixRow("GET", BASE + path, Holder.READERS, two -> check.run(two, new Pair(two)));
  }

  private static void list(TwoTenants two, Pair pair, String list, String antName) {
    String all = "?page_size=1000&days=2";
    String plain = list.startsWith("agents") ? "?days=2" : all;
    HttpResponse<String> ant = two.get(two.ant, BASE + list + plain);
    HttpResponse<String> owl = two.get(two.owl, BASE + list + plain);
    assertThat(ant.statusCode()).as(ant.body()).isEqualTo(200);
    assertThat(ant.body()).contains(antName).doesNotContain("owlword");
    assertThat(owl.body()).contains(pair.owlWord).doesNotContain("antword", pair.antTrace);
    for (String question :
        List.of(
            "?trace_id=" + pair.antTrace,
            "?session=" + pair.antWord + "-session",
            "?user=" + pair.antWord + "-user",
            "?agent=" + pair.antWord + "-agent",
            "?q=" + pair.antWord + "-input",
            "?score=" + pair.antWord + "-score&min_score=0")) {
      assertThat(two.get(two.owl, BASE + list + question).body())
          .as(question)
          .doesNotContain("antword", pair.antTrace);
    }
    if (list.equals("traces/")) {
      assertThat(count(two, two.ant, "?q=" + pair.antWord + "-input")).isEqualTo(1);
      assertThat(count(two, two.owl, "?q=" + pair.antWord + "-input")).isZero();
      assertThat(count(two, two.ant, "?score=" + pair.antWord + "-score&min_score=1")).isEqualTo(1);
      assertThat(count(two, two.owl, "?score=" + pair.antWord + "-score&min_score=1")).isZero();
    }
  }

  private static long count(TwoTenants two, String key, String question) {
    return two.json(key, BASE + "traces/" + question).get("count").asLong();
  }

  private static void one(TwoTenants two, Pair pair, String below) {
    JsonNode own = two.json(two.ant, BASE + "traces/" + pair.antTrace + "/" + below);
    assertThat(own.toString()).contains(pair.antWord);
    String nowhere = "0".repeat(31) + "7";
    TwoTenants.sameAsUnheardOf(
        pair.antTrace,
        two.get(two.owl, BASE + "traces/" + pair.antTrace + "/" + below),
        nowhere,
        two.get(two.owl, BASE + "traces/" + nowhere + "/" + below));
  }

  private static MatrixRow remove(String path, java.util.function.Function<Pair, String> antPath) {
    return new MatrixRow(
        "DELETE",
        BASE + path,
        Holder.KEEPERS,
        two -> {
          var pair = new Pair(two);
          String its = BASE + antPath.apply(pair);
          assertThat(two.server.delete(two.owl, its).statusCode()).isEqualTo(404);
          String trace = BASE + "traces/" + pair.antTrace + "/";
          assertThat(two.get(two.ant, trace).statusCode()).isEqualTo(200);
          HttpResponse<String> removed = two.server.delete(two.ant, its);
          assertThat(removed.statusCode()).as(removed.body()).isEqualTo(200);
          assertThat(TwoTenants.json(removed).get("deleted_traces").asInt()).isEqualTo(1);
          assertThat(two.get(two.ant, trace).statusCode()).isEqualTo(404);
          assertThat(two.get(two.ant, BASE + "scores/?trace_id=" + pair.antTrace).body())
              .doesNotContain(pair.antWord);
          String others = BASE + "traces/" + pair.owlTrace + "/";
          assertThat(two.get(two.owl, others).statusCode()).isEqualTo(200);
        });
  }
}
