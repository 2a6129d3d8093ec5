package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static io.hivecore.TwoTenants.OWN_TOKENS;
import static io.hivecore.TwoTenants.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import io.hivecore.live.http.StreamClient;
import io.hivecore.live.http.StreamClient.Event;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Routes that telemetry goes out by, in the matrix of two tenants. */
final class QueryMatrix {
  /** What a curious second tenant would ask for. */
  private static final List<String> QUESTIONS =
      List.of(
          "",
          "?project=secret-project",
          "?round=secret-round",
          "?agent_name=secret-agent",
          "?model_name=secret-model&event_type=secret-type",
          "?days=30&page_size=1000&ordering=timestamp",
          "?group_by=project,round,agent_name",
          "?group_by=project&group_by=agent_name",
          "?page=last",
          "?format=csv");

  static final List<MatrixRow> ROWS =
      List.of(
          row("usage/", two -> list(two, "usage/")),
          row("executions/", two -> list(two, "executions/")),
          row("timeline/", two -> list(two, "timeline/")),
          row("logs/", two -> list(two, "logs/")),
          row("usage/{id}/", two -> one(two, "usage/")),
          row("executions/{id}/", QueryMatrix::execution),
          row("timeline/{id}/", two -> one(two, "timeline/")),
          row("logs/{id}/", two -> one(two, "logs/")),
          row("usage/summary/", QueryMatrix::summary),
          row("usage/trend/", QueryMatrix::trend),
          row("executions/summary/", QueryMatrix::executionSummary),
          row("executions/active/", QueryMatrix::active),
          row("project/{id}/stats/", QueryMatrix::projectStats),
          row("stream/", QueryMatrix::stream));

  private QueryMatrix() {}

  private static MatrixRow row(String name, MatrixRow.Check check) {
    return new MatrixRow("GET", ROOT + name, Holder.READERS, check);
  }

  private static void list(TwoTenants two, String list) throws Exception {
    noTrace(two, list);
    assertThat(two.count(two.second(), list)).isEqualTo(2);
    assertThat(two.count(two.second(), list + "?project=own-project")).isEqualTo(2);
    assertThat(two.count(two.first(), list + "?project=secret-project")).isEqualTo(2);
    assertThat(two.count(two.second(), list + "?project=secret-project")).isZero();
    cursor(two, list);
    assertThat(two.get(two.second(), ROOT + list + "?format=csv").body().lines()).hasSize(3);
    assertThat(parquet(two, two.second(), list)).hasSize(2).allMatch(row -> row.contains("own-"));
    assertThat(parquet(two, two.first(), list)).hasSize(2).allMatch(row -> row.contains(SECRET));
  }

  /** A position of the first tenant's opens for it alone. */
  private static void cursor(TwoTenants two, String list) {
    String cursor =
        two.json(two.first(), ROOT + list + "?page_size=1").get("next_cursor").asString();
    String next = ROOT + list + "?page_size=1&cursor=" + cursor;
    assertThat(two.get(two.first(), next).statusCode()).isEqualTo(200);
    HttpResponse<String> foreign = two.get(two.second(), next);
    HttpResponse<String> invented =
        two.get(two.second(), ROOT + list + "?page_size=1&cursor=" + "A".repeat(cursor.length()));
    assertThat(foreign.statusCode()).isEqualTo(400);
    assertThat(invented.statusCode()).isEqualTo(400);
    assertThat(TwoTenants.json(foreign).get("detail"))
        .isEqualTo(TwoTenants.json(invented).get("detail"));
  }

  private static void one(TwoTenants two, String list) {
    String unheardOf = "01a1fa6a-b38d-7000-b88d-3dee1702c8b6";
    for (JsonNode record : two.json(two.first(), ROOT + list).get("results")) {
      String id = record.get("id").asString();
      assertThat(two.json(two.first(), ROOT + list + id + "/")).isEqualTo(record);
      TwoTenants.sameAsUnheardOf(
          id,
          two.get(two.second(), ROOT + list + id + "/"),
          unheardOf,
          two.get(two.second(), ROOT + list + unheardOf + "/"));
    }
  }

