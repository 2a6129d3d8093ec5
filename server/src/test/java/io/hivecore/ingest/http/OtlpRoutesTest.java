package io.hivecore.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.hivecore.http.TestServer;
import io.hivecore.ingest.TestJournal;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP over HTTP as its exporters see it, with a journal on disk behind. */
final class OtlpRoutesTest {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  @TempDir private Path folder;
  private IngestServer ingest;
  private TestJournal journal;
  private TestServer server;

  @BeforeEach
  void start() {
    ingest = IngestServer.start(folder);
    journal = ingest.journal();
    server = ingest.server();
  }

  @AfterEach
  void stop() {
    ingest.close();
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers) {
    return postWith("X-API-Key", TestServer.KEY, path, type, body, headers);
  }

  private HttpResponse<byte[]> postWith(
      String credential, String key, String path, String type, byte[] body, String... headers) {
    return server.send(
        server
            .request(path, headers)
            .header("Content-Type", type)
            .header(credential, key)
            .POST(BodyPublishers.ofByteArray(body)),
        BodyHandlers.ofByteArray());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<TelemetryRecord> records() {
    return journal.entries().stream().map(JournaledEntry::decode).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/traces",
        "/v1/traces/",
        "/otel/v1/traces",
        "/api/public/otel/v1/traces",
        "/otel",
        "/api/public/otel"
      })
  void tracesAreTakenAtEveryPath(String path) {
    HttpResponse<byte[]> answer = post(path, PROTOBUF, OtlpRequests.trace().toByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains(PROTOBUF);
    assertThat(answer.body()).isEmpty();
    assertThat(records())
        .singleElement()
        .isInstanceOfSatisfying(
            SpanRecord.class,
            span -> {
              assertThat(span.traceId()).isEqualTo(OtlpRequests.TRACE_ID);
              assertThat(span.spanId()).isEqualTo(OtlpRequests.SPAN_ID);
              assertThat(span.call().requestModel()).isEqualTo("gpt-4o");
            });
  }

  @Test
  void logsAreTaken() throws IOException {
    HttpResponse<byte[]> answer = post("/v1/logs", PROTOBUF, OtlpRequests.logs().toByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ExportLogsServiceResponse.parseFrom(answer.body()))
        .isEqualTo(ExportLogsServiceResponse.getDefaultInstance());
    assertThat(records()).extracting(TelemetryRecord::kind).contains(RecordKind.LOG);
    List<TelemetryRecord> first = records();
    assertThat(post("/v1/logs", JSON, utf8(OtlpRequests.LOGS_JSON)).statusCode()).isEqualTo(200);
    assertThat(records()).isSubsetOf(first);
  }

  @Test
  void logsWithoutTimeOrIdAreToldApartByTheirPlaceHoweverLongTheRequest() {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < 2_500; i++) {
      scope.addLogRecords(LogRecord.newBuilder().setBody(OtlpRequests.text("x".repeat(1_000))));
    }
    byte[] request =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
            .build()
            .toByteArray();
    for (int i = 0; i < 2; i++) {
      assertThat(post("/v1/logs", PROTOBUF, request, "Idempotency-Key", "once").statusCode())
          .isEqualTo(200);
      assertThat(records()).hasSize(2_500);
    }
  }

  /** A way to send the same request. */
  enum Way {
    JSON_TEXT,
    SNAKE_CASE,
    GZIP,
    ZSTD,
    DEFLATE,
    GRPC,
    GRPC_GZIP
  }

  @ParameterizedTest
  @EnumSource
  void everyWayGivesTheSameRecordsAndAResendAddsNothing(Way way) throws IOException {
    byte[] protobuf = OtlpRequests.trace().toByteArray();
    assertThat(post("/v1/traces", PROTOBUF, protobuf).statusCode()).isEqualTo(200);
    List<TelemetryRecord> expected = records();
    stop();
    ingest = IngestServer.start(folder.resolve(way.name()));
    journal = ingest.journal();
    server = ingest.server();

    send(way, protobuf);
    assertThat(records()).hasSize(1).isEqualTo(expected);
    send(way, protobuf);
    assertThat(post("/v1/traces", PROTOBUF, protobuf).statusCode()).isEqualTo(200);
    // Messages on one span are merged behind the journal; these say the same each time.
    assertThat(records()).isSubsetOf(expected);
  }

