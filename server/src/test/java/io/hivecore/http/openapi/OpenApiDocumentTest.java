package io.hivecore.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document in itself. */
class OpenApiDocumentTest {
  private final JsonNode document = new JsonMapper().readTree(OpenApiDocument.load().json());

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    collect(document, broken);
    assertThat(broken).isEmpty();
  }

  private void collect(JsonNode node, List<String> broken) {
    JsonNode reference = node.get("$ref");
    if (reference != null && document.at(reference.asString().substring(1)).isMissingNode()) {
      broken.add(reference.asString());
    }
    node.forEach(child -> collect(child, broken));
  }

  @Test
  void everyRequiredFieldIsDescribed() {
    List<String> missing = new ArrayList<>();
    required(document, "#", missing);
    assertThat(missing).isEmpty();
  }

  private static void required(JsonNode node, String where, List<String> missing) {
    if (node.path("required").isArray() && node.has("properties")) {
      for (JsonNode name : node.get("required")) {
        if (!node.get("properties").has(name.asString())) {
          missing.add(where + " " + name.asString());
        }
      }
    }
    node.forEachEntry((name, child) -> required(child, where + "/" + name, missing));
  }

  @Test
  void everyExampleIsTrue() {
    assertThat(OpenApiTruth.published().wrongExamples()).isEmpty();
  }

  @Test
  void everyOperationHasAnIdAnAccessAndItsPathsParameters() {
    List<String> ids = new ArrayList<>();
    document
        .get("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) -> {
                      ids.add(operation.get("operationId").asString());
                      assertThat(operation.get("x-access").asString())
                          .isIn(
                              "anyone",
                              "ingest",
                              "query",
                              "manage",
                              "figures",
                              "signed_in",
                              "administer");
                      assertThat(operation.has("security"))
                          .as(path)
                          .isEqualTo(operation.get("x-access").asString().equals("anyone"));
                      if (path.contains("{id}")) {
                        assertThat(operation.get("parameters").toString())
                            .as(path)
                            .containsAnyOf(
                                "parameters/RecordId",
                                "parameters/TraceId",
                                "parameters/GroupId",
                                "parameters/MediaId",
                                "\"name\":\"id\"");
                      }
                    }));
    assertThat(ids).doesNotHaveDuplicates();
  }
}