  private static void execution(TwoTenants two) {
    one(two, "executions/");
    assertThat(two.get(two.first(), ROOT + "executions/secret-run-1/").statusCode()).isEqualTo(200);
    TwoTenants.sameAsUnheardOf(
        "secret-run-1",
        two.get(two.second(), ROOT + "executions/secret-run-1/"),
        "nobodys-run",
        two.get(two.second(), ROOT + "executions/nobodys-run/"));
  }

  private static void summary(TwoTenants two) {
    noTrace(two, "usage/summary/");
    JsonNode own = two.json(two.second(), ROOT + "usage/summary/");
    assertThat(own.at("/summary/total_tokens").asLong()).isEqualTo(2L * OWN_TOKENS);
    assertThat(own.at("/summary/total_calls").asInt()).isEqualTo(2);
    assertThat(own.at("/summary/p99_duration_ms").asDouble()).isLessThan(2 * OWN_TOKENS);
    assertThat(own.at("/summary/executions/total").asInt()).isEqualTo(2);
    assertThat(own.get("by_agent")).hasSize(1);
    assertThat(own.get("by_model")).hasSize(1);
    sameAsOfAnEmptyTenant(two, "usage/summary/?project=secret-project&agent_name=secret-agent");
  }

  private static void trend(TwoTenants two) {
    noTrace(two, "usage/trend/");
    long tokens = 0;
    for (JsonNode bucket : two.json(two.second(), ROOT + "usage/trend/")) {
      tokens += bucket.get("tokens").asLong();
    }
    assertThat(tokens).isEqualTo(2L * OWN_TOKENS);
    sameAsOfAnEmptyTenant(
        two, "usage/trend/?project=secret-project&from=2026-01-01&to=2026-01-03&interval=day");
  }

  private static void executionSummary(TwoTenants two) {
    noTrace(two, "executions/summary/");
    JsonNode own =
        two.json(two.second(), ROOT + "executions/summary/?group_by=project,round,agent_name");
    assertThat(own.at("/summary/total").asInt()).isEqualTo(2);
    assertThat(own.at("/summary/p99_duration_ms").asDouble()).isLessThan(2 * OWN_TOKENS);
    assertThat(own.get("groups")).hasSize(1);
    sameAsOfAnEmptyTenant(two, "executions/summary/?project=secret-project&group_by=status");
  }

  private static void active(TwoTenants two) {
    noTrace(two, "executions/active/");
    assertThat(two.json(two.second(), ROOT + "executions/active/"))
        .extracting(run -> run.get("execution_id").asString())
        .containsExactlyInAnyOrder("own-run-1", "own-run-2");
  }

  private static void projectStats(TwoTenants two) {
    noTrace(two, "project/own-project/stats/");
    String path = ROOT + "project/secret-project/stats/";
    assertThat(two.json(two.first(), path).at("/executions/running").asInt()).isEqualTo(2);
    // As if nobody had ever heard of the project; its name is the question's.
    assertThat(two.get(two.second(), path).body().replace("secret-project", "ID"))
        .isEqualTo(
            two.get(two.second(), ROOT + "project/nobodys/stats/").body().replace("nobodys", "ID"));
    assertThat(two.json(two.second(), path).at("/executions/total").asInt()).isZero();
  }

  /**
   * Whatever is asked for, what comes is the second tenant's: a record of its own ends the look.
   */
  private static void stream(TwoTenants two) {
    List<Event> ofAnt = new ArrayList<>();
    try (StreamClient stream = open(two, two.ant, "")) {
      stream.next();
      for (int number = 100; number < 103; number++) {
        send(two, two.ant, SECRET, number);
        ofAnt.add(stream.nextButHeartbeats());
      }
    }
    assertThat(ofAnt).allMatch(event -> event.data().contains(SECRET));
    String position = ofAnt.getFirst().id();
    try (StreamClient own = open(two, two.ant, "?since=" + position)) {
      assertThat(own.next(3).getLast().id()).isEqualTo(ofAnt.get(2).id());
    }

    int fence = 200;
    for (String query :
        List.of(
            "",
            "?project=secret-project",
            "?agent_name=secret-agent&kind=log",
            "?since=" + position,
            "?project=secret-project&since=" + position)) {
      seesOnlyItsOwn(two, query, position, fence++);
    }
    seesOnlyItsOwn(two, "", position, fence++, "Last-Event-ID", position);
  }

