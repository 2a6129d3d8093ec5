package io.hivecore.live.http;

import static io.hivecore.live.Fleet.APIARY;
import static io.hivecore.live.Fleet.BURROW;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.live.Fleet;
import io.hivecore.live.Keys;
import io.hivecore.live.LiveHub;
import io.hivecore.live.LiveSettings;
import io.hivecore.live.MemoryJournal;
import io.hivecore.live.http.StreamClient.Event;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.LogLevel;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamRoutesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final LiveSettings SETTINGS = settings(1_000, Duration.ofSeconds(15));

  private final MemoryJournal journal = new MemoryJournal();

  /** Of every key; the tests name keys without it. */
  private static final String PREFIX = "hc_";

  private final Map<String, Caller> callers =
      new ConcurrentHashMap<>(
          Map.of(
              "apiary", caller(APIARY, Scope.QUERY),
              "apiary-too", caller(APIARY, Scope.QUERY),
              "burrow", caller(BURROW, Scope.QUERY),
              "sender", caller(APIARY, Scope.INGEST)));
  private final List<AutoCloseable> clients = new ArrayList<>();
  private LiveHub hub;
  private HttpServer server;

  StreamRoutesTest() {
    hub = hub(SETTINGS);
    server = serve(hub);
  }

  private static Caller caller(TenantId tenant, Scope scope) {
    return new Caller(tenant, UUID.randomUUID(), Set.of(scope));
  }

  private static LiveSettings settings(int queueEvents, Duration heartbeat) {
    return new LiveSettings(
        2,
        3,
        queueEvents,
        1 << 20,
        1 << 24,
        2,
        heartbeat,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }

  private LiveHub hub(LiveSettings settings) {
    return LiveHub.start(
        journal, Keys.of(1), settings, InstantSource.fixed(NOON), new ServerSentEvents());
  }

  private HttpServer serve(LiveHub of) {
    Routes routes = new Routes();
    StreamRoutes.register(routes, of, caller -> callers.containsValue(caller));
    return HttpServer.start(
        new HttpSettings("127.0.0.1", 0),
        routes,
        key -> Optional.ofNullable(callers.get(key.substring(PREFIX.length()))));
  }

  private void restart(LiveSettings settings) {
    hub.close();
    server.close();
    hub = hub(settings);
    server = serve(hub);
  }

  @AfterEach
  void stop() throws Exception {
    hub.close();
    server.close();
    journal.close();
    for (AutoCloseable client : clients) {
      client.close();
    }
  }

  private StreamClient open(String key, String query, String... headers) {
    List<String> all = new ArrayList<>(List.of("X-API-Key", PREFIX + key));
    all.addAll(List.of(headers));
    StreamClient client = StreamClient.open(server.port(), query, all.toArray(String[]::new));
    clients.add(client);
    return client;
  }

  /** Opens a stream and reads its beginning. */
  private StreamClient listen(String key, String query, String... headers) {
    StreamClient client = open(key, query, headers);
    assertThat(client.response().statusCode()).isEqualTo(200);
    assertThat(client.next()).isEqualTo(new Event("", "(line)", "retry: 2000"));
    assertThat(client.next())
        .returns("connected", Event::name)
        .returns("{\"status\":\"ok\"}", Event::data);
    return client;
  }

  private static Context context(String project, String round, String agent) {
    return Fleet.context(project, round, agent);
  }

  private void log(TenantId tenant, String name) {
    journal.append(tenant, Fleet.log(name, context("p1", "r1", "Builder"), LogLevel.INFO, name));
  }

  /** The records' names by which these events were made, in their order. */
  private static List<String> messages(List<Event> events) {
    return events.stream()
        .map(event -> event.data().replaceFirst(".*\"message\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Test
  void beginsWithHeadersAndWelcome() {
    StreamClient client = listen("apiary", "");
    assertThat(client.response().headers().map())
        .containsEntry("content-type", List.of("text/event-stream; charset=utf-8"))
        .containsEntry("cache-control", List.of("no-cache"))
        .containsEntry("x-accel-buffering", List.of("no"));
  }

  @Test
  void sendsEveryKind() {
    StreamClient client = listen("apiary", "");
    Context builder = context("p1", "r1", "Builder");
    journal.append(
        APIARY,
        Fleet.usage("call", builder, "gpt-4o-mini"),
        Fleet.execution("run", builder, ExecutionStatus.COMPLETED),
        Fleet.execution("run", builder, ExecutionStatus.RUNNING),
        Fleet.timeline("end", builder, "done"),
        Fleet.log("line", builder, LogLevel.ERROR, "oh"));
    List<Event> events = client.next(5);
    assertThat(events)
        .extracting(Event::name)
        .containsExactly("usage", "execution", "execution", "timeline", "log");
    assertThat(events.get(2).data()).contains("\"status\":\"completed\"", "\"created\":false");
    assertThat(events).extracting(Event::id).allMatch(id -> id.matches("[A-Za-z0-9_-]{22}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/event-stream", "*/*", "application/json", "text/html;q=0.9", "nonsense"})
  void isAnsweredWhateverTheClientAccepts(String accept) {
    listen("apiary", "", "Accept", accept);
  }

  @Test
  void anEventSourceOnAnyPathFormIsAnswered() throws IOException {
    for (String path : List.of("/api/v1/observability/stream", "/api/v1/observability/stream/")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        request(socket, path);
        byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
      }
    }
  }

  @Test
  void filtersByEveryPart() {
    Context builder = context("p1", "r1", "Builder");
    Context tester = context("p2", "r2", "Tester");
    Context nameless = new Context("p2", "r2", "Ghost", "", "", "");
    Map<String, List<String>> expected =
        Map.of(
            "?kind=log", List.of("log", "log"),
            "?kind=log,execution&kind=usage", List.of("usage", "execution", "usage", "log", "log"),
            "?project=p1", List.of("usage", "execution", "log"),
            "?round=r2&kind=usage", List.of("usage"),
            "?agent=Tester", List.of("usage", "log"),
            "?agent_name=Tester&agent=Ghost", List.of("usage", "log", "timeline"),
            "?level=warning,error&kind=log", List.of("log"),
            "?model_name=gpt-4o", List.of("execution", "usage", "log", "log", "timeline"),
            "?project=p1&project=p2&project=&unknown=1",
                List.of("usage", "execution", "usage", "log", "log", "timeline"));
    expected.forEach(
        (query, names) -> {
          try (StreamClient client = listen("apiary", query)) {
            journal.append(
                APIARY,
                Fleet.usage("u1", builder, "gpt-4o-mini"),
                Fleet.execution("e1", builder, ExecutionStatus.RUNNING),
                Fleet.usage("u2", tester, "gpt-4o"),
                Fleet.log("l1", builder, LogLevel.DEBUG, "l1"),
                Fleet.log("l2", tester, LogLevel.ERROR, "l2"),
                Fleet.timeline("t1", nameless, "t1"));
            List<Event> events = client.next(names.size());
            assertThat(events).describedAs(query).extracting(Event::name).isEqualTo(names);
            if (query.contains("model_name")) {
              assertThat(events.get(1).data()).contains("\"model_name\":\"gpt-4o\"");
            }
          }
          awaitUntil(() -> hub.status().subscribers() == 0);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"?kind=trace", "?kind=usage,heartbeat", "?level=fatal", "?level=WARNING"})
  void unknownWordsAreRefused(String query) throws IOException {
    HttpResponse<InputStream> response = open("apiary", query).response();
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
  }

  @Test
  void everyUnknownWordIsNamed() {
    assertThat(open("apiary", "?kind=foo,bar&level=x").next().toString())
        .contains("\\\"foo\\\" is not", "\\\"bar\\\" is not", "\\\"x\\\" is not");
  }

  @Test
  void needsAKeyThatMayQuery() {
    assertThat(open("nobody", "").response().statusCode()).isEqualTo(401);
    assertThat(open("sender", "").response().statusCode()).isEqualTo(403);
    assertThat(hub.status().subscribers()).isZero();
  }

  @Test
  void resumesByHeaderOrParameterAndTheHeaderWins() {
    StreamClient first = listen("apiary", "");
    log(APIARY, "a");
    log(APIARY, "b");
    List<Event> seen = first.next(2);
    first.close();
    restart(SETTINGS);
    log(BURROW, "theirs");
    log(APIARY, "c");
    String a = seen.get(0).id();
    String b = seen.get(1).id();
    try (StreamClient client = listen("apiary", "?since=" + a)) {
      assertThat(messages(client.next(2))).containsExactly("b", "c");
    }
    StreamClient client = listen("apiary", "?since=" + a, "Last-Event-ID", b);
    log(APIARY, "d");
    assertThat(messages(client.next(2))).containsExactly("c", "d");
  }

  @Test
  void aFilteredStreamResumesWithItsFilter() {
    StreamClient first = listen("apiary", "?kind=usage");
    Context builder = context("p1", "r1", "Builder");
    journal.append(APIARY, Fleet.usage("u1", builder, "m"));
    String id = first.next(1).getFirst().id();
    log(APIARY, "not asked for");
    journal.append(APIARY, Fleet.usage("u2", builder, "m"));
    StreamClient second = listen("apiary", "?kind=usage", "Last-Event-ID", id);
    assertThat(second.next(1).getFirst())
        .isEqualTo(first.next(1).getFirst())
        .returns("usage", Event::name);
  }

  @Test
  void tenantsSeeNothingOfEachOther() {
    StreamClient apiary = listen("apiary", "");
    StreamClient burrow = listen("burrow", "");
    for (int i = 0; i < 20; i++) {
      log(APIARY, "apiary " + i);
      log(BURROW, "burrow " + i);
    }
    List<Event> seen = apiary.next(20);
    assertThat(messages(seen)).allMatch(message -> message.startsWith("apiary "));
    assertThat(messages(burrow.next(20))).allMatch(message -> message.startsWith("burrow "));
    burrow.close();
    // Apiary's position opens nothing for Burrow.
    StreamClient thief = listen("burrow", "", "Last-Event-ID", seen.getFirst().id());
    log(BURROW, "burrow now");
    List<Event> events = thief.next(2);
    assertThat(events.get(0))
        .returns("gap", Event::name)
        .satisfies(gap -> assertThat(gap.data()).contains("\"reason\":\"unknown\""));
    assertThat(messages(events.subList(1, 2))).containsExactly("burrow now");
  }

  @Test
  void anExpiredPositionGetsTheGapAndTheOldest() {
    StreamClient first = listen("apiary", "");
    log(APIARY, "a");
    String id = first.next(1).getFirst().id();
    first.close();
    restart(SETTINGS);
    log(APIARY, "b");
    log(APIARY, "c");
    journal.forget(2);
    StreamClient second = listen("apiary", "", "Last-Event-ID", id);
    List<Event> events = second.next(2);
    assertThat(events.getFirst().name()).isEqualTo("gap");
    assertThat(events.getFirst().data())
        .matches(
            "\\{\"oldest\":\"[A-Za-z0-9_-]{22}\",\"reason\":\"expired\","
                + "\"continues_from\":\"oldest\"}");
    assertThat(messages(events.subList(1, 2))).containsExactly("c");
  }

  @Test
  void heartbeatsTellTheTime() {
    restart(settings(1_000, Duration.ofMillis(40)));
    StreamClient client = listen("apiary", "?kind=usage");
    assertThat(List.of(client.next(), client.next()))
        .allSatisfy(
            event ->
                assertThat(event)
                    .returns("heartbeat", Event::name)
                    .returns("{\"time\":\"2026-03-01T12:00:00+00:00\"}", Event::data))
        .extracting(Event::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void tooManyStreamsAreRefused() {
    listen("apiary", "");
    listen("apiary-too", "");
    HttpResponse<InputStream> third = open("apiary", "").response();
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("retry-after")).hasValue("2");
    listen("burrow", "");
    HttpResponse<InputStream> fourth = open("burrow", "").response();
    assertThat(fourth.statusCode()).isEqualTo(503);
    assertThat(fourth.headers().firstValue("retry-after")).hasValue("2");
  }

  @Test
  void aRevokedKeysStreamEndsWithinTwoSeconds() {
    StreamClient client = listen("apiary", "");
    StreamClient other = listen("apiary-too", "");
    long before = System.nanoTime();
    callers.remove("apiary");
    assertThat(client.next()).isEqualTo(Event.END);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    log(APIARY, "still here");
    assertThat(messages(other.next(1))).containsExactly("still here");
    assertThat(open("apiary", "").response().statusCode()).isEqualTo(401);
  }

  @Test
  void theStreamOfAClientThatLeavesEndsAtOnce() {
    StreamClient client = listen("apiary", "?kind=usage");
    long before = System.nanoTime();
    client.close();
    awaitUntil(() -> hub.status().subscribers() == 0);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void stoppingEndsStreamsCleanlyAtOnce() {
    StreamClient client = listen("apiary", "");
    log(APIARY, "a");
    client.next(1);
    long before = System.nanoTime();
    hub.close();
    assertThat(client.next()).isEqualTo(Event.END);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    assertThat(open("apiary", "").response().statusCode()).isEqualTo(503);
  }

  @Test
  void aReaderThatDoesNotReadIsCutOffAndResumes() throws IOException {
    restart(settings(50, Duration.ofSeconds(15)));
    StreamClient quick = listen("apiary-too", "");
    int sent = 0;
    List<String> got = new ArrayList<>();
    String lastId;
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      request(socket, "/api/v1/observability/stream/");
      awaitUntil(() -> hub.status().subscribers() == 2);
      // What the sockets' buffers hold, a megabyte or more, has to be filled first.
      while (hub.status().cutOff() == 0) {
        timeline("n" + sent++);
        assertThat(messages(quick.next(1))).hasSize(1);
      }
      awaitUntil(() -> hub.status().subscribers() == 1);
      socket.setSoTimeout(10_000);
      String rest = readAll(socket);
      lastId =
          rest.replaceFirst(
              "(?s).*\nid: ([A-Za-z0-9_-]{22})\nevent: timeline\ndata: [^\n]*\n\n.*", "$1");
      got.addAll(names(rest));
    }
    assertThat(sent).isGreaterThan(100);
    assertThat(got).isNotEmpty().hasSizeLessThan(sent);
    StreamClient again = listen("apiary", "", "Last-Event-ID", lastId);
    got.addAll(
        names(String.join("\n", again.next(sent - got.size()).stream().map(Event::data).toList())));
    List<String> all = new ArrayList<>();
    for (int i = 0; i < sent; i++) {
      all.add("n" + i);
    }
    assertThat(got).isEqualTo(all);
    assertThat(hub.status().cutOff()).isEqualTo(1);
  }

  private void timeline(String name) {
    journal.append(APIARY, Fleet.timeline(name, context(name, "r1", "Builder"), "x".repeat(2_000)));
  }

  /** The records' projects, which here are their names. */
  private static List<String> names(String stream) {
    return java.util.regex.Pattern.compile("\"agentscope_project_id\":\"(n\\d+)\"[^\n]*}(?=\n|$)")
        .matcher(stream)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  /** What a chunked answer holds, up to where the connection ends however it ends. */
  private static String readAll(Socket socket) throws IOException {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    byte[] buffer = new byte[65_536];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        all.write(buffer, 0, n);
      }
    } catch (java.net.SocketException e) {
      // A reset is an end as well.
    }
    String text = all.toString(StandardCharsets.UTF_8);
    return Chunks.joined(text.substring(text.indexOf("\r\n\r\n") + 4));
  }

  private static void request(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: hc_apiary\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static void awaitUntil(BooleanSupplier condition) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("never came to be");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }
}
