package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.QueryServer.ONE;
import static io.hivecore.telemetry.http.QueryServer.TWO;
import static io.hivecore.telemetry.http.Samples.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists in pages, by number and by cursor. */
class PagingTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final StoredTelemetry store = new StoredTelemetry();
  private final QueryServer server = new QueryServer(store);

  /** What an envelope says, with ids for records. */
  private record Envelope(
      @Nullable Long count, @Nullable String next, @Nullable String previous, List<String> ids) {}

  @BeforeEach
  void fill() {
    for (int i = 1; i <= 45; i++) {
      store.add(ONE, Samples.usage(i, "2026-03-01T10:%02d:00Z".formatted(i)));
    }
    store.add(TWO, Samples.usage(100, "2026-03-01T10:00:00Z"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void twentyAPageNewestFirst() {
    assertThat(envelope("usage/"))
        .isEqualTo(new Envelope(45L, url("usage/?page=2"), null, ids(45, 26)));
    assertThat(envelope("usage/?page=2"))
        .isEqualTo(new Envelope(45L, url("usage/?page=3"), url("usage/"), ids(25, 6)));
    assertThat(envelope("usage/?page=3"))
        .isEqualTo(new Envelope(45L, null, url("usage/?page=2"), ids(5, 1)));
    assertThat(envelope("usage/?page=last")).isEqualTo(envelope("usage/?page=3"));
  }

  @Test
  void linksKeepTheOtherParameters() {
    assertThat(envelope("usage?page_size=10&agent_name=planner,a%20b&page=2&x=%26&project="))
        .isEqualTo(
            new Envelope(
                45L,
                url("usage/?page_size=10&agent_name=planner%2Ca+b&x=%26&project=&page=3"),
                url("usage/?page_size=10&agent_name=planner%2Ca+b&x=%26&project="),
                ids(35, 26)));
  }

  @Test
  void aListThatFitsOnOnePageHasNoNeighbours() {
    assertThat(envelope("usage/?page_size=45"))
        .isEqualTo(new Envelope(45L, null, null, ids(45, 1)));
    assertThat(envelope("timeline/")).isEqualTo(new Envelope(0L, null, null, List.of()));
    assertThat(envelope("timeline/?page=last")).isEqualTo(new Envelope(0L, null, null, List.of()));
  }

  @Test
  void aPageThatIsNoneIsNotFound() {
    for (String page : new String[] {"0", "-1", "4", "x", "1.5", "99999999999999999999", "first"}) {
      HttpResponse<String> answer = server.get("usage/?page=" + page);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(json(answer).get("detail").asString()).isEqualTo("Invalid page.");
    }
    assertThat(server.get("usage/?page=9223372036854775807&page_size=1000").statusCode())
        .isEqualTo(404);
  }

  @Test
  void cursorsGoThroughTheWholeListOnce() {
    for (String ordering : new String[] {"", "timestamp", "-agent_name,total_tokens", "cost_usd"}) {
      JsonNode page = json(server.get("usage/?page_size=7&ordering=" + ordering));
      List<String> seen = new ArrayList<>(idsOf(page));
      while (!page.get("next_cursor").isNull()) {
        page =
            json(
                server.get(
                    "usage/?page_size=7&ordering="
                        + ordering
                        + "&cursor="
                        + page.get("next_cursor").asString()));
        assertThat(page.get("count").isNull()).isTrue();
        assertThat(page.get("previous").isNull()).isTrue();
        seen.addAll(idsOf(page));
      }
      assertThat(page.get("next").isNull()).isTrue();
      JsonNode whole = json(server.get("usage/?page_size=1000&ordering=" + ordering));
      assertThat(seen).isEqualTo(idsOf(whole)).hasSize(45);
    }
  }

  @Test
  void nextLeadsOnByCursorToo() {
    JsonNode first = json(server.get("usage/?page_size=20"));
    JsonNode second =
        json(server.get("usage/?page_size=20&cursor=" + first.get("next_cursor").asString()));
    assertThat(second.get("next").asString())
        .isEqualTo(url("usage/?page_size=20&cursor=") + second.get("next_cursor").asString());
    JsonNode third = json(server.get(second.get("next").asString()));
    assertThat(idsOf(third)).isEqualTo(ids(5, 1));
  }

  @Test
  void aCursorIsOfItsListOnly() {
    String cursor = json(server.get("usage/?page_size=7")).get("next_cursor").asString();

    assertThat(server.get("usage/?page_size=9&cursor=" + cursor).statusCode()).isEqualTo(200);
    for (String other :
        new String[] {
          "usage/?ordering=timestamp&cursor=" + cursor,
          "usage/?project=shop&cursor=" + cursor,
          "usage/?days=3&cursor=" + cursor,
          "logs/?cursor=" + cursor,
          "usage/?cursor=" + cursor + "A",
          "usage/?cursor=2",
        }) {
      HttpResponse<String> answer = server.get(other);
      assertThat(answer.statusCode()).as(other).isEqualTo(400);
      assertThat(json(answer).get("detail").asString())
          .isEqualTo(
              "cursor: Not a cursor of this list with these filters; begin again without one.");
    }
    assertThat(server.get("usage/?cursor=" + cursor, QueryServer.KEY_TWO).statusCode())
        .isEqualTo(400);
  }

  @Test
  void ordersByKnownFieldsAndIgnoresOthers() {
    store.add(
        ONE,
        Samples.usage(
            50, "2026-03-01T09:00:00Z", Samples.context("p", "r", "aa"), "m", 900, "1", 1));

    assertThat(envelope("usage/?ordering=agent_name&page_size=2").ids())
        .isEqualTo(List.of(id(50).toString(), id(1).toString()));
    assertThat(envelope("usage/?ordering=secret,-total_tokens,-timestamp&page_size=2").ids())
        .isEqualTo(List.of(id(50).toString(), id(45).toString()));
    assertThat(envelope("usage/?ordering=secret").ids()).isEqualTo(envelope("usage/").ids());
    assertThat(envelope("usage/?ordering=timestamp,-timestamp&page_size=1").ids())
        .isEqualTo(List.of(id(50).toString()));
  }

  private Envelope envelope(String path) {
    JsonNode page = json(server.get(path));
    return new Envelope(
        page.get("count").isNull() ? null : page.get("count").asLong(),
        text(page.get("next")),
        text(page.get("previous")),
        idsOf(page));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isNull() ? null : node.asString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return MAPPER.readTree(answer.body());
  }

  private static List<String> idsOf(JsonNode page) {
    return StreamSupport.stream(page.get("results").spliterator(), false)
        .map(record -> record.get("id").asString())
        .toList();
  }

  private static List<String> ids(int from, int downTo) {
    List<String> ids = new ArrayList<>();
    for (int i = from; i >= downTo; i--) {
      ids.add(id(i).toString());
    }
    return ids;
  }

  private String url(String path) {
    return server.uri(path).toString();
  }
}
