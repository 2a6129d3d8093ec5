package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.cli.HiveCoreCommand;
import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.control.ControlPlace;
import io.hivecore.http.openapi.OpenApiTruth;
import io.hivecore.identity.FirstKey;
import io.hivecore.objects.ObjectId;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server does what the OpenAPI document says, and nothing else. */
@Timeout(60)
class DocumentedServerTest {
  private static final String ROOT = "/api/v1/observability/";
  private static final String USAGE =
      """
      {"kind":"usage","timestamp":"2026-11-20T10:00:00","agentscope_project_id":"shop",
       "execution_round_id":"r1","agentscope_agent_id":"a","agent_name":"a","model_name":"gpt-4o",
       "input_tokens":7,"output_tokens":"3","cost_usd":4.5449999999999993e-05,"id":"u1",
       "temperature":0.5}""";
  private static final String EXECUTION =
      """
      {"kind":"execution","execution_id":"run-1","agentscope_agent_id":"a","agent_name":"a",
       "start_time":"2026-11-20T10:00:00Z","end_time":null,"duration_ms":null}""";
  private static final String TIMELINE =
      "{\"kind\":\"timeline\",\"event_type\":\"agent_start\",\"metadata\":{\"a\":[1]}}";
  private static final String LOG =
      "{\"kind\":\"log\",\"message\":\"hello\",\"level\":\"error\",\"execution_round_id\":\"r1\"}";

  @TempDir Path folder;

  private final OpenApiTruth truth = OpenApiTruth.remembering();
  private final HttpClient client = HttpClient.newHttpClient();
  private HiveCore server;
  private String key;
  private String bearer = "";

