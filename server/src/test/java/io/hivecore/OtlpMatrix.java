package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes of OpenTelemetry in the matrix of two tenants: the same ids are two records, no answer
 * tells that the other was there before, and nobody can ask for another's batch.
 */
final class OtlpMatrix {
  static final List<MatrixRow> ROWS = rows();

  private static final String TRACES =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c",
        "spanId":"b7ad6b7169203331","name":"WORD-span","startTimeUnixNano":"1772357400000000000",
        "endTimeUnixNano":"1772357401000000000"}]}]}]}""";
  private static final String LOGS =
      """
      {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1772357400000000000",
        "body":{"stringValue":"WORD-message"}}]}]}]}""";

  private OtlpMatrix() {}

  private static List<MatrixRow> rows() {
    List<MatrixRow> rows = new ArrayList<>();
    for (String base : List.of("", "/otel", "/api/public/otel")) {
      for (String signal : List.of("traces", "logs", "metrics")) {
        rows.add(row(base + "/v1/" + signal, signal));
      }
      if (!base.isEmpty()) {
        rows.add(row(base, "traces"));
      }
    }
    rows.add(
        new MatrixRow(
            "GET",
            "/api/v1/ingest-status/{id}/",
            Holder.SENDERS,
            two -> {
              String id = batch(two.server.post(two.first(), "/v1/traces", TRACES));
              askedFor(two, id, two.first(), two.second());
            }));
    return List.copyOf(rows);
  }

  private static MatrixRow row(String path, String signal) {
    return new MatrixRow("POST", path, Holder.SENDERS, two -> sent(two, path, signal));
  }

  private static void sent(TwoTenants two, String path, String signal) {
    String body =
        switch (signal) {
          case "traces" -> TRACES;
          case "logs" -> LOGS;
          default -> "{}";
        };
    HttpResponse<String> toAnt =
        two.server.post(two.ant, path, body.replace("WORD", "ant" + path.length()));
    HttpResponse<String> toOwl =
        two.server.post(two.owl, path, body.replace("WORD", "owl" + path.length()));
    assertThat(toAnt.statusCode()).as(toAnt.body()).isEqualTo(200);
    assertThat(toOwl.statusCode()).isEqualTo(200);
    assertThat(toOwl.body()).isEqualTo(toAnt.body());
    askedFor(two, batch(toAnt), two.ant, two.owl);
    askedFor(two, batch(toOwl), two.owl, two.ant);
    if (signal.equals("logs")) {
      RunningServer.await(
          () ->
              two.get(two.owl, ROOT + "logs/?page_size=1000")
                  .body()
                  .contains("owl" + path.length() + "-message"));
      assertThat(two.get(two.owl, ROOT + "logs/?page_size=1000").body())
          .doesNotContain("ant" + path.length() + "-message");
    }
  }

  private static String batch(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Batch-Id").orElseThrow();
  }

  private static void askedFor(TwoTenants two, String id, String own, String other) {
    String status = "/api/v1/ingest-status/";
    assertThat(two.json(own, status + id + "/").get("batch").asString()).isEqualTo(id);
    String nowhere = "B".repeat(22);
    TwoTenants.sameAsUnheardOf(
        id, two.get(other, status + id + "/"), nowhere, two.get(other, status + nowhere + "/"));
  }
}
