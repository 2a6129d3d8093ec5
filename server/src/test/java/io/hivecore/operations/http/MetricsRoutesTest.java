package io.hivecore.operations.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.Routes;
import io.hivecore.http.TestServer;
import io.hivecore.operations.UsageCounters;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageChanges;
import io.hivecore.telemetry.UsageChanges.Change;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.tenancy.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus is told, by format and by who asks. */
class MetricsRoutesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String ONE = TestServer.ONE.toString();
  private static final String OTHER = TestServer.OTHER.toString();

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final UsageCounters counters = new UsageCounters(meters);
  private TestServer server;

  @BeforeEach
  void start() {
    Routes routes = new Routes();
    MetricsRoutes.register(routes, meters.getPrometheusRegistry());
    server = TestServer.start(routes);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void countsTokensCallsAndCostByTenantAndModel() {
    count(
        List.of(
            usage(TestServer.ONE, "gpt-4o", 100, "0.25"),
            usage(TestServer.ONE, "gpt-4o", 11, "0.5"),
            usage(TestServer.ONE, "in-house", 5, null),
            usage(TestServer.OTHER, "gpt-4o", 7, "1")));

    String body = scrape(TestServer.KEY, "*/*").body();

    assertThat(body)
        .isEqualTo(
            """
            # HELP cost_usd_total Cost of model calls in USD
            # TYPE cost_usd_total counter
            cost_usd_total{model="gpt-4o",tenant_id="%1$s"} 0.75
            # HELP model_calls_total Model calls
            # TYPE model_calls_total counter
            model_calls_total{model="gpt-4o",tenant_id="%1$s"} 2.0
            model_calls_total{model="in-house",tenant_id="%1$s"} 1.0
            # HELP telemetry_records_total Records stored
            # TYPE telemetry_records_total counter
            telemetry_records_total{kind="usage",tenant_id="%1$s"} 3.0
            # HELP token_usage_total Tokens of model calls
            # TYPE token_usage_total counter
            token_usage_total{model="gpt-4o",tenant_id="%1$s"} 111.0
            token_usage_total{model="in-house",tenant_id="%1$s"} 5.0
            # HELP unpriced_calls_total Model calls without a cost
            # TYPE unpriced_calls_total counter
            unpriced_calls_total{model="in-house",tenant_id="%1$s"} 1.0
            """
                .formatted(ONE));
  }

  @Test
  void whatIsTakenBackIsMadeUpForBeforeMoreIsCounted() {
    counters.count(new UsageChanges(List.of(change("one", 100)), List.of()));
    counters.count(new UsageChanges(List.of(change("one", 90)), List.of(change("one", 100))));
    assertThat(tokens()).isEqualTo(100);
    counters.count(new UsageChanges(List.of(change("one", 5)), List.of()));
    assertThat(tokens()).isEqualTo(100);
    counters.count(new UsageChanges(List.of(change("one", 7)), List.of()));
    assertThat(tokens()).isEqualTo(102);
    assertThat(series("model_calls_total", TestServer.KEY))
        .containsExactly("model_calls_total{model=\"one\",tenant_id=\"" + ONE + "\"} 3.0");
  }

  private double tokens() {
    String series = series("token_usage_total", TestServer.KEY).getFirst();
    return Double.parseDouble(series.substring(series.indexOf(' ') + 1));
  }

  @Test
  void anOperatorSeesAllAndATenantNothingOfTheServer() {
    count(
        List.of(
            usage(TestServer.ONE, "gpt-4o", 1, "1"), usage(TestServer.OTHER, "gpt-4o", 2, "1")));
    Gauge.builder("server_figure", () -> 4).register(meters);

    assertThat(scrape(TestServer.OPERATOR_KEY, "*/*").body())
        .contains("token_usage_total{model=\"gpt-4o\",tenant_id=\"" + ONE + "\"} 1.0\n")
        .contains("token_usage_total{model=\"gpt-4o\",tenant_id=\"" + OTHER + "\"} 2.0\n")
        .contains("server_figure 4.0\n");
    assertThat(scrape(TestServer.KEY, "*/*").body())
        .contains(ONE)
        .doesNotContain(OTHER, "server_figure");
    assertThat(scrape(TestServer.OTHER_KEY, "*/*").body())
        .contains(OTHER)
        .doesNotContain(ONE, "server_figure");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*/*", "text/plain;version=0.0.4", "application/json"})
  void answersPrometheusTextUnlessAskedOtherwise(String accept) {
    count(List.of(usage(TestServer.ONE, "gpt-4o", 1, "1")));

    HttpResponse<String> answer = scrape(TestServer.KEY, accept);

    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body())
        .contains("# TYPE token_usage_total counter\n")
        .doesNotContain("# EOF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/openmetrics-text",
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
      })
  void answersOpenMetricsWhenAskedForIt(String accept) {
    count(List.of(usage(TestServer.ONE, "gpt-4o", 1, "1")));

    HttpResponse<String> answer = scrape(TestServer.KEY, accept);

    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(answer.body())
        .contains("# TYPE token_usage counter\n", "token_usage_total{model=\"gpt-4o\"")
        .endsWith("# EOF\n");
  }

  @Test
  void aTenantsInventedModelsDoNotGrowTheLabelsWithoutBound() {
    for (int i = 0; i < 1_000; i++) {
      count(List.of(usage(TestServer.ONE, "model-" + i, 1, null)));
    }
    count(List.of(usage(TestServer.OTHER, "model-999", 3, null)));

    List<String> series = series("token_usage_total", TestServer.KEY);

    assertThat(series)
        .hasSize(51)
        .contains("token_usage_total{model=\"other\",tenant_id=\"" + ONE + "\"} 950.0");
    // One tenant's many take nothing from another's.
    assertThat(series("token_usage_total", TestServer.OTHER_KEY))
        .containsExactly("token_usage_total{model=\"model-999\",tenant_id=\"" + OTHER + "\"} 3.0");
  }

  @Test
  void manyTenantsDoNotGrowTheLabelsWithoutBound() {
    for (int i = 0; i < 1_000; i++) {
      count(List.of(usage(new TenantId(new UUID(9, i)), "gpt-4o", 1, null)));
    }

    assertThat(series("token_usage_total", TestServer.OPERATOR_KEY))
        .hasSize(501)
        .contains("token_usage_total{model=\"gpt-4o\",tenant_id=\"other\"} 500.0");
  }

  @Test
  void ofATenantThatIsGoneNothingIsLeft() {
    count(
        List.of(
            usage(TestServer.ONE, "gpt-4o", 1, "1"), usage(TestServer.OTHER, "gpt-4o", 2, "1")));

    counters.forget(TestServer.ONE);

    assertThat(scrape(TestServer.KEY, "*/*").body()).isEmpty();
    assertThat(scrape(TestServer.OPERATOR_KEY, "*/*").body()).contains(OTHER).doesNotContain(ONE);
    count(List.of(usage(TestServer.ONE, "gpt-4o", 5, "1")));
    assertThat(series("token_usage_total", TestServer.KEY))
        .containsExactly("token_usage_total{model=\"gpt-4o\",tenant_id=\"" + ONE + "\"} 5.0");
  }

  @Test
  void aModelsNameCannotForgeALine() {
    count(List.of(usage(TestServer.ONE, "a\"} 1\nforged_total 5\n\\", 1, null)));

    assertThat(series("forged", TestServer.KEY)).isEmpty();
    assertThat(series("token_usage_total", TestServer.KEY))
        .containsExactly(
            "token_usage_total{model=\"a\\\"} 1\\nforged_total 5\\n\\\\\",tenant_id=\""
                + ONE
                + "\"} 1.0");
  }

  @Test
  void whoeverMayNotIsRefused() {
    assertThat(server.send(server.request("/metrics")).statusCode()).isEqualTo(401);
    assertThat(answer(TestServer.UNKNOWN_KEY, "*/*").statusCode()).isEqualTo(401);
    assertThat(answer(TestServer.INGEST_ONLY_KEY, "*/*").statusCode()).isEqualTo(403);
    assertThat(answer(TestServer.QUERY_ONLY_KEY, "*/*").statusCode()).isEqualTo(200);
  }

  private List<String> series(String name, String key) {
    return scrape(key, "*/*").body().lines().filter(line -> line.startsWith(name)).toList();
  }

  private HttpResponse<String> scrape(String key, String accept) {
    HttpResponse<String> answer = answer(key, accept);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer;
  }

  private HttpResponse<String> answer(String key, String accept) {
    return server.send(
        accept.isEmpty()
            ? server.request("/metrics", "X-API-Key", key)
            : server.request("/metrics", "X-API-Key", key, "Accept", accept));
  }

  private void count(List<SequencedRecord> records) {
    counters.count(records);
    List<Change> added =
        records.stream()
            .map(each -> new Change(each.tenant(), (UsageRecord) each.record()))
            .toList();
    counters.count(new UsageChanges(added, List.of()));
  }

  private static Change change(String model, long tokens) {
    SequencedRecord record = usage(TestServer.ONE, model, tokens, null);
    return new Change(record.tenant(), (UsageRecord) record.record());
  }

  private static SequencedRecord usage(
      TenantId tenant, String model, long tokens, @org.jspecify.annotations.Nullable String cost) {
    return new SequencedRecord(
        1,
        tenant,
        true,
        new UsageRecord(
            UUID.randomUUID(),
            NOW,
            NOW,
            new Context("", "", "", "", "", ""),
            model,
            "",
            new TokenUsage(tokens, 0, tokens, 0, 0, 0),
            cost == null ? Cost.UNPRICED : new Cost(new BigDecimal(cost), null, ""),
            0,
            null));
  }
}
