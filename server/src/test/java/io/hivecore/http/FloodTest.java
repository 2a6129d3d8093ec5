package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Floods through the real server. */
class FloodTest {
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void closeClients() {
    release.countDown();
    clients.forEach(RawClient::close);
  }

  private Routes routes() {
    return new Routes()
        .add(
            "POST",
            "/body/",
            Access.INGEST,
            exchange -> {
              exchange.body(10_000_000);
              exchange.empty(201);
            })
        .add(
            "GET",
            "/held/",
            Access.QUERY,
            exchange -> {
              awaitRelease();
              exchange.empty(204);
            })
        .add(
            "GET",
            "/stream/",
            Access.QUERY,
            exchange -> {
              exchange.stream(200, "x/y").write(1);
              awaitRelease();
            })
        .add("GET", "/open/", Access.ANYONE, exchange -> exchange.empty(204));
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
  void bodiesOfOneTenantLeaveRoomForAnother() {
    Bounds bounds = new Bounds(10_000_000, 1_000_000, 1_000, 1_000, 1_000);
    try (TestServer server = TestServer.start(routes(), Deadlines.DEFAULT, bounds)) {
      // Ten bodies of 100,000 bytes that never arrive: two fit into a quarter of the budget.
      List<RawClient> flood = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        flood.add(open(server).send(post(TestServer.KEY, 100_000)));
      }
      TestServer.await("all have come", () -> server.server().figures().refusedTooMany() == 8);
      assertThat(server.server().figures().bytesInFlight()).isEqualTo(200_000);

      RawClient refused = open(server).send(post(TestServer.KEY, 100_000));
      RawClient.Answer answer = refused.answer();
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("retry-after")).isEqualTo("1");
      assertThat(answer.text())
          .contains("\"detail\":\"Your requests under way hold 200000 bytes, your whole share.\"");

      RawClient other = open(server).send(post(TestServer.OTHER_KEY, 200_000));
      other.send(new byte[200_000]);
      assertThat(other.answer().status()).isEqualTo(201);

      flood.forEach(RawClient::close);
      TestServer.await("all is free", () -> server.server().figures().bytesInFlight() == 0);
    }
  }

  @Test
  void chunksCountAsTheyCome() {
    Bounds bounds = new Bounds(10_000_000, 1_000_000, 1_000, 1_000, 1_000);
    try (TestServer server = TestServer.start(routes(), Deadlines.DEFAULT, bounds)) {
      RawClient first = open(server).send(post(TestServer.KEY, 200_000));
      TestServer.await("it is in", () -> server.server().figures().bytesInFlight() == 200_000);
      RawClient chunked = open(server);
      chunked.send(head("POST", "/body/", TestServer.KEY, "Transfer-Encoding: chunked"));
      // One chunk of 300,000 bytes, which the server would buffer as a whole.
      chunked.send("493E0\r\n");
      chunked.trySend(new byte[200_000]);

      assertThat(chunked.answer().status()).isEqualTo(429);
      first.send(new byte[200_000]);
      assertThat(first.answer().status()).isEqualTo(201);
      TestServer.await("all is free", () -> server.server().figures().bytesInFlight() == 0);
    }
  }

  @Test
  void requestsOfOneTenantLeaveRoomForAnother() {
    Bounds bounds = new Bounds(10_000_000, 1_000_000, 1_000, 5, 5);
    try (TestServer server = TestServer.start(routes(), Deadlines.DEFAULT, bounds)) {
      for (int i = 0; i < 5; i++) {
        open(server).send(head("GET", "/stream/", TestServer.KEY, "X: y"));
      }
      TestServer.await("all stream", () -> server.server().figures().streams() == 5);
      for (int i = 0; i < 5; i++) {
        open(server).send(head("GET", "/held/", TestServer.KEY, "X: y"));
      }
      TestServer.await("all are held", () -> server.server().figures().requests() == 5);

      RawClient refused = open(server).send(head("GET", "/held/", TestServer.KEY, "X: y"));
      assertThat(refused.answer().status()).isEqualTo(429);
      RawClient other = open(server).send(head("GET", "/stream/", TestServer.OTHER_KEY, "X: y"));
      TestServer.await("it has come", () -> server.server().figures().streams() == 6);
      assertThat(open(server).send(head("GET", "/open/", "none", "X: y")).answer().status())
          .isEqualTo(204);
      release.countDown();
      assertThat(other.chunkOfAnswer()).containsExactly(1);
    }
  }

  private RawClient open(TestServer server) {
    RawClient client = server.connect();
    clients.add(client);
    return client;
  }

  private static String post(String key, int length) {
    return head("POST", "/body/", key, "Content-Length: " + length);
  }

  private static String head(String method, String path, String key, String header) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: a\r\nX-API-Key: "
        + key
        + "\r\n"
        + header
        + "\r\n\r\n";
  }
}
