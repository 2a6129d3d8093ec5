package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static io.hivecore.RunningServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.live.http.StreamClient;
import io.hivecore.time.ManualTime;
import io.hivecore.time.WatchedClock;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server while its machine's clock is set by hours, also between two runs. */
@Timeout(60)
class ClockJumpTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  private final ManualTime time = new ManualTime(NOON);
  private RunningServer server;
  private String key;

  private void start() {
    server =
        RunningServer.start(
            folder,
            new WatchedClock(time, time),
            new CommandLineSetting("--keep", "telemetry.retention-days", "30"),
            new CommandLineSetting("--beat", "stream.heartbeat", "1s"));
  }

  @BeforeEach
  void startAnew() {
    start();
    key = server.generatedKey();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A log record without a time of its own; its id. */
  private String log(String message, String more) {
    return send(
        "log", "{\"execution_round_id\":\"r\",\"message\":\"%s\"%s}".formatted(message, more));
  }

  /** What an agent says of a run; the record's id. */
  private String run(String executionId, String more) {
    return send(
        "execution",
        """
        {"execution_id":"%s","agentscope_agent_id":"a","agent_name":"a",
         "start_time":"2026-03-01T11:00:00Z"%s}"""
            .formatted(executionId, more));
  }

  private String send(String kind, String body) {
    HttpResponse<String> answer = server.post(key, ROOT + "ingest/" + kind + "/", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).get("id").asString();
  }

  private JsonNode ask(String path) {
    HttpResponse<String> answer = server.get(key, ROOT + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** A field of each record in a list. */
  private List<String> all(String path, String field) {
    JsonNode answer = ask(path);
    List<String> all = new ArrayList<>();
    (answer.isArray() ? answer : answer.get("results"))
        .forEach(record -> all.add(record.get(field).asString()));
    return all;
  }

  private void awaitRecords(String path, int count) {
    await(() -> all(path, "id").size() == count);
  }

  private StreamClient stream(String query) {
    StreamClient client = StreamClient.open(server.port(), query, "X-API-Key", key);
    assertThat(client.next(2).getLast().name()).isEqualTo("connected");
    return client;
  }

  private static List<String> messages(List<StreamClient.Event> events) {
    return events.stream()
        .map(event -> JSON.readTree(event.data()).get("message").asString())
        .toList();
  }

  @Test
  void whatComesInKeepsItsPlaceAndItsIdentity() {
    List<String> ids = new ArrayList<>();
    ids.add(log("first", ""));
    String same = log("twice", ",\"id\":\"x\"");
    time.jump(Duration.ofHours(-5));
    ids.add(log("second", ""));
    assertThat(log("twice", ",\"id\":\"x\"")).isEqualTo(same);
    time.jump(Duration.ofHours(12));
    ids.add(log("third", ""));
    time.jump(Duration.ofHours(-2));
    ids.add(log("fourth", ""));
    assertThat(ids).isSorted();
    awaitRecords("logs/", 5);
    assertThat(all("logs/", "message"))
        .containsExactly("third", "fourth", "twice", "first", "second");
    assertThat(all("logs/", "timestamp")).isEqualTo(all("logs/", "received_at"));

    server.close();
    time.jump(Duration.ofDays(-3));
    start();
    assertThat(log("twice", ",\"id\":\"x\"")).isEqualTo(same);
    ids.add(log("fifth", ""));
    assertThat(ids).doesNotHaveDuplicates();
    awaitRecords("logs/", 6);
    assertThat(all("logs/", "message"))
        .containsExactly("third", "fourth", "twice", "first", "second", "fifth");
  }

  @Test
  void streamsGoOnInTheOrderOfAcceptanceAndAreResumed() {
    String last;
    try (StreamClient client = stream("")) {
      log("first", "");
      time.jump(Duration.ofHours(-5));
      log("second", "");
      time.jump(Duration.ofHours(12));
      log("third", "");
      List<StreamClient.Event> events = client.next(3);
      assertThat(messages(events)).containsExactly("first", "second", "third");
      last = events.getFirst().id();
      for (int hours : new int[] {-30, 60}) {
        time.jump(Duration.ofHours(hours));
        String now = time.instant().toString().replace("Z", "+00:00");
        await(() -> client.next().data().contains(now));
      }
    }
    try (StreamClient client = stream("?since=" + last)) {
      assertThat(messages(client.next(2))).containsExactly("second", "third");
    }
    server.close();
    time.jump(Duration.ofHours(-40));
    start();
    log("fourth", "");
    try (StreamClient client = stream("?since=" + last)) {
      assertThat(messages(client.next(3))).containsExactly("second", "third", "fourth");
    }
  }

  @Test
  void aRunIsStaleWhenItWasNotHeardOfForSixHoursWhateverTheClockShows() {
    run("quiet", "");
    run("talking", "");
    awaitRecords("executions/active/", 2);
    time.jump(Duration.ofHours(7));
    assertThat(stale()).isEmpty();
    time.pass(Duration.ofHours(3));
    time.jump(Duration.ofHours(-20));
    run("talking", ",\"node_id\":\"later\"");
    await(() -> all("executions/active/", "node_id").contains("later"));
    time.pass(Duration.ofMinutes(181));
    assertThat(stale()).containsExactly("quiet");
    time.pass(Duration.ofHours(3));
    assertThat(stale()).containsExactlyInAnyOrder("quiet", "talking");
  }

  @Test
  void aRunThatWasHeardOfAheadOfTimeByAnEarlierServerIsStaleInTime() {
    server.close();
    time.jump(Duration.ofDays(3_000));
    start();
    run("quiet", "");
    awaitRecords("executions/active/", 1);
    server.close();
    time.jump(Duration.ofDays(-3_000));
    start();
    assertThat(stale()).isEmpty();
    time.pass(Duration.ofMinutes(361));
    assertThat(stale()).containsExactly("quiet");
  }

  private List<String> stale() {
    List<String> stale = new ArrayList<>();
    for (JsonNode run : ask("executions/active/")) {
      if (run.get("stale").asBoolean()) {
        stale.add(run.get("execution_id").asString());
      }
    }
    return stale;
  }

  @Test
  void nothingIsRemovedForAClockThatIsSetAheadByMistake() {
    log("kept", "");
    awaitRecords("logs/", 1);
    time.jump(Duration.ofDays(200));
    server.removeOldTelemetry();
    assertThat(all("logs/", "message")).containsExactly("kept");
    time.pass(Duration.ofHours(2));
    time.jump(Duration.ofDays(-400));
    server.removeOldTelemetry();
    time.jump(Duration.ofDays(200));
    server.removeOldTelemetry();
    assertThat(all("logs/", "message")).containsExactly("kept");
  }

  @Test
  void whatIsTooOldIsRemovedOnceTheClockHasHeldForADay() {
    log("old", "");
    awaitRecords("logs/", 1);
    time.jump(Duration.ofDays(200));
    log("new", "");
    awaitRecords("logs/", 2);
    time.pass(Duration.ofHours(24));
    server.removeOldTelemetry();
    assertThat(all("logs/", "message")).containsExactly("new");
  }

  @Test
  void keysAreTakenUntilTheyAreRevoked() {
    String made = server.newKey("--name", "made");
    for (int hours : new int[] {-30, 90_000, -200_000}) {
      time.jump(Duration.ofHours(hours));
      assertThat(all("logs/", "id")).isEmpty();
      assertThat(server.get(made, ROOT + "logs/").statusCode()).isEqualTo(200);
    }
    server.revoke(made);
    server.close();
    time.jump(Duration.ofDays(3_750));
    start();
    assertThat(server.get(made, ROOT + "logs/").statusCode()).isEqualTo(401);
    assertThat(all("logs/", "id")).isEmpty();
  }
}
