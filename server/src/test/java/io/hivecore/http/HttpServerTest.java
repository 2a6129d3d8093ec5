package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            new Routes()
                .add("GET", "/open/", Access.ANYONE, exchange -> text(exchange, "open"))
                .add(
                    "GET",
                    "/things/{id}/",
                    Access.QUERY,
                    exchange -> text(exchange, exchange.pathParameter("id")))
                .add("GET", "/things/mine/", Access.QUERY, exchange -> text(exchange, "literal"))
                .add(
                    "GET",
                    "/things/{id}/parts/",
                    Access.QUERY,
                    exchange -> text(exchange, "parts of " + exchange.pathParameter("id")))
                .add(
                    "POST",
                    "/things/",
                    Access.INGEST,
                    exchange ->
                        exchange.json(
                            201,
                            json -> {
                              json.writeStartObject();
                              json.writeStringProperty("tenant", exchange.tenant().toString());
                              json.writeEndObject();
                            }))
                .add("GET", "/long/", Access.ANYONE, exchange -> json(exchange, "x".repeat(5_000)))
                .add("GET", "/short/", Access.ANYONE, exchange -> json(exchange, "x"))
                .add("GET", "/stream/", Access.ANYONE, HttpServerTest::stream)
                .add("DELETE", "/open/", Access.ANYONE, exchange -> exchange.empty(204))
                .add(
                    "GET",
                    "/broken/",
                    Access.ANYONE,
                    exchange -> {
                      throw new IllegalStateException("secret of com.example.Store");
                    })
                .add(
                    "GET",
                    "/disk/",
                    Access.ANYONE,
                    exchange -> {
                      throw new IOException("/var/lib: no space left");
                    })
                .add(
                    "GET",
                    "/half/",
                    Access.ANYONE,
                    exchange -> {
                      OutputStream out = exchange.stream(200, "text/plain");
                      out.write("half".getBytes(StandardCharsets.UTF_8));
                      out.flush();
                      throw new IllegalStateException("in the middle");
                    })
                .add("GET", "/silent/", Access.ANYONE, exchange -> {})
                .add(
                    "GET",
                    "/busy/",
                    Access.ANYONE,
                    exchange -> {
                      throw Problem.tooMany("Later.", Duration.ofMillis(1_200)).asException();
                    })
                .add(
                    "GET",
                    "/cached/",
                    Access.ANYONE,
                    exchange -> {
                      exchange.responseHeader("Cache-Control", "max-age=60");
                      exchange.responseHeader("Content-Security-Policy", "default-src 'self'");
                      exchange.send(200, "text/html", new byte[] {'x'});
                    }));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void text(Exchange exchange, String text) {
    exchange.send(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void json(Exchange exchange, String text) {
    exchange.json(200, json -> json.writeString(text));
  }

  private static void stream(Exchange exchange) throws IOException {
    OutputStream out = exchange.stream(200, "text/event-stream");
    for (int i = 0; i < 3; i++) {
      out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/open, 200, open",
    "/open/, 200, open",
    "/open/?a=b, 200, open",
    "/open?, 200, open",
    "/things/7, 200, 7",
    "/things/7/, 200, 7",
    "/things/a%2Fb/, 200, a/b",
    "/things/a%20b+c/, 200, a b+c",
    "/things/%E4%B8%AD/, 200, 中",
    "/things/p;v=1/, 200, p;v=1",
    "/things/a%25b/, 200, a%b",
    "/things/mine/, 200, literal",
    "/things/mine/parts/, 200, parts of mine",
    "/things/..., 200, ...",
  })
  void findsRoutes(String target, int status, String content) {
    assertThat(raw("GET " + target))
        .satisfies(
            answer -> {
              assertThat(answer.status()).isEqualTo(status);
              assertThat(answer.text()).isEqualTo(content);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "/, 404, There is nothing at /.",
    "/nothing/, 404, There is nothing at /nothing/.",
    "//open/, 404, There is nothing at //open/.",
    "/open//, 404, There is nothing at /open//.",
    "/things//, 404, There is nothing at /things//.",
    "/things//parts/, 404, There is nothing at /things//parts/.",
    "/open;x=1/, 404, There is nothing at /open;x=1/.",
    "/OPEN/, 404, There is nothing at /OPEN/.",
    "/things/../open/, 400, The path must not have . or .. as a segment.",
    "/things/./, 400, The path must not have . or .. as a segment.",
    "/things/%2e%2E/, 400, The path must not have . or .. as a segment.",
    "/things/..%2f, 200,",
    "/things/%00/, 400, The path has a control character.",
    "/things/a%0ab/, 400, The path has a control character.",
    "/things/%C2%85/, 400, The path has a control character.",
    "/things/%zz/, 400, The path has a broken percent-encoding.",
    "/things/%4/, 400, The path has a broken percent-encoding.",
    "/things/%4, 400, The path has a broken percent-encoding.",
    "/things/%FF/, 400, The path has a broken percent-encoding.",
    "/things/a\\b/, 400, The path has a character that must be percent-encoded.",
    "things/, 400, The request's path must begin with a slash.",
  })
  void answersClearlyToOddPaths(String target, int status, String detail) {
    RawClient.Answer answer = raw("GET " + target);

    assertThat(answer.status()).isEqualTo(status);
    if (detail != null) {
      assertThat(answer.text()).contains("\"detail\":\"" + detail + "\"");
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void refusesBytesInPathsThatAreNotVisibleAscii() {
    for (String odd : new String[] {"\u0000", "\u0001", "\u007f", "\u00e4", "\t"}) {
      RawClient.Answer answer = raw("GET /things/" + odd + "x/");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("The path has a character that must be percent-encoded.");
    }
  }

  @Test
  void takesTheWholeUrlThatProxiesSend() {
    assertThat(raw("GET http://elsewhere:80/open/?a=b").text()).isEqualTo("open");
    assertThat(raw("GET http://elsewhere").status()).isEqualTo(404);
  }

  @Test
  void everyAnswerHasTheSameHeaders() {
    for (String target : new String[] {"/open/", "/nothing/", "/stream/", "/broken/", "/short/"}) {
      RawClient.Answer answer = raw("GET " + target);

      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
      assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
      assertThat(answer.header("content-security-policy"))
          .isEqualTo("default-src 'none'; frame-ancestors 'none'");
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
      assertThat(answer.header("x-request-id")).matches("[0-9a-f]{16}");
      assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by");
    }
  }

  @Test
  void aHandlersOwnHeadersStand() {
    RawClient.Answer answer = raw("GET /cached/");

    assertThat(answer.header("cache-control")).isEqualTo("max-age=60");
    assertThat(answer.header("content-security-policy")).isEqualTo("default-src 'self'");
  }

  @Test
  void keepsTheClientsNameForItsRequestIfItIsSane() {
    assertThat(raw("GET /open/", "X-Request-Id: build-7.a_B:1").header("x-request-id"))
        .isEqualTo("build-7.a_B:1");
    for (String odd : new String[] {"a b", "<script>", "x".repeat(129), "", "ä"}) {
      assertThat(raw("GET /open/", "X-Request-Id: " + odd).header("x-request-id"))
          .matches("[0-9a-f]{16}");
    }
  }

  @Test
  void aProblemNamesItsRequest() {
    HttpResponse<String> answer = server.send(server.request("/nothing/", "X-Request-Id", "seven"));

    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"urn:hivecore:problem:not_found\",\"title\":\"Not found\",\"status\":404,"
                + "\"detail\":\"There is nothing at /nothing/.\",\"instance\":\"/nothing/\","
                + "\"code\":\"not_found\",\"request_id\":\"seven\"}");
  }

  @Test
  void tellsWhichMethodsThereAre() {
    RawClient.Answer wrong = raw("PUT /open/");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
    assertThat(wrong.text()).contains("\"detail\":\"Method \\\"PUT\\\" not allowed.\"");

    RawClient.Answer get = raw("GET /things/");
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("allow")).isEqualTo("OPTIONS, POST");

    RawClient.Answer options = raw("OPTIONS /things/");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("allow")).isEqualTo("OPTIONS, POST");
    assertThat(raw("OPTIONS *").status()).isEqualTo(204);
    assertThat(raw("OPTIONS /nothing/").status()).isEqualTo(404);
    assertThat(raw("BREW /open/").status()).isEqualTo(405);
    assertThat(raw("TRACE /open/").status()).isEqualTo(405);
  }

  @Test
  void answersHeadLikeGetWithoutContent() {
    for (String target : new String[] {"/open/", "/long/", "/stream/", "/nothing/"}) {
      RawClient.Answer get = raw("GET " + target);
      try (RawClient client = server.connect()) {
        RawClient.Answer head = client.send(request("HEAD " + target)).answerToHead();

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.header("content-type")).isEqualTo(get.header("content-type"));
        if (!target.equals("/stream/")) {
          assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
        }
        // The next answer comes right behind: there was no content.
        assertThat(client.send(request("GET /open/")).answer().text()).isEqualTo("open");
      }
    }
    assertThat(server.server().figures().streams()).isZero();
  }

  @Test
  void compressesLongJsonForClientsThatTakeIt() throws IOException {
    RawClient.Answer plain = raw("GET /long/");
    RawClient.Answer packed = raw("GET /long/", "Accept-Encoding: br, gzip;q=0.5");

    assertThat(plain.headers()).doesNotContainKey("content-encoding");
    assertThat(plain.header("vary")).isEqualTo("Accept-Encoding");
    assertThat(packed.header("content-encoding")).isEqualTo("gzip");
    assertThat(packed.header("vary")).isEqualTo("Accept-Encoding");
    assertThat(packed.content().length).isLessThan(200);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.content())).readAllBytes())
        .isEqualTo(plain.content());
    assertThat(raw("GET /short/", "Accept-Encoding: gzip").headers())
        .doesNotContainKeys("content-encoding", "vary");
    assertThat(raw("GET /long/", "Accept-Encoding: gzip;q=0").headers())
        .doesNotContainKey("content-encoding");
    assertThat(raw("GET /stream/", "Accept-Encoding: gzip").text())
        .isEqualTo("data: 0\n\ndata: 1\n\ndata: 2\n\n");
  }

  @Test
  void aFailureTellsNothingButItsRequest() {
    try (LogCapture log = new LogCapture()) {
      for (String target : new String[] {"/broken/", "/disk/", "/silent/"}) {
        RawClient.Answer answer = raw("GET " + target, "X-Request-Id: r-1");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
            .isEqualTo(
                "{\"type\":\"urn:hivecore:problem:internal\",\"title\":\"Internal error\","
                    + "\"status\":500,\"detail\":\"The server could not answer. Its log tells more"
                    + " under request r-1.\",\"instance\":\""
                    + target
                    + "\",\"code\":\"internal\",\"request_id\":\"r-1\"}");
      }
      assertThat(log.messages())
          .containsExactly(
              "io.hivecore.http.HttpServer: GET /broken/ failed, request r-1",
              "io.hivecore.http.HttpServer: GET /disk/ failed, request r-1",
              "io.hivecore.http.HttpServer: GET /silent/ failed, request r-1");
    }
  }

  @Test
  void aStreamThatFailsIsBrokenOffAndNotEnded() {
    try (LogCapture log = new LogCapture();
        RawClient client = server.connect()) {
      client.send(request("GET /half/", "X-Request-Id: r-2"));

      assertThat(catchAnswer(client)).contains("the server closed");
      assertThat(log.messages())
          .containsExactly(
              "io.hivecore.http.HttpServer: GET /half/ failed in the middle of its answer,"
                  + " request r-2");
    }
  }

  @Test
  void retryAfterIsInWholeSeconds() {
    RawClient.Answer answer = raw("GET /busy/");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isEqualTo("2");
  }

  @Test
  void answersManyRequestsOfAConnectionInOrder() {
    try (RawClient client = server.connect()) {
      client.send(request("GET /things/1/") + request("GET /nothing/") + request("GET /things/2/"));

      assertThat(client.answer().text()).isEqualTo("1");
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.answer().text()).isEqualTo("2");
    }
  }

  @Test
  void closesWhenTheClientAsksForIt() {
    try (RawClient client = server.connect()) {
      client.send(request("GET /open/", "Connection: close") + request("GET /open/"));

      assertThat(client.answer().header("connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void freesItsPortWhenItStops() {
    TestServer other = TestServer.start(new Routes());
    int port = other.port();
    try (RawClient client = other.connect()) {
      client.send(request("GET /open/"));
      assertThat(client.answer().status()).isEqualTo(404);
      other.close();
      assertThat(client.isClosedByServer()).isTrue();
    }
    HttpServer again =
        HttpServer.start(
            new HttpSettings("127.0.0.1", port), new Routes(), key -> java.util.Optional.empty());
    assertThat(again.port()).isEqualTo(port);
    again.close();
  }

  private static String catchAnswer(RawClient client) {
    try {
      return "answered " + client.answer().status();
    } catch (AssertionError e) {
      return e.toString();
    }
  }

  private static RawClient.Answer raw(String firstLine, String... headers) {
    try (RawClient client = server.connect()) {
      return client.send(request(firstLine, headers)).answer();
    }
  }

  static String request(String methodAndTarget, String... headers) {
    StringBuilder request = new StringBuilder(methodAndTarget);
    request.append(" HTTP/1.1\r\nHost: localhost\r\nX-API-Key: ").append(TestServer.KEY);
    for (String header : headers) {
      request.append("\r\n").append(header);
    }
    return request.append("\r\n\r\n").toString();
  }
}