  @BeforeEach
  void start() {
    Settings settings =
        Settings.LOADER.load(
            Optional.empty(),
            Map.of(),
            List.of(
                new CommandLineSetting("--data", "data-dir", folder.toString()),
                new CommandLineSetting("--port", "server.port", "0"),
                new CommandLineSetting("--otlp-http-port", "otlp.http-port", "0"),
                new CommandLineSetting("--otlp-grpc-port", "otlp.grpc-port", "0")));
    server = HiveCore.start(settings, InstantSource.system());
    key = ((FirstKey.Generated) server.firstKey()).text().reveal();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void everyRouteIsDocumentedAndEveryDocumentedRouteIsThere() {
    assertThat(OpenApiTruth.published().differences(server.routes())).isEmpty();
  }

  @Test
  void everyAnswerIsAsDocumented() throws Exception {
    stream();
    for (String body : List.of(USAGE, EXECUTION, TIMELINE, LOG)) {
      String kind = new JsonMapper().readTree(body).get("kind").asString();
      assertThat(post(ROOT + "ingest/" + kind + "/", body)).isEqualTo(201);
      assertThat(post(ROOT + "ingest/" + kind + "/", "{}")).isEqualTo(400);
      assertThat(post(ROOT + "ingest/" + kind + "/", "{")).isEqualTo(400);
    }
    assertThat(
            post(
                ROOT + "ingest/log/",
                "{\"execution_round_id\":\"r1\",\"logs\":[{\"message\":\"m\"}]}"))
        .isEqualTo(201);
    assertThat(post(ROOT + "ingest/batch/", "[" + USAGE + "," + TIMELINE + "]")).isEqualTo(201);
    assertThat(post(ROOT + "ingest/batch/", "[" + LOG + ",{\"kind\":\"moon\"},{}]")).isEqualTo(207);
    otlp();
    clients();
    queries();
    traces();
    metrics();
    prices();
    masking();
    objects();
    people();
    operations();
    // It has no good answer.
    assertThat(truth.neverAnswered()).containsExactly("studioUserInput");
  }

  private void otlp() throws Exception {
    for (String base : List.of("", "/otel", "/api/public/otel")) {
      for (String signal : List.of("traces", "logs", "metrics")) {
        assertThat(post(base + "/v1/" + signal, "{}")).isEqualTo(200);
      }
      if (!base.isEmpty()) {
        assertThat(post(base, "{\"resourceSpans\":[]}")).isEqualTo(200);
      }
    }
    assertThat(post("/v1/logs", "{\"resourceLogs\":7}")).isEqualTo(400);
    assertThat(
            post(
                "/v1/traces",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}]}]}]}"))
        .isEqualTo(200);
    HttpRequest.Builder unknown =
        HttpRequest.newBuilder(uri("/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.noBody());
    assertThat(send("POST", unknown).statusCode()).isEqualTo(401);
    HttpRequest.Builder batch =
        request(ROOT + "ingest/batch/")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("[7]"));
    String id = send("POST", batch).headers().firstValue("X-Batch-Id").orElseThrow();
    get("/api/v1/ingest-status/" + id + "/", 200);
    get("/api/v1/ingest-status/unknown/", 404);
  }

  private void clients() throws Exception {
    assertThat(
            post(
                "/api/public/ingestion",
                "{\"batch\":[{\"id\":\"e\",\"type\":\"trace-create\",\"body\":{\"id\":\"t\"}},7]}"))
        .isEqualTo(207);
    assertThat(post("/api/public/ingestion", "{}")).isEqualTo(400);
    String score = "{\"traceId\":\"t\",\"name\":\"n\",\"value\":1}";
    assertThat(post("/api/public/scores", score)).isEqualTo(200);
    assertThat(post("/api/public/scores", "{}")).isEqualTo(400);
    assertThat(post("/api/public/scores", "[" + score + "]")).isEqualTo(202);
    assertThat(post("/api/public/scores", "[" + score + ",7]")).isEqualTo(207);
    media();
    get("/api/public/projects", 200);
    get("/api/public/health", 200);
    assertThat(post("/v1/traces/ingest", "{\"data\":[{\"object\":\"trace\",\"id\":\"t\"},7]}"))
        .isEqualTo(200);
    assertThat(post("/v1/traces/ingest", "[]")).isEqualTo(400);
    assertThat(post("/trpc/registerRun", "{\"id\":\"r\"}")).isEqualTo(200);
    assertThat(post("/trpc/pushMessage", "{\"runId\":\"r\",\"msg\":{\"id\":\"m\"}}"))
        .isEqualTo(200);
    assertThat(post("/trpc/requestUserInput", "{}")).isEqualTo(501);
  }

  private void queries() throws Exception {
    awaitList("usage/", 2);
    awaitList("executions/", 2);
    awaitList("timeline/", 4);
    awaitList("logs/", 4);
    for (String list : new String[] {"usage/", "executions/", "timeline/", "logs/"}) {
      String body = get(ROOT + list, 200);
      String id = new JsonMapper().readTree(body).get("results").get(0).get("id").asString();
      get(ROOT + list + id + "/", 200);
      get(ROOT + list + "unknown/", 404);
      get(ROOT + list + "?format=csv", 200);
      get(ROOT + list + "?days=x", 400);
      get(ROOT + list + "?page=99", 404);
    }
    get(ROOT + "executions/run-1/", 200);
    get(ROOT + "executions/active/", 200);
    get(ROOT + "executions/active/?format=csv", 200);
    get(ROOT + "executions/summary/?group_by=agent_name,status&from=2020-01-01", 200);
    get(ROOT + "executions/summary/?group_by=model_name", 400);
    get(ROOT + "usage/summary/?group_by=agent_name&from=2020-01-01", 200);
    get(ROOT + "usage/trend/?from=2026-11-20&to=2026-11-20&group_by=project", 200);
    get(ROOT + "project/shop/stats/", 200);
  }

  private void traces() throws Exception {
    String traceId = "0af7651916cd43dd8448eb211c80319c";
    assertThat(post("/v1/traces", TRACE)).isEqualTo(200);
    String score = "{\"traceId\":\"%s\",\"name\":\"n\",\"value\":1}".formatted(traceId);
    assertThat(post("/api/public/scores", score)).isEqualTo(200);
    String base = "/api/v1/";
    while (get(base + "scores/?trace_id=" + traceId, 200).contains("\"results\":[]")) {
      LockSupport.parkNanos(10_000_000);
    }
    get(base + "traces/?days=3000&page_size=1&min_cost_usd=0&ordering=-duration_ms", 200);
    get(base + "traces/?days=3000&q=%22late+refund%22+ref*", 200);
    get(base + "traces/?q=%21%21", 400);
    get(base + "traces/?q=" + "word+".repeat(21), 400);
    get(base + "traces/?status=sleeping", 400);
    assertThat(post(base + "scores/", "{\"session_id\":\"s\",\"name\":\"n\",\"value\":true}"))
        .isEqualTo(201);
    assertThat(post(base + "scores/", "[{\"name\":\"n\",\"value\":1}]")).isEqualTo(400);
    get(base + "traces/" + traceId + "/", 200);
    get(base + "traces/unknown/", 404);
    get(base + "traces/" + traceId + "/spans/", 200);
    get(base + "traces/" + traceId + "/spans/?offset=-1", 400);
    get(base + "traces/" + traceId + "/spans/00f067aa0ba902b7/", 200);
    get(base + "traces/" + traceId + "/spans/unknown/", 404);
    get(base + "traces/" + traceId + "/graph/", 200);
    get(base + "sessions/?from=2020-01-01", 200);
    get(base + "end-users/?from=2020-01-01", 200);
    get(base + "agents/stats/?from=2020-01-01", 200);
    HttpRequest.Builder other = request(base + "traces/other/").DELETE();
    assertThat(send("DELETE", other).statusCode()).isIn(200, 404);
    // Each takes the trace away, so it is sent again before.
    for (String path : List.of("sessions/talk/", "end-users/alice/", "traces/" + traceId + "/")) {
      assertThat(post("/v1/traces", TRACE)).isEqualTo(200);
      while (!get(base + "traces/?from=2020-01-01&session=talk", 200).contains(traceId)) {
        LockSupport.parkNanos(10_000_000);
      }
      assertThat(send("DELETE", request(base + path).DELETE()).statusCode()).isEqualTo(200);
    }
  }

  private void metrics() throws Exception {
    String base = "/api/v1/metrics/";
    assertThat(post("/v1/metrics", METRICS)).isEqualTo(200);
    while (get(base + "?from=2020-01-01", 200).contains("\"results\":[]")) {
      LockSupport.parkNanos(10_000_000);
    }
    get(base + "?from=yesterday", 400);
    for (String name : List.of("grown", "level", "spread")) {
      String day = "?from=2026-03-01&to=2026-03-01&step=1h&group_by=kind,agent&name=";
      assertThat(get(base + "series/" + day + name, 200)).contains("\"steps\":[{");
    }
    get(base + "series/?step=never&attribute=kind", 400);
  }

  private static final String METRICS =
      """
      {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
        {"name":"grown","unit":"1","sum":{"aggregationTemporality":1,"isMonotonic":true,
          "dataPoints":[{"timeUnixNano":"1772357400000000000","asInt":"5"}]}},
        {"name":"level","gauge":{
          "dataPoints":[{"timeUnixNano":"1772357400000000000","asDouble":1.5}]}},
        {"name":"spread","unit":"s","histogram":{"aggregationTemporality":1,
          "dataPoints":[{"timeUnixNano":"1772357400000000000","count":"2","sum":3,
            "bucketCounts":["1","1"],"explicitBounds":[1]}]}}]}]}]}
      """;

  private static final String TRACE =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[
        {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba902b7",
         "name":"invoke_agent planner","startTimeUnixNano":"1772357400000000000",
         "endTimeUnixNano":"1772357402000000000","attributes":[
           {"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
           {"key":"gen_ai.agent.name","value":{"stringValue":"planner"}},
           {"key":"gen_ai.conversation.id","value":{"stringValue":"talk"}},
           {"key":"user.id","value":{"stringValue":"alice"}}]},
        {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba902b8",
         "parentSpanId":"00f067aa0ba902b7","name":"execute_tool search","kind":1,
         "startTimeUnixNano":"1772357400500000000","endTimeUnixNano":"1772357401000000000",
         "attributes":[
           {"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}},
           {"key":"gen_ai.tool.name","value":{"stringValue":"search"}}]}]}]}]}""";

  private void prices() throws Exception {
    assertThat(post("/api/v1/prices/", "{\"model_name\":\"x\"}")).isEqualTo(400);
    assertThat(
            post(
                "/api/v1/prices/",
                "{\"model_name\":\"my-*\",\"input_per_million\":1,\"output_per_million\":\"2.5\"}"))
        .isEqualTo(201);
    String list = get("/api/v1/prices/?page_size=1000", 200);
    get("/api/v1/prices/resolve/?model_name=my-model", 200);
    get("/api/v1/prices/resolve/?model_name=gpt-4o", 200);
    get("/api/v1/prices/resolve/?model_name=nobody-knows-it", 200);
    get("/api/v1/prices/resolve/", 400);
    String id = new JsonMapper().readTree(list).get("results").get(0).get("id").asString();
    HttpRequest.Builder delete = request("/api/v1/prices/" + id + "/").DELETE();
    assertThat(send("DELETE", delete).statusCode()).isEqualTo(204);
  }

  private void objects() throws Exception {
    String text = "word ".repeat(20_000);
    assertThat(
            post(
                "/v1/traces",
                """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c",
                 "spanId":"b7ad6b7169203331","name":"s","startTimeUnixNano":"1772357400000000000",
                 "attributes":[{"key":"a","value":{"stringValue":"%s"}}]}]}]}]}"""
                    .formatted(text)))
        .isEqualTo(200);
    get("/api/v1/objects/" + ObjectId.of(text.getBytes(StandardCharsets.UTF_8)) + "/", 200);
    get("/api/v1/objects/unknown/", 404);
  }

  private void media() throws Exception {
    byte[] content = "a plain medium".getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
    String announcement =
        "{\"traceId\":\"t\",\"field\":\"input\",\"contentType\":\"text/plain\","
            + "\"contentLength\":14,\"sha256Hash\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(hash));
    String one =
        "/api/public/media/" + Base64.getUrlEncoder().encodeToString(hash).substring(0, 22);
    assertThat(post("/api/public/media", "{}")).isEqualTo(400);
    JsonNode granted = new JsonMapper().readTree(sent("POST", "/api/public/media", announcement));
    String upload = path(granted.get("uploadUrl").asString());
    get(one, 404);
    HttpRequest.Builder wrong =
        HttpRequest.newBuilder(uri(upload)).PUT(BodyPublishers.ofString("other content!"));
    assertThat(send("PUT", wrong).statusCode()).isEqualTo(400);
    HttpRequest.Builder right =
        HttpRequest.newBuilder(uri(upload))
            .header("Content-Type", "text/plain")
            .PUT(BodyPublishers.ofByteArray(content));
    assertThat(send("PUT", right).statusCode()).isEqualTo(200);
    assertThat(post("/api/public/media", announcement)).isEqualTo(201);
    sent("PATCH", one, "{\"uploadHttpStatus\":200}");
    get(path(new JsonMapper().readTree(get(one, 200)).get("url").asString()), 200);
    get(one + "/content", 400);
  }

  private static String path(String address) {
    return address.substring(address.indexOf("/api/"));
  }

  /** The answer to a JSON body that is taken. */
  private String sent(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    HttpResponse<String> answer = send(method, request);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }

  private void masking() throws Exception {
    String rules = "/api/v1/masking-rules/";
    String rule = "{\"name\":\"mail\",\"kind\":\"email\",\"fields\":[\"input\"]}";
    assertThat(post(rules, "{\"name\":\"x\"}")).isEqualTo(400);
    assertThat(post(rules, rule)).isEqualTo(201);
    String list = get(rules, 200);
    String path = rules + new JsonMapper().readTree(list).at("/results/0/id").asString() + "/";
    get(path, 200);
    get(rules + "unknown/", 404);
    HttpRequest.Builder put =
        request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(rule));
    assertThat(send("PUT", put).statusCode()).isEqualTo(200);
    assertThat(post(rules + "preview/", "{\"sample\":{\"a\":[\"a@b.cn\",1]}}")).isEqualTo(200);
    assertThat(post(rules + "preview/", "{\"rules\":[" + rule + "],\"sample\":\"a@b.cn\"}"))
        .isEqualTo(200);
    assertThat(post(rules + "preview/", "{}")).isEqualTo(400);
    assertThat(send("DELETE", request(path).DELETE()).statusCode()).isEqualTo(204);
  }

  private void people() throws Exception {
    String auth = "/api/v1/auth/";
    String password = "seven quiet owls";
    for (String[] each : new String[][] {{"default", "owner"}, {"beside", "viewer"}}) {
      createUser(each[0], each[1], password);
    }
    String credentials = "{\"email\":\"ada@example.com\",\"password\":\"%s\"".formatted(password);
    JsonNode choice = people(auth + "login/", credentials + "}", 202);
    String tenant = choice.at("/tenants/0/id").asString();
    people(auth + "login/", "{}", 400);
    people(auth + "login/", "{\"email\":\"a@b.c\",\"password\":\"x\"}", 401);
    JsonNode in =
        people(auth + "login/tenant/", credentials + ",\"tenant_id\":\"" + tenant + "\"}", 200);
    JsonNode pair = people(auth + "token/", credentials + "}", 200);
    people(auth + "token/refresh/", "{\"refresh\":" + pair.get("refresh") + "}", 200);
    JsonNode next =
        people(auth + "refresh/", "{\"refresh_token\":" + in.get("refresh_token") + "}", 200);
    bearer = next.get("access_token").asString();
    send("GET", request(auth + "me/"));
    String sessions = send("GET", request(auth + "sessions/")).body();
    String other = new JsonMapper().readTree(sessions).at("/results/1/id").asString();
    send("DELETE", request(auth + "sessions/" + other + "/").DELETE());
    send("DELETE", request(auth + "sessions/").DELETE());
    String users = "/api/v1/users/";
    String bob = "{\"email\":\"bob@example.com\",\"password\":\"%s\"}".formatted(password);
    String path = users + people(users, bob, 201).get("id").asString() + "/";
    people(users, bob, 409);
    people(users, "{}", 400);
    get(users, 200);
    get(path, 200);
    HttpRequest.Builder patch =
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString("{\"role\":\"user\"}"));
    assertThat(send("PATCH", patch).statusCode()).isEqualTo(200);
    assertThat(send("DELETE", request(path).DELETE()).statusCode()).isEqualTo(204);
    get(path, 404);
    people(auth + "logout/", "{\"refresh_token\":" + next.get("refresh_token") + "}", 200);
    bearer = "";
  }

  private JsonNode people(String path, String body, int status) throws Exception {
    HttpRequest.Builder post =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    HttpResponse<String> answer = send("POST", post);
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(status);
    return new JsonMapper().readTree(answer.body());
  }

  private void createUser(String tenant, String role, String password) {
    CommandLine commands =
        HiveCoreCommand.commandLine(
            () -> password,
            (config, data) -> ControlPlace.file(DataFolder.controlStore(data.orElseThrow())));
    String data = folder.toString();
    commands.execute("tenant", "create", tenant, "--name", tenant, "--data", data);
    assertThat(
            commands.execute(
                "user",
                "create",
                "--tenant",
                tenant,
                "--role",
                role,
                "--email",
                "ada@example.com",
                "--data",
                data))
        .isZero();
  }

  private void operations() throws Exception {
    get("/metrics", 200);
    send("GET", request("/metrics").header("Accept", "application/openmetrics-text"));
    for (String path :
        new String[] {
          "/health/live", "/health/ready", "/api/health/", "/api/schema/", "/api/docs/"
        }) {
      HttpRequest.Builder open = HttpRequest.newBuilder(uri(path));
      assertThat(send("GET", open).statusCode()).isEqualTo(200);
    }
    HttpRequest.Builder without = HttpRequest.newBuilder(uri(ROOT + "usage/"));
    assertThat(send("GET", without).statusCode()).isEqualTo(401);
  }

  /** Reads the stream beside the test until one of every kind of record has come. */
  private void stream() throws Exception {
    HttpResponse<InputStream> stream =
        client.send(request(ROOT + "stream/").build(), HttpResponse.BodyHandlers.ofInputStream());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    for (String body : List.of(USAGE.replace("u1", "u2"), EXECUTION, TIMELINE, LOG)) {
      post(ROOT + "ingest/batch/", "[" + body + "]");
    }
    post("/v1/traces", TRACE.replace("0af7", "0af8"));
    post(
        "/api/public/ingestion",
        """
        {"batch":[{"id":"s","type":"span-create","timestamp":"2026-03-01T09:30:00Z",
          "body":{"id":"open","traceId":"t","name":"n","startTime":"2026-03-01T09:30:00Z"}}]}""");
    post("/api/public/scores", "{\"traceId\":\"t\",\"name\":\"streamed\",\"value\":1}");
    TreeSet<String> missing =
        new TreeSet<>(
            List.of(
                "connected",
                "usage",
                "execution",
                "timeline",
                "log",
                "span_started",
                "span_ended",
                "score"));
    String name = "";
    while (!missing.isEmpty()) {
      String line = lines.readLine();
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        truth.checkEvent(name, line.substring(6));
        missing.remove(name);
      }
    }
    stream.body().close();
    truth.check("GET", stream);
  }

  private void awaitList(String list, int records) throws Exception {
    while (!get(ROOT + list, 200).startsWith("{\"count\":" + records + ",")) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private String get(String path, int status) throws Exception {
    HttpResponse<String> answer = send("GET", request(path));
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    return answer.body();
  }

  private int post(String path, String body) throws Exception {
    HttpRequest.Builder post = request(path).header("Content-Type", "application/json");
    return send("POST", post.POST(BodyPublishers.ofString(body))).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return bearer.isEmpty()
        ? request.header("X-API-Key", key)
        : request.header("Authorization", "Bearer " + bearer);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private HttpResponse<String> send(String method, HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    truth.check(method, answer);
    return answer;
  }
}
