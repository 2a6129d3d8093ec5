package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

/** Routes of masking rules, in the matrix of two tenants. */
final class MaskingMatrix {
  private static final String RULES = "/api/v1/masking-rules/";
  private static final String RULE =
      "{\"name\":\"ant-rule\",\"kind\":\"custom\",\"pattern\":\"ant-words\"}";

  static final List<MatrixRow> ROWS =
      List.of(
          new MatrixRow("GET", RULES, Holder.READERS, MaskingMatrix::list),
          new MatrixRow("POST", RULES, Holder.KEEPERS, MaskingMatrix::set),
          new MatrixRow("GET", RULES + "{id}/", Holder.READERS, two -> foreign(two, "GET", "")),
          new MatrixRow("PUT", RULES + "{id}/", Holder.KEEPERS, two -> foreign(two, "PUT", RULE)),
          new MatrixRow(
              "DELETE", RULES + "{id}/", Holder.KEEPERS, two -> foreign(two, "DELETE", "")),
          new MatrixRow("POST", RULES + "preview/", Holder.KEEPERS, MaskingMatrix::preview));

  private MaskingMatrix() {}

  private static void list(TwoTenants two) {
    String id = added(two);
    HttpResponse<String> answer = two.get(two.owl, RULES);
    assertThat(answer.body()).isEqualTo("{\"count\":0,\"results\":[]}");
    remove(two, id);
  }

  /** One tenant's rule masks its own records alone. */
  private static void set(TwoTenants two) {
    String id = added(two);
    assertThat(message(two, two.ant)).isEqualTo("[MASKED:ant-rule]");
    assertThat(message(two, two.owl)).isEqualTo("ant-words");
    remove(two, id);
  }

  /** Another's rule is not found, and stays in force. */
  private static void foreign(TwoTenants two, String method, String body) {
    String id = added(two);
    String before = two.get(two.ant, RULES).body();
    String unheardOf = new UUID(5, 5).toString();
    TwoTenants.sameAsUnheardOf(
        id,
        two.server.send(method, two.owl, RULES + id + "/", body),
        unheardOf,
        two.server.send(method, two.owl, RULES + unheardOf + "/", body));
    assertThat(two.get(two.ant, RULES).body()).isEqualTo(before);
    remove(two, id);
  }

  private static void preview(TwoTenants two) {
    String id = added(two);
    String sample = "{\"sample\":\"ant-words\"}";
    assertThat(two.server.post(two.ant, RULES + "preview/", sample).body())
        .contains("[MASKED:ant-rule]");
    assertThat(two.server.post(two.owl, RULES + "preview/", sample).body())
        .isEqualTo("{\"changed\":false,\"masked\":\"ant-words\",\"rules\":[]}");
    remove(two, id);
  }

  private static String added(TwoTenants two) {
    HttpResponse<String> answer = two.server.post(two.ant, RULES, RULE);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return TwoTenants.json(answer).get("id").asString();
  }

  private static void remove(TwoTenants two, String id) {
    assertThat(two.server.send("DELETE", two.ant, RULES + id + "/", "").statusCode())
        .isEqualTo(204);
  }

  /** What is kept of a message that both send. */
  private static String message(TwoTenants two, String key) {
    HttpResponse<String> sent =
        two.server.post(
            key,
            ROOT + "ingest/timeline/",
            "{\"event_type\":\"masked\",\"message\":\"ant-words\"}");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    String path = ROOT + "timeline/" + TwoTenants.json(sent).get("id").asString() + "/";
    RunningServer.await(() -> two.get(key, path).statusCode() == 200);
    return two.json(key, path).get("message").asString();
  }
}
