package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.cli.HiveCoreCommand;
import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.control.ControlPlace;
import io.hivecore.http.Routes;
import io.hivecore.identity.FirstKey;
import io.hivecore.time.WatchedClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/** The whole server on its real stores in a folder, with a client to call it over HTTP. */
final class RunningServer implements AutoCloseable {
  static final String ROOT = "/api/v1/observability/";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final HiveCore server;
  private final ControlPlace control;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningServer(Path folder, HiveCore server, ControlPlace control) {
    this.folder = folder;
    this.server = server;
    this.control = control;
  }

  static RunningServer start(Path folder) {
    return start(
        folder,
        new WatchedClock(InstantSource.system()),
        // Samples have fixed dates; they are not to age out of the tests.
        new CommandLineSetting("--keep", "telemetry.retention-days", "36500"));
  }

  /** The same with the control data in a PostgreSQL database. */
  static RunningServer onDatabase(Path folder, String url) {
    return start(
        folder,
        new WatchedClock(InstantSource.system()),
        new CommandLineSetting("--keep", "telemetry.retention-days", "36500"),
        new CommandLineSetting("--database", "database-url", url));
  }

  static RunningServer start(Path folder, WatchedClock clock, CommandLineSetting... more) {
    List<CommandLineSetting> given = new ArrayList<>(List.of(more));
    given.add(new CommandLineSetting("--data", "data-dir", folder.toString()));
    given.add(new CommandLineSetting("--port", "server.port", "0"));
    given.add(new CommandLineSetting("--otlp-http-port", "otlp.http-port", "-1"));
    given.add(new CommandLineSetting("--otlp-grpc-port", "otlp.grpc-port", "-1"));
    Settings settings = Settings.LOADER.load(Optional.empty(), Map.of(), given);
    return new RunningServer(folder, HiveCore.start(settings, clock), settings.controlPlace());
  }

  void removeOldTelemetry() {
    server.removeOldTelemetry();
  }

  int port() {
    return server.port();
  }

  int otlpHttpPort() {
    return server.otlpHttpPort().orElseThrow();
  }

  int otlpGrpcPort() {
    return server.otlpGrpcPort().orElseThrow();
  }

  Routes routes() {
    return server.routes();
  }

  FirstKey firstKey() {
    return server.firstKey();
  }

  /** The key that a first start made. */
  String generatedKey() {
    return ((FirstKey.Generated) server.firstKey()).text().reveal();
  }

  /** Makes a key by the command line, beside the server, and waits until the server knows it. */
  String newKey(String... options) {
    String key = makeKey(options);
    awaitKey(key);
    return key;
  }

  /** Waits until the server knows a key, some half a second: make several, then wait. */
  void awaitKey(String key) {
    await(() -> get(key, ROOT + "usage/?page_size=1").statusCode() != 401);
  }

  /** Makes a key that the server will know soon. */
  String makeKey(String... options) {
    StringWriter out = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("key", "create"));
    arguments.addAll(List.of(options));
    assertThat(run(out, arguments)).isZero();
    return out.toString().strip();
  }

  /** Makes a user by the command line and logs in; the access token. */
  String logIn(String tenant, String email, String role, String password) {
    makeUser(tenant, email, role, password);
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    HttpResponse<String> answer = post("", "/api/v1/auth/login/", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body()).get("access_token").asString();
  }

  /** Makes a user by the command line; the id. */
  String makeUser(String tenant, String email, String role, String password) {
    StringWriter out = new StringWriter();
    List<String> arguments =
        List.of("user", "create", "--tenant", tenant, "--email", email, "--role", role);
    assertThat(run(password, out, arguments)).isZero();
    return out.toString().strip();
  }

  /** Sets a user's password by the command line. */
  void setPassword(String tenant, String email, String password) {
    List<String> arguments = List.of("user", "password", "--tenant", tenant, "--email", email);
    assertThat(run(password, new StringWriter(), arguments)).isZero();
  }

  /** Revokes a key by the command line and waits until the server refuses it. */
  void revoke(String key) {
    assertThat(run(new StringWriter(), List.of("key", "revoke", key))).isZero();
    await(() -> get(key, ROOT + "usage/?page_size=1").statusCode() == 401);
  }

  private int run(StringWriter out, List<String> arguments) {
    return run("", out, arguments);
  }

  private int run(String password, StringWriter out, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--data", folder.toString()));
    return HiveCoreCommand.commandLine(() -> password, (config, data) -> control)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all.toArray(String[]::new));
  }

  HttpResponse<String> get(String key, String path, String... headers) {
    return send("GET", key, path, "", headers);
  }

  HttpResponse<String> post(String key, String path, String body, String... headers) {
    return send("POST", key, path, body, headers);
  }

  HttpResponse<String> delete(String key, String path) {
    return send("DELETE", key, path, "");
  }

  /**
   * Sends a request.
   *
   * @param key or the access token of a person; empty for none
   * @param body empty for none
   * @param headers names and values by turns, instead of the client's own where it has one
   */
  HttpResponse<String> send(
      String method, String key, String path, String body, String... headers) {
    return send(BodyHandlers.ofString(), method, key, path, body, headers);
  }

  /** The same with an answer of the caller's choice, for one that has no end or is no text. */
  <T> HttpResponse<T> send(
      BodyHandler<T> handler,
      String method,
      String key,
      String path,
      String body,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(PATIENCE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (key.startsWith("hc_")) {
      request.header("X-API-Key", key);
    } else if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not come about within " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
