package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What never becomes a request of ours is answered in our words all the same. */
class ServerProblemsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            new Routes()
                .add("GET", "/open/", Access.ANYONE, exchange -> exchange.empty(204))
                .add(
                    "POST",
                    "/open/",
                    Access.ANYONE,
                    exchange -> {
                      exchange.body(1_000);
                      exchange.empty(204);
                    }),
            TestServer.lingering(Duration.ofMillis(200)),
            Bounds.DEFAULT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense\\r\\n\\r\\n | 400 | The request is not well-formed HTTP/1.1.",
        "GET /open/\\r\\n\\r\\n | 400 | The request is not well-formed HTTP/1.1.",
        "GET /open/ HTTP/1.1\\nHost: a\\n\\n | 400 | The request is not well-formed HTTP/1.1.",
        "GET  HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n | 400 | The request is not well-formed HTTP/1.1.",
        "GET /open/ HTTP/1.0\\r\\nHost: a\\r\\n\\r\\n | 505 | Only HTTP/1.1 is supported.",
        "GET /open/ HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n | 400 | The request is not well-formed"
            + " HTTP/1.1.",
        "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n | 400 | The request is not well-formed"
            + " HTTP/1.1.",
        "GET /open/ HTTP/1.1\\r\\n\\r\\n | 400 | The Host header is missing, repeated or"
            + " malformed.",
        "GET /open/ HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n | 400 | The Host header is"
            + " missing, repeated or malformed.",
        "GET /open/ HTTP/1.1\\r\\nHost: a b\\r\\n\\r\\n | 400 | The Host header is missing,"
            + " repeated or malformed.",
        "GET /open/ HTTP/1.1\\r\\nHost: a:x\\r\\n\\r\\n | 400 | The Host header is missing,"
            + " repeated or malformed.",
        "GET /open/ HTTP/1.1\\r\\nHost: a\\r\\nno colon\\r\\n\\r\\n | 400 | The request is not"
            + " well-formed HTTP/1.1.",
        "GET /open/ HTTP/1.1\\r\\nHost: a\\r\\nX-A: \\u0000\\r\\n\\r\\n | 400 | The request is not"
            + " well-formed HTTP/1.1.",
        "GET /open/ HTTP/1.1\\r\\nHost: a\\r\\nX A: b\\r\\n\\r\\n | 400 | The request is not"
            + " well-formed HTTP/1.1.",
        "GET /open/ HTTP/1.1\\r\\nHost: a\\r\\n folded: b\\r\\n\\r\\n | 400 | The request is not"
            + " well-formed HTTP/1.1.",
        "POST /open/ HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: x\\r\\n\\r\\n | 400 | The"
            + " Content-Length header is malformed.",
        "POST /open/ HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: -1\\r\\n\\r\\n | 400 | The"
            + " Content-Length header is malformed.",
        "POST /open/ HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: +1\\r\\n\\r\\nx | 400 | The"
            + " Content-Length header is malformed.",
        "POST /open/ HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 99999999999999999999\\r\\n\\r\\n |"
            + " 400 | The Content-Length header is malformed.",
        "POST /open/ HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n"
            + "\\r\\nx | 400 | The Content-Length header is malformed.",
        "POST /open/ HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked"
            + "\\r\\n\\r\\n0\\r\\n\\r\\n | 400 | The Content-Length header is malformed.",
        "POST /open/ HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: identity\\r\\n\\r\\n | 400 | The"
            + " Transfer-Encoding header is malformed.",
        "POST /open/ HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n | 501 |"
            + " The only Transfer-Encoding that is supported is chunked.",
      })
  void answersWithAProblemAndCloses(String sent, int status, String detail) {
    String bytes =
        sent.replace("\\r", "\r").replace("\\n", "\n").replace("\\u0000", "\u0000").stripLeading();
    try (LogCapture log = new LogCapture();
        RawClient client = server.connect()) {
      RawClient.Answer answer = client.send(bytes).answer();

      assertProblem(answer, status, detail);
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void aFirstLineMayHave16Kibibytes() {
    String head = "GET /open/?q=" + "x".repeat(16_000) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawClient client = server.connect()) {
      assertThat(client.send(head).answer().status()).isEqualTo(204);
    }
    try (RawClient client = server.connect()) {
      client.send("GET /open/?q=" + "x".repeat(200_000));

      assertProblem(client.answer(), 414, "The request's first line is too long.");
    }
  }

  @Test
  void headersMayHave32Kibibytes() {
    String head = "GET /open/ HTTP/1.1\r\nHost: a\r\nX-Long: ";
    try (RawClient client = server.connect()) {
      client.send(head + "x".repeat(32_000) + "\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(204);
    }
    try (RawClient client = server.connect()) {
      client.send(head + "x".repeat(200_000));

      assertProblem(client.answer(), 431, "The request's headers are too large.");
    }
    try (RawClient client = server.connect()) {
      client.send(head + "x\r\n" + "X-Many: y\r\n".repeat(10_000));

      assertProblem(client.answer(), 431, "The request's headers are too large.");
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleIsNoIncident() {
    try (LogCapture log = new LogCapture()) {
      for (String half :
          new String[] {
            "",
            "G",
            "GET /open/ HTTP/1.1\r\nHo",
            "GET /open/ HTTP/1.1\r\nHost: a\r\n",
            "POST /open/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123",
            "POST /open/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12"
          }) {
        try (RawClient client = server.connect()) {
          client.send(half);
        }
        try (RawClient client = server.connect()) {
          client.send(half).reset();
        }
      }
      TestServer.await("all are gone", () -> server.server().figures().connections() == 0);
      assertThat(log.messages()).isEmpty();
    }
  }

  private static void assertProblem(RawClient.Answer answer, int status, String detail) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains("\"detail\":\"" + detail + "\"");
    assertThat(answer.text()).contains("\"status\":" + status);
    assertThat(answer.text()).doesNotContain("io.helidon", "java.", "Exception");
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("x-request-id")).matches("[0-9a-f]{16}");
    assertThat(answer.header("connection")).isEqualTo("close");
  }
}
