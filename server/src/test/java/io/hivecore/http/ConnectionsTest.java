package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean left = new AtomicBoolean();
  private final AtomicInteger entered = new AtomicInteger();
  private final List<RawClient> clients = new ArrayList<>();
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            new Routes()
                .add("GET", "/open/", Access.ANYONE, exchange -> exchange.empty(204))
                .add("GET", "/held/", Access.ANYONE, this::held)
                .add("GET", "/stream/", Access.ANYONE, this::stream)
                .add("GET", "/watched/", Access.ANYONE, this::watched)
                .add(
                    "GET",
                    "/large/",
                    Access.ANYONE,
                    exchange -> {
                      entered.incrementAndGet();
                      awaitRelease();
                      exchange.send(200, "x/y", new byte[32 << 20]);
                    }),
            Deadlines.DEFAULT,
            new Bounds(1_000, 1_000_000, 4, 100, 100));
  }

  @AfterEach
  void stop() {
    release.countDown();
    clients.forEach(RawClient::close);
    TestServer.await("all are gone", () -> server.server().figures().connections() == 0);
    assertThat(server.server().figures().requests()).isZero();
    assertThat(server.server().figures().streams()).isZero();
    server.close();
  }

  private void held(Exchange exchange) {
    entered.incrementAndGet();
    awaitRelease();
    exchange.empty(204);
  }

  private void stream(Exchange exchange) throws java.io.IOException {
    OutputStream out = exchange.stream(200, "text/event-stream");
    try {
      while (true) {
        out.write("data: x\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } finally {
      left.set(true);
    }
  }

  private void watched(Exchange exchange) {
    CountDownLatch gone = new CountDownLatch(1);
    exchange.whenClientLeaves(gone::countDown);
    entered.incrementAndGet();
    try {
      boolean leftFirst =
          exchange.query().one("wait").isPresent() && gone.await(10, TimeUnit.SECONDS);
      left.set(leftFirst);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    exchange.empty(204);
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
  void theLongestIdleMakesRoom() {
    RawClient oldest = open("/open/");
    assertThat(oldest.answer().status()).isEqualTo(204);
    TestServer.await("it is idle", () -> server.server().figures().idle() == 1);
    RawClient younger = open("/open/");
    assertThat(younger.answer().status()).isEqualTo(204);
    TestServer.await("both are idle", () -> server.server().figures().idle() == 2);
    RawClient silent = connect();
    RawClient busy = open("/held/");
    TestServer.await("busy", () -> entered.get() == 1);
    TestServer.await("four are open", () -> server.server().figures().connections() == 4);

    RawClient fifth = open("/open/");
    assertThat(fifth.answer().status()).isEqualTo(204);
    assertThat(oldest.isClosedByServer()).isTrue();
    RawClient sixth = open("/open/");
    assertThat(sixth.answer().status()).isEqualTo(204);
    assertThat(younger.isClosedByServer()).isTrue();
    // Who asks goes on, and so does who has just come, as long as others are idle.
    silent.send(get("/open/"));
    assertThat(silent.answer().status()).isEqualTo(204);
    release.countDown();
    assertThat(busy.answer().status()).isEqualTo(204);
  }

  @Test
  void whoHasSentNoHeadMakesRoomToo() {
    for (int i = 0; i < 3; i++) {
      open("/held/");
    }
    RawClient loris = connect().send("GET /open/ HTTP/1.1\r\n");
    TestServer.await("four are open", () -> server.server().figures().connections() == 4);
    TestServer.await("three are busy", () -> entered.get() == 3);

    assertThat(open("/open/").answer().status()).isEqualTo(204);
    assertThat(loris.isClosedByServer()).isTrue();
  }

  @Test
  void refusesWhenAllAreBusy() {
    for (int i = 0; i < 4; i++) {
      open("/held/");
    }
    TestServer.await("all are busy", () -> entered.get() == 4);

    RawClient fifth = connect();
    RawClient.Answer answer = fifth.answer();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.text()).contains("\"detail\":\"Too many connections are open.\"");
    assertThat(fifth.isClosedByServer()).isTrue();
    assertThat(server.server().figures().connections()).isEqualTo(4);
  }

  @Test
  void aClientThatLeavesDuringItsAnswerIsNoIncident() {
    try (LogCapture log = new LogCapture()) {
      RawClient streaming = open("/stream/");
      assertThat(streaming.chunkOfAnswer()).isNotEmpty();
      RawClient waiting = open("/large/");
      TestServer.await("it waits", () -> entered.get() == 1);
      streaming.reset();
      waiting.reset();
      release.countDown();

      TestServer.await("all is freed", () -> server.server().figures().connections() == 0);
      assertThat(left).isTrue();
      assertThat(log.messages()).isEmpty();
    }
  }

  @Test
  void aHandlerIsToldThatItsClientLeaves() {
    RawClient reset = open("/watched/?wait=1");
    TestServer.await("it waits", () -> entered.get() == 1);
    reset.reset();
    TestServer.await("it is told", left::get);

    left.set(false);
    RawClient closed = open("/watched/?wait=1");
    TestServer.await("it waits", () -> entered.get() == 2);
    closed.close();
    TestServer.await("it is told", left::get);
  }

  @Test
  void aWatchedConnectionGoesOn() {
    RawClient client = connect();
    for (int i = 0; i < 5; i++) {
      client.send(get("/watched/"));
      assertThat(client.answer().status()).isEqualTo(204);
      client.send(get("/open/") + get("/watched/"));
      assertThat(client.answer().status()).isEqualTo(204);
      assertThat(client.answer().status()).isEqualTo(204);
    }
    assertThat(left).isFalse();
  }

  private RawClient connect() {
    RawClient client = server.connect();
    clients.add(client);
    return client;
  }

  private RawClient open(String path) {
    return connect().send(get(path));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
}
