package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowClientTest {
  private static final Deadlines SHORT =
      new Deadlines(
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          Duration.ofMillis(400),
          100_000,
          Duration.ofMillis(800),
          Duration.ofMillis(500),
          Duration.ofMillis(500));

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean writerEnded = new AtomicBoolean();
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            new Routes()
                .add("GET", "/open/", Access.ANYONE, exchange -> exchange.empty(204))
                .add(
                    "POST",
                    "/body/",
                    Access.INGEST,
                    exchange -> {
                      exchange.body(10_000_000);
                      exchange.empty(201);
                    })
                .add("GET", "/stream/", Access.QUERY, this::stream)
                .add("GET", "/slow/", Access.QUERY, this::slow)
                .add("GET", "/flood/", Access.QUERY, this::flood)
                .add(
                    "GET",
                    "/large/",
                    Access.QUERY,
                    exchange -> exchange.send(200, "x/y", new byte[64 << 20])),
            SHORT,
            Bounds.DEFAULT);
  }

  @AfterEach
  void stop() {
    release.countDown();
    TestServer.await("all is freed", () -> server.server().figures().connections() == 0);
    assertThat(server.server().figures()).isEqualTo(new HttpServer.Figures(0, 0, 0, 0, 0, 0, 0));
    server.close();
  }

  private void stream(Exchange exchange) throws IOException {
    OutputStream out = exchange.stream(200, "text/event-stream");
    out.write("data: begun\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    awaitRelease();
    out.write("data: late\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void slow(Exchange exchange) {
    awaitRelease();
    exchange.empty(204);
  }

  private void flood(Exchange exchange) throws IOException {
    OutputStream out = exchange.stream(200, "x/y");
    try {
      while (true) {
        out.write(new byte[64 * 1024]);
      }
    } finally {
      writerEnded.set(true);
    }
  }

  private void awaitRelease() {
    try {
      if (!release.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not released");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void endsHeadsThatDrip() {
    for (String start : new String[] {"G", "GET /open/ HTTP/1.1\r\nHost: a\r\nX-"}) {
      try (RawClient client = server.connect()) {
        long begin = System.nanoTime();
        client.send(start);
        AtomicBoolean dripping = new AtomicBoolean(true);
        Thread drip = drip(client, dripping);

        RawClient.Answer answer = client.answer();

        assertProblem(answer, "The request's headers did not arrive in time.");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .isBetween(Duration.ofMillis(350), Duration.ofSeconds(4));
        dripping.set(false);
        join(drip);
      }
    }
  }

  @Test
  void endsAHeadThatBeginsBehindAnotherRequest() {
    try (RawClient client = server.connect()) {
      client.send("GET /open/ HTTP/1.1\r\nHost: a\r\n\r\nGET /op");

      assertThat(client.answer().status()).isEqualTo(204);
      assertProblem(client.answer(), "The request's headers did not arrive in time.");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void endsBodiesThatDrip() {
    for (String framing : new String[] {"Content-Length: 90000", "Transfer-Encoding: chunked"}) {
      try (RawClient client = server.connect()) {
        client.send(post(framing) + (framing.startsWith("T") ? "FFFF\r\n" : ""));
        AtomicBoolean dripping = new AtomicBoolean(true);
        Thread drip = drip(client, dripping);

        assertProblem(client.answer(), "The request's body did not arrive in time.");
        dripping.set(false);
        join(drip);
      }
    }
  }

  @Test
  void aBodyMayTakeAsLongAsItsBytesNeed() {
    // 300,000 bytes in about 1.2 s: far beyond 0.4 s, but faster than 100,000 bytes a second.
    try (RawClient client = server.connect()) {
      client.send(post("Content-Length: 300000"));
      CountDownLatch never = new CountDownLatch(1);
      for (int i = 0; i < 30; i++) {
        client.send(new byte[10_000]);
        pause(never, 40);
      }
      assertThat(client.answer().status()).isEqualTo(201);
    }
  }

  @Test
  void closesConnectionsWithoutRequests() {
    try (RawClient fresh = server.connect();
        RawClient idle = server.connect()) {
      idle.send("GET /open/ HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(idle.answer().status()).isEqualTo(204);

      assertThat(fresh.isClosedByServer()).isTrue();
      assertThat(idle.isClosedByServer()).isTrue();
    }
  }

  @Test
  void keepsStreamsAndSlowAnswersOpen() {
    try (RawClient stream = server.connect();
        RawClient slow = server.connect()) {
      stream.send(get("/stream/"));
      slow.send(get("/slow/"));
      assertThat(new String(stream.chunkOfAnswer(), StandardCharsets.UTF_8))
          .isEqualTo("data: begun\n\n");
      pause(release, 1_500);
      release.countDown();

      assertThat(new String(stream.chunk(), StandardCharsets.UTF_8)).isEqualTo("data: late\n\n");
      assertThat(slow.answer().status()).isEqualTo(204);
    }
  }

  @Test
  void cutsOffWhoTakesNothing() {
    try (LogCapture log = new LogCapture();
        RawClient stream = server.connect();
        RawClient large = server.connect()) {
      stream.send(get("/flood/"));
      large.send(get("/large/"));

      TestServer.await("the writer is set free", writerEnded::get);
      TestServer.await("all are gone", () -> server.server().figures().connections() == 0);
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void manySlowClientsTakeNoThreads() {
    List<RawClient> clients = new ArrayList<>();
    int threads = Thread.activeCount();
    try {
      for (int i = 0; i < 300; i++) {
        clients.add(server.connect().send("GET /open/ HTTP/1.1\r\nHost: a\r\n"));
      }
      assertThat(Thread.activeCount()).isLessThan(threads + 10);
      try (RawClient client = server.connect()) {
        client.send("GET /open/ HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(204);
      }
      for (RawClient client : clients) {
        assertThat(client.answer().status()).isEqualTo(408);
      }
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  private static Thread drip(RawClient client, AtomicBoolean dripping) {
    CountDownLatch never = new CountDownLatch(1);
    return Thread.startVirtualThread(
        () -> {
          while (dripping.get() && client.trySend(new byte[] {'x'})) {
            pause(never, 20);
          }
        });
  }

  /** Lets time pass: here time itself is what is tested. */
  private static void pause(CountDownLatch latch, long millis) {
    try {
      if (latch.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("released too early");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\nX-API-Key: " + TestServer.KEY + "\r\n\r\n";
  }

  private static String post(String framing) {
    return "POST /body/ HTTP/1.1\r\nHost: a\r\nX-API-Key: "
        + TestServer.KEY
        + "\r\n"
        + framing
        + "\r\n\r\n";
  }

  private static void assertProblem(RawClient.Answer answer, String detail) {
    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.header("connection")).isEqualTo("close");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.text()).contains("\"detail\":\"" + detail + "\"");
  }
}