  private static void seesOnlyItsOwn(
      TwoTenants two, String query, String foreign, int fence, String... lastEventId) {
    boolean resumes = query.contains("since") || lastEventId.length > 0;
    List<String> headers = new ArrayList<>(List.of("X-API-Key", two.owl));
    headers.addAll(List.of(lastEventId));
    List<Event> seen = new ArrayList<>();
    try (StreamClient stream =
        StreamClient.open(two.server.port(), query, headers.toArray(String[]::new))) {
      do {
        seen.add(stream.nextButHeartbeats());
      } while (!seen.getLast().name().equals(resumes ? "gap" : "connected"));
      send(two, two.ant, SECRET, fence);
      // Under the first tenant's names, so that its filters let it pass.
      String own = TwoTenants.record("log", SECRET, fence, "1").replace("-message", "-owl");
      assertThat(two.server.post(two.owl, ROOT + "ingest/log/", own).statusCode()).isEqualTo(201);
      seen.add(stream.nextButHeartbeats());
    }
    assertThat(seen)
        .extracting(Event::name)
        .isEqualTo(
            resumes
                ? List.of("(line)", "connected", "gap", "log")
                : List.of("(line)", "connected", "log"));
    assertThat(seen.getLast().data()).contains("secret-owl");
    assertThat(seen).extracting(Event::id).doesNotContain(foreign);
    if (resumes) {
      Event gap = seen.get(2);
      assertThat(gap.data()).contains("\"reason\":\"unknown\"", "\"continues_from\":\"now\"");
      // Where the gap says that everything begins, only its own begins.
      String oldest = TwoTenants.JSON.readTree(gap.data()).get("oldest").asString();
      try (StreamClient all = open(two, two.owl, "?since=" + oldest)) {
        String last =
            "\"id\":\"" + TwoTenants.JSON.readTree(seen.getLast().data()).get("id").asString();
        Event next = all.nextButHeartbeats();
        while (!next.data().contains(last)) {
          assertThat(next.name()).isNotEqualTo("gap");
          assertThat(next.data()).doesNotContain("secret-message");
          next = all.nextButHeartbeats();
        }
      }
    }
  }

  private static StreamClient open(TwoTenants two, String key, String query) {
    StreamClient stream = StreamClient.open(two.server.port(), query, "X-API-Key", key);
    assertThat(stream.next()).returns("(line)", Event::name);
    return stream;
  }

  private static void send(TwoTenants two, String key, String word, int number) {
    assertThat(
            two.server
                .post(key, ROOT + "ingest/log/", TwoTenants.record("log", word, number, "1"))
                .statusCode())
        .isEqualTo(201);
  }

  private static void noTrace(TwoTenants two, String route) {
    for (String question : QUESTIONS) {
      HttpResponse<String> answer = two.get(two.second(), ROOT + route + question);
      two.showsNoTrace(route + question, answer);
      assertThat(two.get(two.first(), ROOT + route + question).statusCode())
          .as(route + question)
          .isEqualTo(200);
    }
  }

  private static void sameAsOfAnEmptyTenant(TwoTenants two, String question) {
    assertThat(two.get(two.second(), ROOT + question).body())
        .isEqualTo(two.get(two.server.generatedKey(), ROOT + question).body());
  }

  /** The rows of a list's Parquet file. */
  private static List<String> parquet(TwoTenants two, String key, String list)
      throws IOException, SQLException {
    Path file = Files.createTempFile("matrix", ".parquet");
    try {
      HttpResponse<byte[]> answer =
          two.server.send(
              BodyHandlers.ofByteArray(), "GET", key, ROOT + list + "?format=parquet", "");
      assertThat(answer.statusCode()).isEqualTo(200);
      Files.write(file, answer.body());
      List<String> rows = new ArrayList<>();
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery("SELECT r::VARCHAR FROM read_parquet('" + file + "') r")) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
      return rows;
    } finally {
      Files.delete(file);
    }
  }
}