  private void send(Way way, byte[] protobuf) throws IOException {
    HttpResponse<byte[]> answer;
    switch (way) {
      case JSON_TEXT -> {
        answer = post("/v1/traces", JSON, utf8(OtlpRequests.TRACE_JSON));
        assertThat(answer.body()).asString().isEqualTo("{}");
      }
      case SNAKE_CASE ->
          answer =
              post(
                  "/v1/traces",
                  "application/json; charset=utf-8",
                  utf8(OtlpRequests.snakeCase(OtlpRequests.TRACE_JSON)));
      case GZIP -> answer = post("/v1/traces", PROTOBUF, gzip(protobuf), ENCODING, "gzip");
      case ZSTD -> answer = post("/v1/traces", PROTOBUF, Zstd.compress(protobuf), ENCODING, "zstd");
      case DEFLATE -> answer = post("/v1/traces", PROTOBUF, deflate(protobuf), ENCODING, "deflate");
      case GRPC, GRPC_GZIP -> {
        try (OtlpClient client = OtlpClient.to(ingest.grpc().port())) {
          assertThat(client.export(OtlpRequests.trace(), way == Way.GRPC_GZIP))
              .isEqualTo(ExportTraceServiceResponse.getDefaultInstance());
        }
        return;
      }
      default -> throw new AssertionError(way);
    }
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static final String ENCODING = "Content-Encoding";

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream deflate = new DeflaterOutputStream(out)) {
      deflate.write(content);
    }
    return out.toByteArray();
  }

  @Test
  void whatIsWrongWithSomeIsSaidAndTheOthersAreKept() throws IOException {
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i <= 30; i++) {
      spans.add(
          OtlpRequests.span(
              i <= 5 ? OtlpRequests.TRACE_ID : "00".repeat(16), "%016x".formatted(i)));
    }
    byte[] request = OtlpRequests.traces(spans.toArray(Span[]::new)).toByteArray();

    HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, request);

    assertThat(answer.statusCode()).isEqualTo(200);
    var partial = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(25);
    assertThat(partial.getErrorMessage())
        .startsWith("25 spans not taken: trace_id: ")
        .contains("span_id 0000000000000006")
        .contains("span_id 0000000000000019")
        .endsWith(" | and 5 more");
    assertThat(records()).hasSize(5);
  }

  @Test
  void aWrongValueInJsonSinksItsSpanAlone() {
    String good = OtlpRequests.TRACE_JSON.strip();
    String two =
        good.replace(
            "\"spans\":[{",
            "\"spans\":[{\"traceId\":\"%s\",\"attributes\":{\"a\":[1,{\"b\":2}]},\"x\":[{}]},7,{"
                .formatted(OtlpRequests.TRACE_ID));

    HttpResponse<byte[]> answer = post("/v1/traces", JSON, utf8(two));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .asString()
        .startsWith("{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"2 spans not")
        .contains(
            "resourceSpans[0].scopeSpans[0].spans[0].attributes: Expected a list of {\\\"key\\\"")
        .contains("resourceSpans[0].scopeSpans[0].spans[1]: Expected an object.");
    assertThat(records()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | Expected one JSON object with the list \"resourceSpans\".",
        "{\"resourceSpans\":[} | JSON parse error: ",
        "{\"resourceSpans\":{}} | resourceSpans: Expected a list.",
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":{\"a\":1}}}]} |"
            + " resourceSpans[0].resource.attributes: Expected a list of",
        "{\"resourceLogs\":[]} | These are logs, sent to the path of traces: send them to"
            + " /v1/logs.",
        "{\"resourceSpans\":[]}{} | JSON parse error: something follows the request.",
      })
  void jsonThatIsNoRequestIsRefusedInJson(String body, String message) {
    HttpResponse<byte[]> answer = post("/v1/traces", JSON, utf8(body));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains(JSON);
    assertThat(answer.body())
        .asString()
        .startsWith("{\"code\":3,\"message\":\"" + message.replace("\"", "\\\""));
    assertThat(records()).isEmpty();
  }

  @Test
  void theWrongFieldIsInTheDetails() throws IOException {
    HttpResponse<byte[]> answer = post("/v1/traces", JSON, utf8("{\"resourceSpans\":7}"));
    assertThat(answer.body())
        .asString()
        .endsWith(
            "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.BadRequest\","
                + "\"fieldViolations\":[{\"field\":\"resourceSpans\",\"description\":\"Expected a"
                + " list.\"}]}]}");
    HttpResponse<byte[]> header =
        post(
            "/v1/traces",
            PROTOBUF,
            OtlpRequests.trace().toByteArray(),
            "X-Project-Id",
            "x".repeat(101));
    assertThat(header.statusCode()).isEqualTo(400);
    Status status = Status.parseFrom(header.body());
    assertThat(status.getCode()).isEqualTo(3);
    assertThat(status.getDetails(0).unpack(BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("X-Project-Id");
  }

  @Test
  void whatGoesToTheWrongPathIsSaid() throws IOException {
    HttpResponse<byte[]> logs = post("/v1/traces", PROTOBUF, OtlpRequests.logs().toByteArray());
    assertThat(logs.statusCode()).isEqualTo(400);
    assertThat(Status.parseFrom(logs.body()).getMessage())
        .isEqualTo("These are logs, sent to the path of traces: send them to /v1/logs.");
    HttpResponse<byte[]> traces = post("/v1/logs", PROTOBUF, OtlpRequests.trace().toByteArray());
    assertThat(traces.statusCode()).isEqualTo(400);
    assertThat(Status.parseFrom(traces.body()).getMessage())
        .isEqualTo("These are traces, sent to the path of logs: send them to /v1/traces.");
    assertThat(records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "0a05", "0affffffff7f", "0b0c"})
  void protobufThatIsNoneIsRefused(String hex) throws IOException {
    byte[] body = java.util.HexFormat.of().parseHex(hex);
    HttpResponse<byte[]> answer = post("/v1/traces", "application/octet-stream", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains(PROTOBUF);
    assertThat(Status.parseFrom(answer.body()).getMessage())
        .isEqualTo("The body is no OTLP request in protobuf.");
  }

  @Test
  void oneUnreadableSpanSinksNoOther() throws IOException {
    // A name that is not UTF-8, which protobuf refuses with all that is around it.
    Span odd = OtlpRequests.span(OtlpRequests.TRACE_ID, "0000000000000001");
    byte[] request =
        OtlpRequests.traces(odd, OtlpRequests.span(OtlpRequests.TRACE_ID, "0000000000000002"))
            .toByteArray();
    int name = new String(request, StandardCharsets.ISO_8859_1).indexOf("step");
    request[name] = (byte) 0xFF;

    HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, request);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(
            ExportTraceServiceResponse.parseFrom(answer.body())
                .getPartialSuccess()
                .getRejectedSpans())
        .isEqualTo(1);
    assertThat(records()).hasSize(1);
  }

  @Test
  void anEmptyRequestIsTaken() {
    assertThat(post("/v1/traces", PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
    assertThat(post("/v1/traces", JSON, utf8("{}")).statusCode()).isEqualTo(200);
    assertThat(post("/v1/metrics", PROTOBUF, new byte[0]).body()).isEmpty();
  }

  @Test
  void pointsAreTakenAndOnlyTheWrongOnesRefused() throws IOException {
    byte[] request = OtlpRequests.metrics().toByteArray();
    HttpResponse<byte[]> answer = post("/otel/v1/metrics", PROTOBUF, request);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(status(answer)).contains("\"accepted\":3", "\"rejected\":0");
    assertThat(status(post("/v1/metrics", PROTOBUF, request))).contains("\"duplicates\":3");
    assertThat(records()).hasSize(3);

    String mixed =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
          {"name":"tokens","gauge":{"dataPoints":[
            {"timeUnixNano":"1772357400000000000","asDouble":"NaN"},
            {"timeUnixNano":"1772357401000000000","asInt":"seven"},
            {"timeUnixNano":"1772357402000000000","asInt":"7"},
            {"timeUnixNano":"1772357403000000000","flags":1}]}},
          {"gauge":{"dataPoints":[{"timeUnixNano":"1772357400000000000","asInt":1}]}}]}]}]}
        """;
    HttpResponse<byte[]> partly = post("/v1/metrics", JSON, utf8(mixed));
    assertThat(partly.statusCode()).isEqualTo(200);
    assertThat(partly.body())
        .asString()
        .contains(
            "\"rejectedDataPoints\":\"4\"",
            "expected a finite number, not NaN (metric \\\"tokens\\\", data point 1 of the request",
            "dataPoints[1].asInt",
            "no value was recorded",
            "expected the name of the metric");
    assertThat(records()).hasSize(4);
  }

  @Test
  void aMetricOfManyPointsIsTakenAndOneOfTooManyIsNot() {
    // More values than one item may have, and more bytes than one piece.
    assertThat(post("/v1/metrics", PROTOBUF, points(20_000, 6)).body()).isEmpty();
    assertThat(records()).hasSize(20_000);
    HttpResponse<byte[]> answer = post("/v1/metrics", PROTOBUF, points(100_001, 0));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).asString().contains("at most 100000 data points");
    assertThat(records()).hasSize(20_000);
  }

  /** One metric. */
  private static byte[] points(int count, int attributes) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (int i = 0; i < count; i++) {
      NumberDataPoint.Builder point =
          NumberDataPoint.newBuilder().setTimeUnixNano(1_772_357_400_000_000_000L + i).setAsInt(i);
      for (int j = 0; j < attributes; j++) {
        point.addAttributes(OtlpRequests.attribute("key" + j, OtlpRequests.text("value")));
      }
      gauge.addDataPoints(point);
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(Metric.newBuilder().setName("level").setGauge(gauge))))
        .build()
        .toByteArray();
  }

  @Test
  void otherTypesAreRefused() {
    for (String type : List.of("text/plain", "application/grpc", "")) {
      HttpResponse<byte[]> answer =
          type.isEmpty()
              ? server.send(
                  server
                      .request("/v1/traces", "X-API-Key", TestServer.KEY)
                      .POST(BodyPublishers.ofString("{}")),
                  BodyHandlers.ofByteArray())
              : post("/v1/traces", type, utf8("{}"));
      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(answer.body()).asString().startsWith("{\"code\":3,\"message\":\"Expected a body");
    }
  }

  @Test
  void aTypeThatIsNoTextIsRefusedLikeAnyOther() {
    try (var client = server.connect()) {
      String head =
          "POST /v1/traces HTTP/1.1\r\nHost: a\r\nX-API-Key: "
              + TestServer.KEY
              + "\r\nContent-Length: 0\r\nContent-Type: ";
      java.io.ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(utf8(head));
      request.write(0xF6);
      request.writeBytes(utf8("\r\n\r\n"));
      assertThat(client.send(request.toByteArray()).answer().status()).isEqualTo(415);
    }
  }

  @Test
  void tooMuchIsFinal() throws IOException {
    byte[] large = new byte[IngestServer.OTLP_BODY_BYTES + 1];
    for (byte[] body : List.of(large, gzip(large))) {
      HttpResponse<byte[]> answer =
          body.length == large.length
              ? post("/v1/traces", PROTOBUF, body)
              : post("/v1/traces", PROTOBUF, body, ENCODING, "gzip");
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
      Status status = Status.parseFrom(answer.body());
      assertThat(status.getCode()).isEqualTo(8);
      assertThat(status.getDetailsList()).isEmpty();
    }
  }

  @Test
  void whoMayNotSendIsToldInTheSameEncoding() throws IOException {
    byte[] body = OtlpRequests.trace().toByteArray();
    HttpResponse<byte[]> unknown =
        postWith("X-API-Key", TestServer.UNKNOWN_KEY, "/v1/traces", PROTOBUF, body);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(Status.parseFrom(unknown.body()).getCode()).isEqualTo(16);
    HttpResponse<byte[]> reader =
        postWith("X-API-Key", TestServer.QUERY_ONLY_KEY, "/v1/traces", JSON, utf8("{}"));
    assertThat(reader.statusCode()).isEqualTo(403);
    assertThat(reader.body()).asString().startsWith("{\"code\":7,\"message\":\"You do not have");
    HttpResponse<byte[]> operator =
        postWith("X-API-Key", TestServer.OPERATOR_KEY, "/v1/traces", JSON, utf8("{}"));
    assertThat(operator.statusCode()).isEqualTo(403);
    assertThat(records()).isEmpty();
  }

  @Test
  void aKeyIsTakenAsPasswordToo() {
    String basic = java.util.Base64.getEncoder().encodeToString(utf8("pk-lf-1:" + TestServer.KEY));
    HttpResponse<byte[]> answer =
        postWith(
            "Authorization",
            "Basic " + basic,
            "/api/public/otel/v1/traces",
            JSON,
            utf8(OtlpRequests.TRACE_JSON));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(records()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeKeptJustNowIsToBeSentAgain(JournalUnavailableException.Reason reason)
      throws IOException {
    journal.refuseAfter(0, new JournalUnavailableException(reason, "no", Duration.ofSeconds(7)));

    HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, OtlpRequests.trace().toByteArray());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    Status status = Status.parseFrom(answer.body());
    assertThat(status.getCode()).isEqualTo(14);
    assertThat(status.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
        .isEqualTo(7);
    journal.recover();
    assertThat(post("/v1/traces", PROTOBUF, OtlpRequests.trace().toByteArray()).statusCode())
        .isEqualTo(200);
    assertThat(records()).hasSize(1);
  }

  @Test
  void aLargeRequestIsTakenWhole() {
    List<Span> spans = new ArrayList<>();
    String filler = "x".repeat(1_000);
    for (int i = 1; i <= 3_000; i++) {
      spans.add(
          OtlpRequests.span(OtlpRequests.TRACE_ID, "%016x".formatted(i)).toBuilder()
              .addAttributes(OtlpRequests.attribute("filler", OtlpRequests.text(filler)))
              .build());
    }
    ExportTraceServiceRequest request = OtlpRequests.traces(spans.toArray(Span[]::new));
    assertThat(request.getSerializedSize()).isGreaterThan(3 << 20);

    assertThat(post("/v1/traces", PROTOBUF, request.toByteArray()).statusCode()).isEqualTo(200);

    assertThat(records())
        .hasSize(3_000)
        .allSatisfy(
            record ->
                assertThat(((SpanRecord) record).detail().resource()).contains("service.name"));
  }

  @Test
  void whatSmallRequestsCouldMakeLargeIsBounded() throws IOException {
    Span[] many = new Span[100_001];
    java.util.Arrays.fill(many, Span.getDefaultInstance());
    HttpResponse<byte[]> answer =
        post("/v1/traces", PROTOBUF, OtlpRequests.traces(many).toByteArray());
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(Status.parseFrom(answer.body()).getMessage())
        .isEqualTo("A request may have at most 100000 spans.");

    ExportTraceServiceRequest.Builder heavy =
        OtlpRequests.traces(java.util.Arrays.copyOf(many, 50_000)).toBuilder();
    heavy
        .getResourceSpansBuilder(0)
        .getResourceBuilder()
        .addAttributes(OtlpRequests.attribute("much", OtlpRequests.text("x".repeat(10_000))));
    answer = post("/v1/traces", PROTOBUF, heavy.build().toByteArray());
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(Status.parseFrom(answer.body()).getMessage()).contains("inherit");

    Span.Builder span = OtlpRequests.span(OtlpRequests.TRACE_ID, OtlpRequests.SPAN_ID).toBuilder();
    for (int i = 0; i < 100_001; i++) {
      span.addAttributes(KeyValue.getDefaultInstance());
    }
    Span other = OtlpRequests.span(OtlpRequests.TRACE_ID, "0000000000000001");
    answer = post("/v1/traces", PROTOBUF, OtlpRequests.traces(span.build(), other).toByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    var partial = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(1);
    assertThat(partial.getErrorMessage()).contains("too many values");
    assertThat(records()).hasSize(1);
  }

  @Test
  void aBatchCanBeAskedFor() {
    HttpResponse<byte[]> answer = post("/v1/traces", PROTOBUF, OtlpRequests.trace().toByteArray());
    assertThat(status(answer))
        .contains("\"stage\":\"journalled\",\"accepted\":1,\"duplicates\":0,\"rejected\":0");
    ingest.applied().set(journal.durableSequence());
    assertThat(status(answer)).contains("\"stage\":\"visible\"", "\"errors\":[]");

    HttpResponse<byte[]> again = post("/v1/traces", PROTOBUF, OtlpRequests.trace().toByteArray());
    assertThat(batch(again)).isNotEqualTo(batch(answer));
    assertThat(status(again)).contains("\"rejected\":0");
  }

  @Test
  void whyItemsWereRejectedCanBeAskedFor() {
    byte[] request =
        OtlpRequests.traces(OtlpRequests.span("00".repeat(16), OtlpRequests.SPAN_ID)).toByteArray();
    assertThat(status(post("/v1/traces", PROTOBUF, request)))
        .contains("\"stage\":\"rejected\",\"accepted\":0,\"duplicates\":0,\"rejected\":1")
        .contains("\"errors\":[{\"code\":\"invalid\",\"detail\":\"trace_id: ");
  }

  @Test
  void aForeignBatchIsUnheardOf() {
    String id = batch(post("/v1/traces", PROTOBUF, OtlpRequests.trace().toByteArray()));
    for (String path : List.of(id, "A".repeat(22), "x")) {
      HttpResponse<String> answer =
          server.send(
              server.request(
                  "/api/v1/ingest-status/" + path + "/", "X-API-Key", TestServer.OTHER_KEY));
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("\"detail\":\"There is no such batch.\"");
    }
  }

  private static String batch(HttpResponse<?> answer) {
    return answer.headers().firstValue("X-Batch-Id").orElseThrow();
  }

  private String status(HttpResponse<?> answer) {
    HttpResponse<String> status = server.get("/api/v1/ingest-status/" + batch(answer) + "/");
    assertThat(status.statusCode()).isEqualTo(200);
    return status.body();
  }
}
