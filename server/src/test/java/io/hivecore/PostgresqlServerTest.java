package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.configuration.InvalidSettingsException;
import io.hivecore.control.ControlPlace;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.postgresql.PostgresServer;
import io.hivecore.identity.FirstKey;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server with its control data in PostgreSQL. */
@Timeout(120)
class PostgresqlServerTest {
  private static final String USAGE =
      """
      {"timestamp":"2026-11-20T12:00:00Z","agentscope_agent_id":"a","agent_name":"A","model_name":"m"}""";

  private final String url = PostgresServer.newDatabase();

  @TempDir Path folder;

  @Test
  void keysAndRecordsAreThereAfterARestart() {
    String key;
    try (RunningServer server = start("data")) {
      key = server.generatedKey();
      assertThat(server.post(key, RunningServer.ROOT + "ingest/usage/", USAGE).statusCode())
          .isEqualTo(201);
    }
    assertThat(folder.resolve("data/control.db")).doesNotExist();
    try (RunningServer server = start("data")) {
      assertThat(server.firstKey()).isInstanceOf(FirstKey.Known.class);
      RunningServer.await(
          () -> server.get(key, RunningServer.ROOT + "usage/").body().contains("\"count\":1"));
    }
  }

  @Test
  void whatOneServerOrCommandChangesHoldsForAllWithinASecond() {
    try (RunningServer one = start("one");
        RunningServer other = start("other")) {
      String first = one.generatedKey();
      assertThat(status(other, first)).isEqualTo(200);
      String made = one.makeKey("--tenant", "acme");
      withinASecond(one, made, 200);
      withinASecond(other, made, 200);
      one.revoke(made);
      withinASecond(other, made, 401);
    }
  }

  @Test
  void aMaskingRuleOrPriceThatOneServerSetsHoldsForTheOther() {
    try (RunningServer one = start("one");
        RunningServer other = start("other")) {
      String key = one.generatedKey();
      // Both are in the other server's memory before they change.
      assertThat(masked(other, key, "before")).isFalse();
      assertThat(priced(other, key)).isFalse();

      String price =
          "{\"model_name\":\"m\",\"input_per_million\":\"1\",\"output_per_million\":\"2\"}";
      assertThat(one.post(key, "/api/v1/prices/", price).statusCode()).isEqualTo(201);
      String rule = "{\"name\":\"mail\",\"kind\":\"email\"}";
      assertThat(one.post(key, "/api/v1/masking-rules/", rule).statusCode()).isEqualTo(201);

      RunningServer.await(() -> priced(other, key));
      RunningServer.await(() -> masked(other, key, "after" + System.nanoTime()));
    }
  }

  private static boolean priced(RunningServer server, String key) {
    return server
        .get(key, "/api/v1/prices/resolve/?model_name=m")
        .body()
        .contains("\"reason\":\"own_price\"");
  }

  /** Whether the server masks an address in a log record that comes in now. */
  private static boolean masked(RunningServer server, String key, String mark) {
    String log =
        "[{\"kind\":\"log\",\"execution_round_id\":\"r\",\"message\":\"%s ann@example.com\"}]"
            .formatted(mark);
    HttpResponse<String> sent = server.post(key, RunningServer.ROOT + "ingest/batch/", log);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    RunningServer.await(() -> logs(server, key).contains(mark));
    return !logs(server, key).contains(mark + " ann@example.com");
  }

  private static String logs(RunningServer server, String key) {
    return server.get(key, RunningServer.ROOT + "logs/?page_size=100").body();
  }

  @Test
  void settingsNameTheDatabaseByEitherVariableAndNeverShowIt() {
    for (String variable : List.of("DATABASE_URL", "HIVECORE_DATABASE_URL")) {
      Settings settings = load(Map.of(variable, "postgres://user:hush@host/hive"));
      assertThat(settings.controlPlace())
          .isInstanceOfSatisfying(
              ControlPlace.Postgresql.class,
              place -> assertThat(place.url()).hasToString("postgresql://host:5432/hive"));
      assertThat(settings.toString() + settings.controlPlace()).doesNotContain("hush", "user:");
    }
    assertThat(load(Map.of("DATABASE_URL", "")).controlPlace())
        .isEqualTo(ControlPlace.file(Path.of("data/control.db")));
    assertThatThrownBy(() -> load(Map.of("DATABASE_URL", "mysql://user:hush@host/db")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith("database-url (DATABASE_URL) must be postgres://user:password@host")
        .hasMessageNotContaining("hush");
  }

  @Test
  void aDatabaseThatDoesNotAnswerStopsTheStartWithItsName() {
    String nowhere = url.replaceFirst(":[0-9]+/", ":1/");
    assertThatThrownBy(() -> RunningServer.onDatabase(folder.resolve("data"), nowhere).close())
        .isInstanceOf(StartException.class)
        .hasMessageContaining(
            "the control store " + DatabaseUrl.parse(nowhere) + " cannot be reached")
        .hasMessageNotContaining("p%40ss");
    assertThat(Files.exists(folder.resolve("data/telemetry"))).isFalse();
  }

  private static Settings load(Map<String, String> environment) {
    return Settings.LOADER.load(Optional.empty(), environment, List.of());
  }

  private RunningServer start(String name) {
    return RunningServer.onDatabase(folder.resolve(name), url);
  }

  private static int status(RunningServer server, String key) {
    return server.get(key, RunningServer.ROOT + "usage/?page_size=1").statusCode();
  }

  private static void withinASecond(RunningServer server, String key, int status) {
    long begin = System.nanoTime();
    RunningServer.await(() -> status(server, key) == status);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
  }
}
