package io.hivecore.metering.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.metering.PriceCatalogue;
import io.hivecore.metering.Pricing;
import io.hivecore.metering.TenantPrices;
import io.hivecore.metering.genaiprices.BundledCatalogue;
import io.hivecore.metering.jooq.JooqTenantPriceStore;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceRoutesTest {
  private static final PriceCatalogue CATALOGUE = BundledCatalogue.load();
  private static final TenantId ONE = new TenantId(new UUID(0, 1));
  private static final TenantId OTHER = new TenantId(new UUID(0, 2));
  private static final Map<String, Caller> CALLERS =
      Map.of(
          "one", new Caller(ONE, new UUID(1, 1), Set.of(Scope.INGEST, Scope.QUERY)),
          "other", new Caller(OTHER, new UUID(1, 2), Set.of(Scope.INGEST, Scope.QUERY)),
          "agent", new Caller(ONE, new UUID(1, 3), Set.of(Scope.INGEST)),
          "dashboard", new Caller(ONE, new UUID(1, 4), Set.of(Scope.QUERY)),
          "operator", new Caller(null, new UUID(1, 5), Set.of(Scope.OPERATE)));
  private static final String OUR_PRICE =
      """
      {"model_name":"our-*","input_per_million":"1.50","output_per_million":3}""";

  @TempDir Path folder;
  private SqliteControlStore control;
  private HttpServer server;
  private HttpClient client;
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");

  @BeforeEach
  void start() {
    control = SqliteControlStore.open(folder.resolve("control.db"));
    for (TenantId tenant : Set.of(ONE, OTHER)) {
      control.write(
          sql ->
              sql.execute(
                  "insert into tenants values (?, ?, 'A tenant', 'active', 0)",
                  tenant.toString(),
                  tenant.toString()));
    }
    TenantPrices own = new TenantPrices(new JooqTenantPriceStore(control), CATALOGUE, () -> now);
    Routes routes = new Routes();
    new PriceRoutes(CATALOGUE, own, new Pricing(CATALOGUE, own), () -> now).register(routes);
    server =
        HttpServer.start(
            new HttpSettings("127.0.0.1", 0), routes, key -> Optional.ofNullable(CALLERS.get(key)));
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    control.close();
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
        "cache_read_per_million":"0.64","cache_write_per_million":null,\
        "reasoning_per_million":null,"per_request":"0.001","tiers":[],"uncounted":[],\
        "effective_from":"2026-11-01T00:00:00Z","effective_until":"%s",\
        "daily":null,"created_at":"2026-11-20T12:00:00Z"}""";
    assertThat(set.body()).isEqualTo(row.formatted(id, id, "2026-11-30T23:00:00Z"));
    assertThat(get("one", "?source=tenant").body())
        .isEqualTo(list(1, row.formatted(id, id, "2026-11-30T23:00:00Z")));

    now = Instant.parse("2026-11-21T00:00:00Z");
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
    assertThat(foreign.body().replace(id, "ID"))
        .isEqualTo(unheardOf.body().replace(new UUID(5, 5).toString(), "ID"));
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
            "cache_write_per_million":null,"reasoning_per_million":null,"per_request":null,\
            "tiers":[],"uncounted":["storage_searches_kcount","web_searches_kcount"],\
            "effective_from":null,"effective_until":"2025-06-10T00:00:00Z","daily":null,\
            "created_at":null},\
            {"id":null,"source":"genai-prices","version":"genai-prices:%1$s:openai/o3@2025-06-10",\
            "provider":"openai","model_name":"o3","input_per_million":"2",\
            "output_per_million":"8","cache_read_per_million":"0.5",\
            "cache_write_per_million":null,"reasoning_per_million":null,"per_request":null,\
            "tiers":[],"uncounted":["storage_searches_kcount","web_searches_kcount"],\
            "effective_from":"2025-06-10T00:00:00Z","effective_until":null,"daily":null,\
            "created_at":null}"""
                .formatted(CATALOGUE.version()));
    assertThat(get("one", "?provider=anthropic&model_name=claude-sonnet-4-5").body())
        .contains(
            """
            "tiers":[{"above_input_tokens":200000,"input_per_million":"6",\
            "output_per_million":"22.5","cache_read_per_million":"0.6",\
            "cache_write_per_million":"7.5"}]""");
    assertThat(get("one", "?provider=deepseek&model_name=deepseek-chat").body())
        .contains("\"daily\":{\"from\":\"00:30\",\"until\":\"16:30\"}");
  }

  @Test
  void pagesAndOrders() {
    for (String name : new String[] {"our-b", "our-c", "our-a"}) {
      post("one", OUR_PRICE.replace("our-*", name));
      now = now.plusSeconds(1);
    }
    String origin = "http://127.0.0.1:" + server.port();

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
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/api/v1/prices/" + path))
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
