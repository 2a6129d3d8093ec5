package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.TwoTenants.Holder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Routes of prices, in the matrix of two tenants. */
final class PriceMatrix {
  private static final String PRICES = "/api/v1/prices/";
  private static final String OWN = PRICES + "?source=tenant";

  static final List<MatrixRow> ROWS =
      List.of(
          new MatrixRow("GET", PRICES, Holder.READERS, PriceMatrix::list),
          new MatrixRow("GET", PRICES + "resolve/", Holder.READERS, PriceMatrix::resolve),
          new MatrixRow("POST", PRICES, Holder.KEEPERS, PriceMatrix::set),
          new MatrixRow("DELETE", PRICES + "{id}/", Holder.KEEPERS, PriceMatrix::end));

  private PriceMatrix() {}

  private static void list(TwoTenants two) {
    for (String query :
        List.of(
            "",
            "?source=tenant",
            "?model_name=secret",
            "?page=last",
            "?ordering=-effective_from")) {
      HttpResponse<String> answer = two.get(two.second(), PRICES + query);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      two.showsNoTrace(query, answer);
    }
    JsonNode own = two.json(two.second(), OWN);
    assertThat(own.get("count").asInt()).isEqualTo(1);
    assertThat(own.at("/results/0/model_name").asString()).isEqualTo("own-*");
    // As many as for a tenant without any price, and the own one.
    assertThat(two.json(two.second(), PRICES).get("count").asInt())
        .isEqualTo(two.json(two.server.generatedKey(), PRICES).get("count").asInt() + 1);
  }

  private static void resolve(TwoTenants two) {
    String question = PRICES + "resolve/?model_name=secret-model";
    assertThat(two.json(two.first(), question).get("reason").asString()).isEqualTo("own_price");
    JsonNode answer = two.json(two.second(), question);
    assertThat(answer.get("priced").asBoolean()).isFalse();
    assertThat(answer.get("reason").asString()).isEqualTo("model_not_listed");
  }

  /** One tenant's price prices its own calls; the same model costs the other nothing known. */
  private static void set(TwoTenants two) {
    String price = "{\"model_name\":\"ant-only\",\"input_per_million\":2,\"output_per_million\":2}";
    assertThat(two.server.post(two.ant, PRICES, price).statusCode()).isEqualTo(201);
    assertThat(two.json(two.owl, OWN).get("count").asInt()).isZero();
    assertThat(cost(two, two.ant)).isEqualTo("0.000014");
    assertThat(cost(two, two.owl)).isEqualTo("null");

    // The same price of both: two prices, with ids of their own.
    String ofOwl = TwoTenants.json(two.server.post(two.owl, PRICES, price)).get("id").asString();
    assertThat(ids(two, two.owl)).containsExactly(ofOwl);
    assertThat(ids(two, two.ant)).doesNotContain(ofOwl);
  }

  /** Another's price is not found, and stays in force. */
  private static void end(TwoTenants two) {
    JsonNode before = two.json(two.first(), OWN);
    String foreign = before.at("/results/0/id").asString();
    String unheardOf = new UUID(5, 5).toString();
    TwoTenants.sameAsUnheardOf(
        foreign,
        delete(two, two.second(), foreign),
        unheardOf,
        delete(two, two.second(), unheardOf));
    assertThat(two.json(two.first(), OWN)).isEqualTo(before);
    assertThat(before.at("/results/0/effective_until").isNull()).isTrue();
  }

  private static HttpResponse<String> delete(TwoTenants two, String key, String id) {
    return two.server.send("DELETE", key, PRICES + id + "/", "");
  }

  private static List<String> ids(TwoTenants two, String key) {
    return two.json(key, OWN)
        .get("results")
        .valueStream()
        .map(row -> row.get("id").asString())
        .toList();
  }

  /** What a call of the model costs a tenant now. */
  private static String cost(TwoTenants two, String key) {
    String call =
        """
        {"id":"priced","timestamp":"%s","agent_name":"a","agentscope_agent_id":"a",
         "model_name":"ant-only","input_tokens":7}"""
            .formatted(java.time.Instant.now());
    HttpResponse<String> sent = two.server.post(key, ROOT + "ingest/usage/", call);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    String path = ROOT + "usage/" + TwoTenants.json(sent).get("id").asString() + "/";
    RunningServer.await(() -> two.get(key, path).statusCode() == 200);
    JsonNode cost = two.json(key, path).get("cost_usd");
    return cost.isNull() ? "null" : cost.asString();
  }
}
