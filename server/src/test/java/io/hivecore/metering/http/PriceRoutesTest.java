package io.hivecore.metering.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.metering.PriceCatalogue;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceRoutesTest {
  private static final PriceCatalogue CATALOGUE = PriceServer.CATALOGUE;
  private static final String OUR_PRICE =
      """
      {"model_name":"our-*","input_per_million":"1.50","output_per_million":3}""";

  @TempDir static Path folder;
  private static PriceServer server;

  @BeforeAll
  static void start() {
    server = new PriceServer(folder.resolve("control.db"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Each test has tenants of its own, so that one server does for all. */
  @BeforeEach
  void admitNewTenants() {
    server.admitNewTenants();
    server.now = Instant.parse("2026-11-20T12:00:00Z");
  }

  @Test
  void setsListsAndEndsAPrice() {
    HttpResponse<String> set =
        post(
            "one",
            """
            {"provider":"dashscope","model_name":"qwen-max","input_per_million":1.60,
             "output_per_million":"6.4","cache_read_per_million":0.64,"per_request":1E-3,
             "effective_from":"2026-11-01","effective_until":"2026-12-01T00:00:00+01:00"}
            """);

    assertThat(set.statusCode()).isEqualTo(201);
    String id = id(set.body());
    String row =
        """
        {"id":"%s","source":"tenant","version":"tenant:%s","provider":"dashscope",\
        "model_name":"qwen-max","input_per_million":"1.6","output_per_million":"6.4",\
        "cache_read_per_million":"0.64","cache_write_per_million":null,"cache_write_1h_per_million":null,\
        "reasoning_per_million":null,"per_request":"0.001","tiers":[],"uncounted":[],\
        "effective_from":"2026-11-01T00:00:00Z","effective_until":"%s",\
        "daily":null,"created_at":"2026-11-20T12:00:00Z"}""";
    assertThat(set.body()).isEqualTo(row.formatted(id, id, "2026-11-30T23:00:00Z"));
    assertThat(get("one", "?source=tenant").body())
        .isEqualTo(list(1, row.formatted(id, id, "2026-11-30T23:00:00Z")));

    server.now = Instant.parse("2026-11-21T00:00:00Z");
    assertThat(delete("one", id).statusCode()).isEqualTo(204);

    assertThat(get("one", "?source=tenant").body())
        .isEqualTo(list(1, row.formatted(id, id, "2026-11-21T00:00:00Z")));
  }

  @Test
  void whatOneTenantSetsNoOtherSeesOrEnds() {
    String id = id(post("one", OUR_PRICE).body());

    assertThat(get("other", "?source=tenant").body()).isEqualTo(list(0, ""));
    assertThat(get("other", "?model_name=our-").body()).isEqualTo(list(0, ""));
    assertThat(get("other", "resolve/?model_name=our-model").body()).contains("\"priced\":false");
    HttpResponse<String> foreign = delete("other", id);
    HttpResponse<String> unheardOf = delete("other", new UUID(5, 5).toString());
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(withoutIds(foreign.body(), id))
        .isEqualTo(withoutIds(unheardOf.body(), new UUID(5, 5).toString()));
    assertThat(get("one", "?source=tenant").body()).contains("\"effective_until\":null");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, '', agent, 403",
    "GET, '', dashboard, 200",
    "GET, '', operator, 403",
    "GET, '', nobody, 401",
    "POST, '', agent, 403",
    "POST, '', dashboard, 403",
    "POST, '', operator, 403",
    "POST, '', nobody, 401",
    "DELETE, 00000000-0000-0000-0000-000000000001/, agent, 403",
    "DELETE, 00000000-0000-0000-0000-000000000001/, dashboard, 403",
    "DELETE, 00000000-0000-0000-0000-000000000001/, nobody, 401",
    "DELETE, 00000000-0000-0000-0000-000000000001/, one, 404",
    "DELETE, not-an-id/, one, 404",
    "GET, resolve/?model_name=gpt-4o, agent, 403",
    "GET, resolve/?model_name=gpt-4o, dashboard, 200",
    "GET, resolve/?model_name=gpt-4o, nobody, 401",
    "DELETE, '', one, 405"
  })
  void letsInWhoMay(String method, String path, String key, int status) {
    assertThat(send(key, path, method, method.equals("POST") ? OUR_PRICE : "").statusCode())
        .isEqualTo(status);
  }

  @Test
  void everyMistakeOfAPriceIsNamed() {
    HttpResponse<String> answer =
        post(
            "one",
            """
            {"input_per_million":-1,"output_per_million":1e12,"cache_read_per_million":null}""");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains(
            """
            "errors":[\
            {"field":"model_name","pointer":"/model_name","detail":"must be given"},\
            {"field":"input_per_million","pointer":"/input_per_million",\
            "detail":"must not be negative"},\
            {"field":"output_per_million","pointer":"/output_per_million",\
            "detail":"must be at most 1000000"}]""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model_name\":true} | model_name | must be text or a number",
        "{\"model_name\":[\"a\"]} | model_name | must be text or a number",
        "{\"input_per_milion\":1} | input_per_milion | is not a field of a price",
        "{\"input_per_million\":\"cheap\"} | input_per_million | must be a decimal number, such as 2.50",
        "{\"input_per_million\":\"NaN\"} | input_per_million | must be a decimal number, such as 2.50",
        "{\"effective_from\":\"soon\"} | effective_from | must be a time, such as 2026-03-31T12:00:00Z or 2026-03-31",
        "{\"effective_from\":17} | effective_from | must be a time, such as 2026-03-31T12:00:00Z or 2026-03-31"
      })
  void aFieldThatCannotBeReadIsNamed(String body, String field, String detail) {
    HttpResponse<String> answer = post("one", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"detail\":\"" + field + ": " + detail + "\"")
        .contains("\"errors\":[{\"field\":\"" + field + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | 400",
        "{ | 400",
        "[] | 400",
        "nonsense | 400",
        "{\"model_name\":\"a\",\"model_name\":\"b\"} | 400",
        "{} {} | 400",
        "{\"input_per_million\":NaN} | 400",
        "{\"model_name\":\"a\\u0000b\",\"input_per_million\":1,\"output_per_million\":1} | 400",
        "{\"model_name\":\"a\",\"input_per_million\":1e999999999,\"output_per_million\":1} | 400"
      })
  void aBodyThatIsNoPriceIsRefused(String body, int status) {
    HttpResponse<String> answer = post("one", body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(get("one", "?source=tenant").body()).isEqualTo(list(0, ""));
  }

  @Test
  void aDeepOrLargeBodyIsRefused() {
    assertThat(post("one", "{\"model_name\":" + "[".repeat(20_000)).statusCode()).isEqualTo(400);
    assertThat(post("one", "{\"model_name\":\"" + "a".repeat(70_000) + "\"}").statusCode())
        .isEqualTo(413);
  }

  @Test
  void showsTiersDatesAndWhatIsNotCounted() {
    assertThat(get("one", "?provider=openai&model_name=o3&page_size=1000").body())
        .contains(
            """
            {"id":null,"source":"genai-prices","version":"genai-prices:%1$s:openai/o3",\
            "provider":"openai","model_name":"o3","input_per_million":"10",\
            "output_per_million":"40","cache_read_per_million":"0.5",\
            "cache_write_per_million":null,"cache_write_1h_per_million":null,"reasoning_per_million":null,"per_request":null,\
            "tiers":[],"uncounted":["storage_searches_kcount","web_searches_kcount"],\
            "effective_from":null,"effective_until":"2025-06-10T00:00:00Z","daily":null,\
            "created_at":null},\
            {"id":null,"source":"genai-prices","version":"genai-prices:%1$s:openai/o3@2025-06-10",\
            "provider":"openai","model_name":"o3","input_per_million":"2",\
            "output_per_million":"8","cache_read_per_million":"0.5",\
            "cache_write_per_million":null,"cache_write_1h_per_million":null,"reasoning_per_million":null,"per_request":null,\
            "tiers":[],"uncounted":["storage_searches_kcount","web_searches_kcount"],\
            "effective_from":"2025-06-10T00:00:00Z","effective_until":null,"daily":null,\
            "created_at":null}"""
                .formatted(CATALOGUE.version()));
    assertThat(get("one", "?provider=anthropic&model_name=claude-sonnet-4-5").body())
        .contains(
            """
            "tiers":[{"above_input_tokens":200000,"input_per_million":"6",\
            "output_per_million":"22.5","cache_read_per_million":"0.6",\
            "cache_write_per_million":"7.5","cache_write_1h_per_million":"12"}]""");
    assertThat(get("one", "?provider=deepseek&model_name=deepseek-chat").body())
        .contains("\"daily\":{\"from\":\"00:30\",\"until\":\"16:30\"}");
  }

  @Test
  void pagesAndOrders() {
    for (String name : new String[] {"our-b", "our-c", "our-a"}) {
      post("one", OUR_PRICE.replace("our-*", name));
      server.now = server.now.plusSeconds(1);
    }
    String origin = server.origin();

    HttpResponse<String> second = get("one", "?source=tenant&page_size=1&page=2");

    assertThat(second.body())
        .startsWith(
            """
            {"count":3,"next":"%1$s/api/v1/prices/?source=tenant&page_size=1&page=3",\
            "previous":"%1$s/api/v1/prices/?source=tenant&page_size=1&page=1","results":["""
                .formatted(origin));
    assertThat(names("?source=tenant")).isEqualTo("our-a our-c our-b ");
    assertThat(names("?source=tenant&page_size=1&page=last")).isEqualTo("our-b ");
    assertThat(names("?source=tenant&ordering=model_name")).isEqualTo("our-a our-b our-c ");
    assertThat(names("?source=tenant&ordering=-model_name")).isEqualTo("our-c our-b our-a ");
    assertThat(names("?model_name=OUR-B")).isEqualTo("our-b ");
    assertThat(get("one", "?source=tenant&page=4").statusCode()).isEqualTo(404);
    assertThat(get("one", "?page_size=0").statusCode()).isEqualTo(400);
    assertThat(get("one", "?page_size=1001").statusCode()).isEqualTo(400);
    assertThat(get("one", "?source=elsewhere").statusCode()).isEqualTo(400);
  }

  @Test
  void theListHoldsTheWholeCatalogue() {
    int prices =
        CATALOGUE.providers().stream()
            .flatMap(provider -> provider.models().stream())
            .mapToInt(model -> model.history().prices().size())
            .sum();

    assertThat(get("one", "").body()).startsWith("{\"count\":" + prices + ",");
  }

  @Test
  void tellsWhichPriceAppliesAndWhy() {
    String id = id(post("one", OUR_PRICE).body());

    assertThat(get("one", "resolve/?model_name=our-model&provider=Ours").body())
        .startsWith(
            """
            {"model_name":"our-model","provider":"Ours","at":"2026-11-20T12:00:00Z",\
            "priced":true,"reason":"own_price","detail":"A price of your own.",\
            "price":{"id":"%s","source":"tenant","""
                .formatted(id));
    assertThat(get("one", "resolve/?model_name=o3&at=2025-01-01").body())
        .startsWith(
            """
            {"model_name":"o3","provider":"","at":"2025-01-01T00:00:00Z",\
            "priced":true,"reason":"inferred",\
            "detail":"The model's name tells that it is OpenAI's; that is its list price.",\
            "price":{"id":null,"source":"genai-prices",\
            "version":"genai-prices:%s:openai/o3","""
                .formatted(CATALOGUE.version()));
    assertThat(get("one", "resolve/?model_name=gpt-4o&provider=azure.ai.openai").body())
        .contains("\"reason\":\"listed\",\"detail\":\"The list price of Microsoft Azure.\"");
    assertThat(get("one", "resolve/?model_name=qwen-max&provider=dashscope").body())
        .isEqualTo(
            """
            {"model_name":"qwen-max","provider":"dashscope","at":"2026-11-20T12:00:00Z",\
            "priced":false,"reason":"provider_not_listed",\
            "detail":"The catalogue has no prices of this provider. Set one of your own, or leave\
             the provider out to take the maker's.","price":null}""");
    assertThat(get("one", "resolve/?model_name=whisper-1").body())
        .contains("\"reason\":\"not_sold_by_tokens\"");
    assertThat(get("one", "resolve/?model_name=unknown").body())
        .contains("\"reason\":\"model_not_listed\"");
    assertThat(get("one", "resolve/").statusCode()).isEqualTo(400);
    assertThat(get("one", "resolve/?model_name=o3&at=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void aStoreThatCannotJustNowIsNoFaultOfTheServers() {
    try (PriceServer closed = new PriceServer(folder.resolve("closed.db"))) {
      closed.admitNewTenants();
      closed.closeStore();

      HttpResponse<String> answer = closed.send("one", "", "GET", "");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(closed.send("one", "", "POST", OUR_PRICE).statusCode()).isEqualTo(503);
    }
  }

  private String names(String query) {
    Matcher names =
        Pattern.compile("\"model_name\":\"([^\"]*)\"").matcher(get("one", query).body());
    StringBuilder all = new StringBuilder();
    while (names.find()) {
      all.append(names.group(1)).append(' ');
    }
    return all.toString();
  }

  private static String list(int count, String rows) {
    return "{\"count\":" + count + ",\"next\":null,\"previous\":null,\"results\":[" + rows + "]}";
  }

  private static String id(String body) {
    Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(body);
    assertThat(id.find()).as(body).isTrue();
    return id.group(1);
  }

  /** A problem document without what differs from request to request. */
  private static String withoutIds(String problem, String id) {
    return problem.replace(id, "ID").replaceFirst("\"request_id\":\"[0-9a-f]+\"", "");
  }

  private HttpResponse<String> get(String key, String path) {
    return send(key, path, "GET", "");
  }

  private HttpResponse<String> post(String key, String body) {
    return send(key, "", "POST", body);
  }

  private HttpResponse<String> delete(String key, String id) {
    return send(key, id + "/", "DELETE", "");
  }

  private HttpResponse<String> send(String key, String path, String method, String body) {
    return server.send(key, path, method, body);
  }
}
