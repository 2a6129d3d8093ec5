package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Routes that telemetry comes in by, in the matrix of two tenants: what both send under the same
 * identity are two records, each with its sender's words, and no answer tells that the other was
 * there before.
 */
final class IngestMatrix {
  private static final String INGEST = ROOT + "ingest/";

  static final List<MatrixRow> ROWS =
      List.of(
          row("usage/", two -> one(two, "usage", "usage/")),
          row("execution/", IngestMatrix::execution),
          row("timeline/", two -> one(two, "timeline", "timeline/")),
          row("log/", IngestMatrix::log),
          row("batch/", IngestMatrix::batch));

  private IngestMatrix() {}

  private static MatrixRow row(String name, MatrixRow.Check check) {
    return new MatrixRow("POST", INGEST + name, Holder.SENDERS, check);
  }

  /** By the sender's own id, and by the request's key where the record has no id. */
  private static void one(TwoTenants two, String kind, String list) {
    String record = TwoTenants.record(kind, "ant", 1, "11");
    byIdentity(two, kind, list, record);
    byIdentity(two, kind, list, record.replace("\"id\":", "\"not_id\":"), "Idempotency-Key", "k");
  }

  private static void execution(TwoTenants two) {
    String run = TwoTenants.record("execution", "ant", 1, "11");
    byIdentity(two, "execution", "executions/", run);
    // What one tenant ends goes on with the other.
    String ended = run.replace("\"start_time\"", "\"status\":\"failed\",\"start_time\"");
    JsonNode again = TwoTenants.json(two.server.post(two.ant, INGEST + "execution/", ended));
    assertThat(again.get("created").asBoolean()).isFalse();
    String path = ROOT + "executions/ant-run-1/";
    RunningServer.await(() -> two.json(two.ant, path).get("status").asString().equals("failed"));
    assertThat(two.json(two.owl, path).get("status").asString()).isEqualTo("running");
  }

  private static void log(TwoTenants two) {
    one(two, "log", "logs/");
    byIdentity(
        two,
        "log",
        "logs/",
        "{\"execution_round_id\":\"ant\",\"logs\":[{\"message\":\"ant-message\"}]}",
        "Idempotency-Key",
        "list");
  }

  private static void batch(TwoTenants two) {
    for (String kind : List.of("usage", "execution", "timeline", "log")) {
      String list =
          switch (kind) {
            case "usage", "timeline" -> kind + "/";
            default -> kind + "s/";
          };
      JsonNode answer =
          byIdentity(two, "batch", list, '[' + TwoTenants.record(kind, "ant", 2, "11") + ']');
      assertThat(answer.get("accepted").asInt()).isEqualTo(1);
      assertThat(answer.get("duplicates").asInt()).isZero();
    }
  }

  /**
   * Sends a record of the first writer and the same of the second, but with its own words; then
   * that of the second again.
   *
   * @return the answer to the second
   */
  private static JsonNode byIdentity(
      TwoTenants two, String endpoint, String list, String record, String... headers) {
    long before = two.count(two.owl, list);
    String path = INGEST + endpoint + "/";
    HttpResponse<String> toAnt = two.server.post(two.ant, path, record, headers);
    assertThat(toAnt.statusCode()).as(toAnt.body()).isEqualTo(201);
    long ofAnt = applied(two, two.ant, list);
    // Identities as they were, all other words its own.
    String foreign =
        record
            .replace("ant-agent", "owl-agent")
            .replace("ant-project", "owl-project")
            .replace("ant-content", "owl-content")
            .replace("ant-message", "owl-message");
    HttpResponse<String> toOwl = two.server.post(two.owl, path, foreign, headers);
    // Word for word what the first to send it got: nothing tells that there was one before.
    assertThat(toOwl.statusCode()).isEqualTo(toAnt.statusCode());
    assertThat(toOwl.body()).isEqualTo(toAnt.body());
    RunningServer.await(() -> two.count(two.owl, list) == before + 1);
    assertThat(two.get(two.owl, ROOT + list + "?page_size=1000").body())
        .doesNotContain("ant-agent", "ant-project", "ant-content", "ant-message");
    assertThat(two.get(two.ant, ROOT + list + "?page_size=1000").body()).doesNotContain("owl-");
    assertThat(applied(two, two.ant, list)).isEqualTo(ofAnt);
    return TwoTenants.json(toOwl);
  }

  /** How many a writer has, when all that it sent until now is in the store. */
  private static long applied(TwoTenants two, String key, String list) {
    String fence = "fence-" + System.nanoTime();
    HttpResponse<String> sent =
        two.server.post(
            key,
            INGEST + "timeline/",
            "{\"id\":\"%s\",\"event_type\":\"fence\",\"message\":\"\"}".formatted(fence));
    String path = ROOT + "timeline/" + TwoTenants.json(sent).get("id").asString() + "/";
    RunningServer.await(() -> two.get(key, path).statusCode() == 200);
    return two.count(key, list + (list.equals("timeline/") ? "?event_type=ant-type" : ""));
  }
}
