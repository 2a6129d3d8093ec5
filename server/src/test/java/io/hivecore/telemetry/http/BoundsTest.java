package io.hivecore.telemetry.http;

import static io.hivecore.telemetry.http.JsonText.compact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deadlines, and how much one tenant may ask at one time. */
@Timeout(30)
class BoundsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final StuckQueries store = new StuckQueries();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final List<QueryServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    store.answers.release(1_000);
    servers.forEach(QueryServer::close);
    clients.close();
  }

  private QueryServer server(Duration deadline, Duration exportDeadline) {
    QuerySettings usual = QuerySettings.DEFAULT;
    QueryServer server =
        new QueryServer(
            store,
            new QuerySettings(
                deadline,
                exportDeadline,
                3,
                1,
                usual.maxPageSize(),
                usual.maxTrendRows(),
                usual.maxGroups(),
                usual.staleAfter()));
    servers.add(server);
    return server;
  }

  private CompletableFuture<HttpResponse<String>> ask(QueryServer server, String path) {
    return CompletableFuture.supplyAsync(() -> server.get(path), clients);
  }

  @Test
  void aQueryEndsAtItsDeadline() throws InterruptedException {
    QueryServer server = server(Duration.ofSeconds(1), LONG);

    HttpResponse<String> answer = server.get("usage/");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.body())
        .startsWith(
            compact(
                    """
                    {
                      "type": "urn:hivecore:problem:deadline_exceeded",
                      "title": "Took too long",
                      "status": 503,
                      "detail": "The query was ended after 1 s. Ask for a shorter range of time or
                    """)
                .replace("\n", " "));
    assertThat(store.ended.poll(10, TimeUnit.SECONDS)).isEqualTo("deadline");
  }

  @Test
  void aStoreThatForgetsTheDeadlineIsInterrupted() throws InterruptedException {
    store.keepsDeadlines = false;
    QueryServer server = server(Duration.ofMillis(100), LONG);

    assertThat(server.get("usage/summary/").statusCode()).isEqualTo(503);
    assertThat(store.ended.poll(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  @Test
  void questionsOfOneAnswerShareADeadline() {
    store.answers.release(1);
    QueryServer server = server(Duration.ofMillis(200), LONG);

    assertThat(server.get("usage/summary/").statusCode()).isEqualTo(503);
    assertThat(store.asked.availablePermits()).isEqualTo(2);
  }

  @Test
  void aTenantAsksOnlySoMuchAtOneTime() throws InterruptedException, ExecutionException {
    QueryServer server = server(LONG, LONG);
    List<CompletableFuture<HttpResponse<String>>> waiting =
        List.of(ask(server, "usage/"), ask(server, "logs/"), ask(server, "usage/trend/"));
    store.asked.acquire(3);

    HttpResponse<String> refused = server.get("timeline/");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(refused.body())
        .contains("\"detail\":\"More than 3 queries at one time; wait until one has ended.\"");
    assertThat(server.get("usage/?format=csv").statusCode()).isEqualTo(429);

    CompletableFuture<HttpResponse<String>> other =
        CompletableFuture.supplyAsync(() -> server.get("usage/", QueryServer.KEY_TWO), clients);
    store.asked.acquire();
    store.answers.release(4);
    assertThat(other.get().statusCode()).isEqualTo(200);
    for (CompletableFuture<HttpResponse<String>> each : waiting) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
    store.answers.release(100);
    for (int i = 0; i < 10; i++) {
      assertThat(server.get("usage/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void exportsAreFewerAndLeaveRoomForQueries() throws InterruptedException, ExecutionException {
    QueryServer server = server(LONG, LONG);
    CompletableFuture<HttpResponse<String>> export = ask(server, "usage/?format=csv");
    store.asked.acquire();

    HttpResponse<String> refused = server.get("timeline/?format=parquet");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body())
        .contains("\"detail\":\"More than 1 exports at one time; wait until one has ended.\"");

    store.answers.release(100);
    assertThat(export.get().body()).isEqualTo("second part\n");
    assertThat(server.get("usage/").statusCode()).isEqualTo(200);
    assertThat(server.get("timeline/?format=csv").statusCode()).isEqualTo(200);
  }

  @Test
  void anExportThatEndsBeforeItsFirstByteIsAProblem() {
    QueryServer server = server(Duration.ofMillis(100), Duration.ofMillis(200));

    HttpResponse<String> answer = server.get("usage/?format=csv");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
  }

  @Test
  void anExportThatEndsInTheMiddleDoesNotLookWhole() {
    QueryServer server = server(Duration.ofMillis(100), Duration.ofMillis(200));

    assertThatThrownBy(() -> server.get("logs/?format=csv"))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aQueryEndsWhenItsClientLeaves() throws Exception {
    QueryServer server = server(LONG, LONG);
    for (String path : new String[] {"usage/", "usage/summary/", "usage/?format=csv"}) {
      try (Socket client = request(server, path)) {
        store.asked.acquire();
        assertThat(client.isConnected()).isTrue();
      }
      assertThat(store.ended.poll(20, TimeUnit.SECONDS)).as(path).isEqualTo("interrupted");
    }
    assertNothingIsTaken(server);
  }

  @Test
  void anExportEndsInTheMiddleWhenItsClientLeaves() throws Exception {
    QueryServer server = server(LONG, LONG);
    try (Socket client = request(server, "logs/?format=csv")) {
      assertThat(client.getInputStream().read()).isEqualTo('H');
      store.asked.acquire();
    }
    assertThat(store.ended.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
    assertNothingIsTaken(server);
  }

  @Test
  void aClientThatStaysIsAnsweredHoweverLongItTakes() throws Exception {
    QueryServer server = server(LONG, LONG);
    CompletableFuture<HttpResponse<String>> first = ask(server, "usage/");
    store.asked.acquire();
    // Longer than the gate waits before it looks after the client.
    assertThat(store.ended.poll(500, TimeUnit.MILLISECONDS)).isNull();
    store.answers.release(2);

    assertThat(first.get().statusCode()).isEqualTo(200);
    // On the same connection, the beginning of which the look may have read ahead.
    assertThat(server.get("usage/").statusCode()).isEqualTo(200);
  }

  private void assertNothingIsTaken(QueryServer server) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> all =
        List.of(ask(server, "usage/"), ask(server, "timeline/"), ask(server, "usage/?format=csv"));
    store.asked.acquire(3);
    store.answers.release(3);
    for (CompletableFuture<HttpResponse<String>> each : all) {
      assertThat(each.get().statusCode()).isEqualTo(200);
    }
  }

  private static Socket request(QueryServer server, String path) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
    client
        .getOutputStream()
        .write(
            ("GET "
                    + server.uri(path).getRawPath()
                    + '?'
                    + server.uri(path).getRawQuery()
                    + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                    + QueryServer.KEY_ONE
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return client;
  }
}
