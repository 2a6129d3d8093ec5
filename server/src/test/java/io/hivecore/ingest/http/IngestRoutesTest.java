package io.hivecore.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.IngestSettings;
import io.hivecore.ingest.TestJournal;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints as a client sees them, over HTTP, with a journal on disk behind. */
final class IngestRoutesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final TenantId ANT = new TenantId(new UUID(0, 1));
  private static final TenantId BEE = new TenantId(new UUID(0, 2));
  private static final String UUID_PATTERN =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final String USAGE =
      """
      {"timestamp":"2026-03-01T09:30:00.123456","agentscope_project_id":"",\
      "agentscope_agent_id":"planner","agent_name":"planner","model_name":"gpt-4o-mini",\
      "input_tokens":123,"output_tokens":45,"total_tokens":168,\
      "cost_usd":4.5449999999999993e-05,"duration_ms":1500.0,"span_id":""}""";
  private static final String EXECUTION =
      """
      {"execution_id":"e1","agentscope_agent_id":"a7","agent_name":"Builder",\
      "start_time":"2026-03-01T09:30:00","status":"completed"}""";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private TestJournal journal;
  private HttpServer server;

  @BeforeEach
  void start() {
    journal = TestJournal.open(folder.resolve("journal"));
    Ingest ingest =
        new Ingest(
            journal,
            (tenant, provider, model, tokens, hourCacheWrites, at, reported) ->
                new Cost(reported, null, ""),
            InstantSource.fixed(NOW),
            new IngestSettings(
                100_000,
                1_000_000,
                50_000,
                1_000,
                10_000,
                400_000,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5)));
    Routes routes = new Routes();
    IngestRoutes.register(routes, ingest, IngestServer.batches(journal, new AtomicLong()));
    server = HttpServer.start(new HttpSettings("127.0.0.1", 0), routes, IngestRoutesTest::caller);
  }

  @AfterEach
  void stop() {
    journal.go();
    client.close();
    server.close();
    journal.close();
  }

  private static Optional<Caller> caller(String key) {
    return switch (key) {
      case "hc_ant" -> Optional.of(new Caller(ANT, new UUID(1, 1), Set.of(Scope.INGEST)));
      case "hc_bee" -> Optional.of(new Caller(BEE, new UUID(1, 2), Set.of(Scope.INGEST)));
      case "hc_reader" -> Optional.of(new Caller(ANT, new UUID(1, 3), Set.of(Scope.QUERY)));
      default -> Optional.empty();
    };
  }

  private HttpRequest.Builder request(String endpoint, String key) {
    return HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:%d/api/v1/observability/ingest/%s"
                    .formatted(server.port(), endpoint)))
        .timeout(Duration.ofSeconds(20))
        .header("X-API-Key", key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String body)
      throws IOException, InterruptedException {
    return client.send(
        request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String endpoint, String body)
      throws IOException, InterruptedException {
    return send(request(endpoint, "hc_ant").header("Content-Type", "application/json"), body);
  }

  private List<TelemetryRecord> kept() {
    return journal.entries().stream().map(JournaledEntry::decode).toList();
  }

  private static List<String> ids(HttpResponse<String> response) {
    List<String> ids = new ArrayList<>();
    var matcher = Pattern.compile(UUID_PATTERN).matcher(response.body());
    while (matcher.find()) {
      ids.add(matcher.group());
    }
    return ids;
  }

  // one record

  @Test
  void aRecordIsAnsweredWhenItIsDurable() throws Exception {
    for (String endpoint : List.of("usage/", "usage")) {
      HttpResponse<String> response = post(endpoint, USAGE);
      assertThat(response.statusCode()).isEqualTo(201);
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      String id = kept().getLast().id().toString();
      assertThat(response.body()).isEqualTo("{\"status\":\"ok\",\"id\":\"" + id + "\"}");
    }
    assertThat(journal.entries()).extracting(JournaledEntry::tenant).containsExactly(ANT, ANT);
  }

  @Test
  void anExecutionIsCreatedOnce() throws Exception {
    String first = post("execution/", EXECUTION).body();
    String id = kept().getFirst().id().toString();
    assertThat(first).isEqualTo("{\"status\":\"ok\",\"id\":\"" + id + "\",\"created\":true}");
    HttpResponse<String> second = post("execution/", EXECUTION);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body())
        .isEqualTo("{\"status\":\"ok\",\"id\":\"" + id + "\",\"created\":false}");
  }

  @Test
  void aRecordThatIsSentAgainGetsTheSameAnswer() throws Exception {
    String usage = USAGE.replace("{\"timestamp", "{\"id\":\"call-1\",\"timestamp");
    HttpResponse<String> first = post("usage/", usage);
    HttpResponse<String> second = post("usage/", usage);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(journal.entries()).hasSize(1);
  }

  @Test
  void theIdempotencyKeyIdentifies() throws Exception {
    for (String endpoint : List.of("usage/", "timeline/", "log/")) {
      String body =
          endpoint.equals("usage/")
              ? USAGE
              : "{\"event_type\":\"x\",\"execution_round_id\":\"r\",\"message\":\"m\"}";
      String first = send(request(endpoint, "hc_ant").header("Idempotency-Key", "k1"), body).body();
      String again = send(request(endpoint, "hc_ant").header("Idempotency-Key", "k1"), body).body();
      String other = send(request(endpoint, "hc_ant").header("Idempotency-Key", "k2"), body).body();
      assertThat(again).isEqualTo(first).isNotEqualTo(other);
    }
    assertThat(journal.entries()).hasSize(6);
  }

  @Test
  void identityIsOfOneTenant() throws Exception {
    send(request("execution/", "hc_ant"), EXECUTION);
    HttpResponse<String> other = send(request("execution/", "hc_bee"), EXECUTION);
    assertThat(other.body()).contains("\"created\":true");
    assertThat(journal.entries()).extracting(JournaledEntry::tenant).containsExactly(ANT, BEE);
  }

  @Test
  void headersFillProjectAndRound() throws Exception {
    send(
        request("usage/", "hc_ant")
            .header("X-Project-Id", " p1 ")
            .header("X-Execution-Round", "r1"),
        USAGE);
    send(
        request("log/", "hc_ant").header("X-Project-Id", "p1").header("X-Execution-Round", "r1"),
        "{\"message\":\"m\",\"project_id\":\"own\"}");
    assertThat(kept())
        .extracting(TelemetryRecord::context)
        .containsExactly(
            new Context("p1", "r1", "planner", "planner", "", ""),
            new Context("own", "r1", "", "", "", ""));
  }

  @Test
  void aHeaderThatIsTooLongIsNamed() throws Exception {
    HttpResponse<String> response =
        send(request("usage/", "hc_ant").header("X-Project-Id", "x".repeat(101)), USAGE);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains(
            "\"errors\":[{\"field\":\"X-Project-Id\",\"detail\":\"Ensure this header has no more than"
                + " 100 characters.\"}]");
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void wrongFieldsAreNamed() throws Exception {
    HttpResponse<String> response =
        post("usage/", USAGE.replace("123,", "-1,").replace("\"planner\"", "null"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body())
        .contains("\"detail\":\"agentscope_agent_id: This field may not be null. (and 2 more)\"")
        .contains("{\"field\":\"agent_name\",\"pointer\":\"/agent_name\"")
        .contains(
            "{\"field\":\"input_tokens\",\"pointer\":\"/input_tokens\",\"detail\":\"Ensure this"
                + " value is from 0 to 1000000000000.\"}");
    assertThat(journal.entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usage/     | {"timestamp":NaN} | JSON parse error at line 1
          execution/ | {                 | JSON parse error at line 1
          timeline/  | ''                | JSON parse error: the body is empty.
          log/       | nul               | JSON parse error at line 1
          usage/     | []                | Invalid data. Expected a JSON object, but got an array.
          batch/     | [{},              | JSON parse error at line 1
          batch/     | 17                | Expected a JSON array of records, or one record a line.
          """)
  void whatIsNoJsonIs400(String endpoint, String body, String detail) throws Exception {
    HttpResponse<String> response = post(endpoint, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/vnd.hive+json",
        ""
      })
  void jsonMayBeCalledJsonOrNothing(String type) throws Exception {
    HttpRequest.Builder request = request("usage/", "hc_ant");
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    assertThat(send(request, USAGE).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-ndjson",
        "multipart/form-data; boundary=x"
      })
  void anythingElseIs415(String type) throws Exception {
    for (String endpoint : List.of("usage/", "execution/", "timeline/", "log/")) {
      HttpResponse<String> response =
          send(request(endpoint, "hc_ant").header("Content-Type", type), USAGE);
      assertThat(response.statusCode()).isEqualTo(415);
    }
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void aFormGetsAHint() throws Exception {
    HttpResponse<String> response =
        send(
            request("usage/", "hc_ant").header("Content-Type", "application/x-www-form-urlencoded"),
            USAGE);
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains("send JSON, with curl by -H");
  }

  @Test
  void aBodyThatIsTooLargeIs413() throws Exception {
    String large =
        USAGE.replace("{\"timestamp", "{\"x\":\"" + "x".repeat(100_000) + "\",\"timestamp");
    assertThat(post("usage/", large).statusCode()).isEqualTo(413);
    assertThat(post("batch/", "[" + " ".repeat(1_000_000) + "]").statusCode()).isEqualTo(413);
  }

  @Test
  void onlyAKeyThatMaySendMaySend() throws Exception {
    for (String endpoint : List.of("usage/", "execution/", "timeline/", "log/", "batch/")) {
      assertThat(send(request(endpoint, "hc_nobody"), USAGE).statusCode()).isEqualTo(401);
      assertThat(send(request(endpoint, "hc_reader"), USAGE).statusCode()).isEqualTo(403);
    }
    assertThat(journal.entries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OVERLOADED, 503, 3",
    "FAILED,     503, 3",
    "CLOSED,     503, 3",
    "NO_ROOM,    507, 3",
  })
  void whatTheJournalRefusesIsToBeSentAgain(
      JournalUnavailableException.Reason reason, int status, String retryAfter) throws Exception {
    journal.refuseAfter(
        0, new JournalUnavailableException(reason, "secret path", Duration.ofMillis(2_001)));
    for (String endpoint : List.of("usage/", "batch/")) {
      String body =
          endpoint.equals("batch/") ? "[{\"kind\":\"usage\"," + USAGE.substring(1) + "]" : USAGE;
      HttpResponse<String> response = post(endpoint, body);
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.headers().firstValue("Retry-After")).contains(retryAfter);
      assertThat(response.body()).doesNotContain("secret");
    }
  }

  @Test
  void oneTenantsFloodGivesNoOtherA429() throws Exception {
    String large =
        USAGE.replace("{\"timestamp", "{\"x\":\"" + "x".repeat(40_000) + "\",\"timestamp");
    journal.hold();
    // A quarter of 400,000 has room for two; what waits, waits for the disk.
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      waiting.add(
          client.sendAsync(
              request("usage/", "hc_ant").POST(BodyPublishers.ofString(large)).build(),
              BodyHandlers.ofString()));
      journal.awaitWaiting(i);
    }
    HttpResponse<String> refused = post("usage/", large);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("2");
    waiting.add(
        client.sendAsync(
            request("usage/", "hc_bee").POST(BodyPublishers.ofString(large)).build(),
            BodyHandlers.ofString()));
    journal.awaitWaiting(3);
    journal.go();
    for (CompletableFuture<HttpResponse<String>> response : waiting) {
      assertThat(response.join().statusCode()).isEqualTo(201);
    }
    assertThat(post("usage/", large).statusCode()).isEqualTo(201);
  }

  // lists of log records

  @Test
  void aListOfLogRecordsIsAnsweredWithItsIds() throws Exception {
    HttpResponse<String> response =
        post(
            "log/",
            """
            {"execution_round_id":"r","logs":[{"message":"one"},
             {"message":"two","level":"error"}]}""");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body())
        .isEqualTo(
            kept().stream()
                .map(record -> '"' + record.id().toString() + '"')
                .collect(
                    Collectors.joining(",", "{\"status\":\"ok\",\"created\":2,\"ids\":[", "]}")));
    assertThat(kept()).extracting(TelemetryRecord::kind).containsOnly(RecordKind.LOG);
    assertThat(journal.appends()).isEqualTo(List.of(2));
  }

  @Test
  void anEmptyListOfLogRecordsIsTaken() throws Exception {
    HttpResponse<String> response = post("log/", "{\"execution_round_id\":\"r\",\"logs\":[]}");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("{\"status\":\"ok\",\"created\":0,\"ids\":[]}");
  }

  @Test
  void ofAListWithAWrongItemNothingIsWritten() throws Exception {
    HttpResponse<String> response =
        post(
            "log/",
            """
            {"execution_round_id":"r","logs":[{"message":"one"},{"message":"two","level":"loud"}]}""");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("{\"field\":\"logs[1].level\",\"pointer\":\"/logs/1/level\",\"detail\":");
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void pointersLeadToTheField() throws Exception {
    String deep = "[".repeat(101) + "]".repeat(101);
    String item = "{\"message\":\"m\",\"a/b~c[0].d\":" + deep + "}";
    HttpResponse<String> response =
        post("log/", "{\"execution_round_id\":\"r\",\"logs\":[" + item + ",7]}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains(
            "{\"field\":\"logs[0].a/b~c[0].d\",\"pointer\":\"/logs/0/a~1b~0c[0].d\",\"detail\":")
        .contains("{\"field\":\"logs[1]\",\"pointer\":\"/logs/1\",\"detail\":");
  }

  @Test
  void aListThatIsSentAgainGetsTheSameAnswer() throws Exception {
    String body =
        "{\"execution_round_id\":\"r\",\"logs\":[{\"message\":\"m\"},{\"message\":\"m\"}]}";
    String first = send(request("log/", "hc_ant").header("Idempotency-Key", "k"), body).body();
    String second = send(request("log/", "hc_ant").header("Idempotency-Key", "k"), body).body();
    assertThat(second).isEqualTo(first);
    assertThat(journal.entries()).hasSize(2);
  }

  @Test
  void aListThatIsTooLongIs413() throws Exception {
    String items =
        IntStream.rangeClosed(0, 1_000)
            .mapToObj(i -> "{\"message\":\"m\"}")
            .collect(Collectors.joining(","));
    assertThat(post("log/", "{\"execution_round_id\":\"r\",\"logs\":[" + items + "]}").statusCode())
        .isEqualTo(413);
    assertThat(journal.entries()).isEmpty();
  }

  // batches

  private static String named(String kind, String body) {
    return "{\"kind\":\"" + kind + "\"," + body.substring(1);
  }

  @Test
  void aBatchOfMixedKinds() throws Exception {
    String array =
        "["
            + String.join(
                ",",
                named("usage", USAGE),
                named("execution", EXECUTION),
                named("timeline", "{\"event_type\":\"x\"}"),
                named("log", "{\"execution_round_id\":\"r\",\"message\":\"m\"}"))
            + "]";
    HttpResponse<String> response = post("batch/", array);
    assertThat(response.statusCode()).isEqualTo(201);
    List<String> ids = kept().stream().map(record -> record.id().toString()).toList();
    assertThat(response.body())
        .isEqualTo(
            """
            {"accepted":4,"duplicates":0,"rejected":0,"results":[\
            {"index":0,"status":"accepted","id":"%s"},\
            {"index":1,"status":"accepted","id":"%s"},\
            {"index":2,"status":"accepted","id":"%s"},\
            {"index":3,"status":"accepted","id":"%s"}]}"""
                .formatted(ids.toArray()));
    assertThat(kept())
        .extracting(TelemetryRecord::kind)
        .containsExactly(
            RecordKind.USAGE, RecordKind.EXECUTION, RecordKind.TIMELINE, RecordKind.LOG);
  }

  @Test
  void oneBadRecordNeverSinksTheRest() throws Exception {
    String good = named("execution", EXECUTION);
    String other = named("usage", USAGE.replace("{", "{\"id\":\"u\","));
    HttpResponse<String> response =
        send(
            request("batch/", "hc_ant").header("Content-Type", "application/x-ndjson"),
            String.join(
                "\n", good, "{\"kind\":\"usage\"", other, "{\"kind\":\"span\"}", good, other));
    assertThat(response.statusCode()).isEqualTo(207);
    List<String> ids = ids(response);
    assertThat(response.body())
        .startsWith("{\"accepted\":3,\"duplicates\":1,\"rejected\":2,\"results\":[")
        .contains("{\"index\":0,\"status\":\"accepted\",\"id\":\"" + ids.get(0) + "\"}")
        .contains(
            "{\"index\":1,\"status\":\"rejected\",\"error\":{\"code\":\"malformed\",\"detail\":"
                + "\"JSON parse error at line 2")
        .contains(
            "{\"index\":3,\"status\":\"rejected\",\"error\":{\"code\":\"invalid\",\"detail\":\"kind:"
                + " \\\"span\\\" is not a kind of record; expected usage, execution, timeline,"
                + " log.\",\"errors\":[{\"field\":\"kind\",\"pointer\":\"/kind\",\"detail\":")
        .contains("{\"index\":4,\"status\":\"accepted\",\"id\":\"" + ids.get(0) + "\"}")
        .endsWith("{\"index\":5,\"status\":\"duplicate\",\"id\":\"" + ids.get(1) + "\"}]}");
    assertThat(journal.entries()).hasSize(3);
  }

  @Test
  void ofAnArrayThatIsNoJsonNothingIsWritten() throws Exception {
    String many =
        IntStream.range(0, 200)
            .mapToObj(i -> named("usage", USAGE))
            .collect(Collectors.joining(","));
    HttpResponse<String> response = post("batch/", "[" + many + ",}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void aBatchMayBeEmpty() throws Exception {
    HttpResponse<String> response = post("batch/", "[]");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body())
        .isEqualTo("{\"accepted\":0,\"duplicates\":0,\"rejected\":0,\"results\":[]}");
  }

  @Test
  void aBatchMayBeCompressed() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(
          ("[" + named("usage", USAGE) + "]").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    HttpResponse<String> response =
        client.send(
            request("batch/", "hc_ant")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(compressed.toByteArray()))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(journal.entries()).hasSize(1);
  }

  @Test
  void aBatchOfTooManyIs413AndNothingIsWritten() throws Exception {
    String record = named("timeline", "{\"event_type\":\"x\"}");
    String array = "[" + (record + ",").repeat(1_000) + record + "]";
    String lines = (record + "\n").repeat(1_001);
    assertThat(post("batch/", array).statusCode()).isEqualTo(413);
    assertThat(post("batch/", lines).statusCode()).isEqualTo(413);
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void aRecordThatIsTooLargeIsRejectedAlone() throws Exception {
    String large =
        named("timeline", "{\"event_type\":\"x\",\"message\":\"" + "x".repeat(60_000) + "\"}");
    HttpResponse<String> response = post("batch/", "[" + large + "," + named("usage", USAGE) + "]");
    assertThat(response.statusCode()).isEqualTo(207);
    assertThat(response.body())
        .startsWith(
            "{\"accepted\":1,\"duplicates\":0,\"rejected\":1,\"results\":[{\"index\":0,\"status\":"
                + "\"rejected\",\"error\":{\"code\":\"too_large\"");
  }

  @Test
  void ofABatchThatIsTornTheRestIsToBeSentAgain() throws Exception {
    String record =
        named("timeline", "{\"event_type\":\"x\",\"message\":\"" + "x".repeat(6_000) + "\"}");
    journal.refuseAfter(
        1,
        new JournalUnavailableException(
            JournalUnavailableException.Reason.NO_ROOM, "full", Duration.ofSeconds(7)));
    HttpResponse<String> response = post("batch/", "[" + (record + ",").repeat(4) + record + "]");
    assertThat(response.statusCode()).isEqualTo(207);
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
    assertThat(response.body())
        .startsWith("{\"accepted\":2,\"duplicates\":0,\"rejected\":3,")
        .endsWith(
            "{\"index\":4,\"status\":\"rejected\",\"error\":{\"code\":\"no_room\",\"detail\":\"There"
                + " is no room to keep records.\"}}]}");
  }
}
