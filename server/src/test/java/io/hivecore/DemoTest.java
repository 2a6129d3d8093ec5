package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.demo.DemoStream;
import io.hivecore.demo.DemoTenant;
import io.hivecore.identity.ApiKeys;
import io.hivecore.identity.Tenants;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import io.hivecore.identity.jooq.JooqTenantStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo's data in a whole server, and their end. */
class DemoTest {
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  @Test
  void everyRecordIsTakenKeptApartAndTakenOutAgain(@TempDir Path folder) throws Exception {
    try (RunningServer server = RunningServer.start(folder);
        SqliteControlStore control = SqliteControlStore.open(folder.resolve("control.db"));
        ApiKeys keys = new ApiKeys(new JooqApiKeyStore(control), InstantSource.system())) {
      Tenants tenants = new Tenants(new JooqTenantStore(control), InstantSource.system());
      DemoTenant demo = new DemoTenant(tenants, keys);
      String key = demo.makeKey().text().reveal();

      stream(server.port(), key, Duration.ofSeconds(20)).run(Duration.ofHours(2), Duration.ZERO);

      assertThat(words.toString(StandardCharsets.UTF_8))
          .startsWith("Filling in the last 2 hours …\n")
          .containsPattern(
              "[0-9,]+ records are in\\. From here on it is live; Ctrl-C ends it\\.\n$");
      RunningServer.await(
          () -> json(server, key, "usage/?page_size=1").get("count").asInt() > 1_000);
      assertThat(json(server, key, "usage/?page_size=50").get("results"))
          .allMatch(call -> call.at("/extra/demo").asBoolean());
      assertThat(json(server, server.generatedKey(), "usage/").get("count").asInt()).isZero();
      String operator = server.newKey("--operator");
      assertThat(server.get(operator, "/metrics").body()).contains("model=\"in-house-7b\"");

      assertThat(demo.remove()).isTrue();

      assertThat(demo.remove()).isFalse();
      RunningServer.await(() -> server.get(key, ROOT + "usage/").statusCode() == 401);
      assertThat(tenants.findBySlug("demo")).isEmpty();
      assertThatThrownBy(
              () ->
                  stream(server.port(), key, Duration.ofSeconds(20))
                      .run(Duration.ofHours(1), Duration.ZERO))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the server does not know the demo's key.");
      // A tenant of the same name begins anew.
      String next = demo.makeKey().text().reveal();
      server.awaitKey(next);
      assertThat(json(server, next, "usage/").get("count").asInt()).isZero();
    }
  }

  @Test
  void aServerThatStaysAwayEndsIt() {
    assertThatThrownBy(
            () ->
                stream(1, "hc_" + "A".repeat(43), Duration.ZERO)
                    .run(Duration.ofHours(1), Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessage("the server does not answer");
  }

  private DemoStream stream(int port, String key, Duration patience) {
    return new DemoStream(
        URI.create("http://127.0.0.1:" + port),
        key,
        InstantSource.system(),
        new PrintStream(words, true, StandardCharsets.UTF_8),
        patience);
  }

  private static JsonNode json(RunningServer server, String key, String path) {
    return new JsonMapper().readTree(server.get(key, ROOT + path).body());
  }
}
