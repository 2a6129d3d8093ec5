package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.cli.HiveCoreCommand;
import io.hivecore.control.ControlPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each tenant's records go after its own days, also when these change while the server runs. */
@Timeout(60)
class TenantRetentionTest {
  private static final String KEY = "hc_" + "TenantRetention".repeat(3).substring(0, 43);
  private static final String OBSERVABILITY = "/api/v1/observability/";
  private static final Pattern AGENT = Pattern.compile("\"agent_name\":\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void eachTenantsRecordsGoAfterItsOwnDays() {
    Map<String, String> environment =
        Map.of(
            "HIVECORE_DATA_DIR",
            folder.toString(),
            "HIVECORE_PORT",
            "0",
            "HIVECORE_BOOTSTRAP_API_KEY",
            KEY,
            "HIVECORE_TELEMETRY_RETENTION_DAYS",
            "80");
    run("tenant", "create", "brief", "--retention-days", "30");
    String brief = run("key", "create", "--tenant", "brief");
    Settings settings = Settings.load(Optional.empty(), folder, environment, List.of());
    try (HiveCore server = HiveCore.start(settings, InstantSource.system())) {
      for (String key : List.of(KEY, brief)) {
        for (int days : new int[] {10, 60, 100}) {
          send(server, key, days);
        }
        awaitAgents(server, key, "10 days", "60 days", "100 days");
      }
      server.removeOldTelemetry();
      assertThat(agents(server, KEY)).containsExactly("10 days", "60 days");
      assertThat(agents(server, brief)).containsExactly("10 days");

      run("tenant", "set", "brief", "--retention-days", "default");
      send(server, brief, 60);
      send(server, brief, 100);
      awaitAgents(server, brief, "10 days", "60 days", "100 days");
      run("tenant", "set", "default", "--retention-days", "7");
      server.removeOldTelemetry();
      assertThat(agents(server, KEY)).isEmpty();
      assertThat(agents(server, brief)).containsExactly("10 days", "60 days");
    }
  }

  private void send(HiveCore server, String key, int daysAgo) {
    Instant at = InstantSource.system().instant().minus(Duration.ofDays(daysAgo));
    String body =
        """
        {"timestamp":"%s","agentscope_agent_id":"a","agent_name":"%d days","model_name":"gpt-4o"}"""
            .formatted(at, daysAgo);
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    answer(server, key, "ingest/usage/", request, 201);
  }

  private void awaitAgents(HiveCore server, String key, String... expected) {
    List<String> found = List.of();
    while (!found.equals(List.of(expected))) {
      found = agents(server, key);
    }
  }

  /** Of the tenant's usage records, newest first. */
  private List<String> agents(HiveCore server, String key) {
    Matcher matcher = AGENT.matcher(answer(server, key, "usage/", HttpRequest.newBuilder(), 200));
    List<String> agents = new ArrayList<>();
    while (matcher.find()) {
      agents.add(matcher.group(1));
    }
    return agents;
  }

  private String answer(
      HiveCore server, String key, String path, HttpRequest.Builder request, int status) {
    URI address = URI.create("http://127.0.0.1:" + server.port() + OBSERVABILITY + path);
    try {
      var answer =
          client.send(
              request.uri(address).header("X-API-Key", key).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.toString()));
    StringWriter out = new StringWriter();
    int exit =
        HiveCoreCommand.commandLine(
                (config, data) -> ControlPlace.file(DataFolder.controlStore(data.orElseThrow())))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()))
            .execute(all.toArray(String[]::new));
    assertThat(exit).isZero();
    return out.toString().strip();
  }
}
