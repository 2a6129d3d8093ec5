package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import io.hivecore.objects.ObjectId;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Routes of objects, in the matrix of two tenants. */
final class ObjectMatrix {
  private static final String OBJECTS = "/api/v1/objects/";

  static final List<MatrixRow> ROWS =
      List.of(new MatrixRow("GET", OBJECTS + "{id}/", Holder.READERS, ObjectMatrix::get));

  private ObjectMatrix() {}

  /** Who knows an object's id, or its whole content, cannot tell whether another holds it. */
  private static void get(TwoTenants two) {
    String text = "ant-words ".repeat(20_000);
    String id = id(text);
    sent(two, two.ant, text);
    assertThat(two.get(two.ant, OBJECTS + id + "/").body()).isEqualTo(text);
    String unheardOf = id("nobody has it");
    TwoTenants.sameAsUnheardOf(
        id,
        two.get(two.owl, OBJECTS + id + "/"),
        unheardOf,
        two.get(two.owl, OBJECTS + unheardOf + "/"));
    sent(two, two.owl, text);
    assertThat(two.get(two.owl, OBJECTS + id + "/").body()).isEqualTo(text);
  }

  private static String id(String text) {
    return ObjectId.of(text.getBytes(StandardCharsets.UTF_8)).text();
  }

  private static void sent(TwoTenants two, String key, String text) {
    HttpResponse<String> answer =
        two.server.post(
            key,
            "/v1/traces",
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"1af7651916cd43dd8448eb211c80319c",
             "spanId":"b7ad6b7169203331","name":"s","startTimeUnixNano":"1772357400000000000",
             "attributes":[{"key":"a","value":{"stringValue":"%s"}}]}]}]}]}"""
                .formatted(text));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
