package io.hivecore.bench;

import io.hivecore.bench.http.Connection;
import io.hivecore.bench.http.Target;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server of this checkout on a free port and a data folder of its own, for the time of the bench.
 */
public final class OwnServer implements AutoCloseable {
  private final Path launcher;
  private final Path data;
  private final String key;
  private final int port;
  private final int grpcPort;
  private Process process;
  private Duration readyAfter;

  private OwnServer(
      Path launcher,
      Path data,
      String key,
      int port,
      int grpcPort,
      Process process,
      Duration readyAfter) {
    this.launcher = launcher;
    this.data = data;
    this.key = key;
    this.port = port;
    this.grpcPort = grpcPort;
    this.process = process;
    this.readyAfter = readyAfter;
  }

  /** Starts the server and waits until it is ready. */
  static OwnServer start(Path launcher, Path data) throws IOException, InterruptedException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String key = "hc_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    int port = freePort();
    int grpcPort = freePort();
    long begin = System.nanoTime();
    Process process = launch(launcher, data, port, grpcPort, key);
    awaitReady(process, port, key);
    return new OwnServer(
        launcher, data, key, port, grpcPort, process, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Stops it and starts it again on the same data. */
  void restart() throws IOException, InterruptedException {
    stop();
    long begin = System.nanoTime();
    process = launch(launcher, data, port, grpcPort, key);
    awaitReady(process, port, key);
    readyAfter = Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Ends it at once, without a chance to tidy up. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** From the launch of the launcher to the first ready answer. */
  Duration readyAfter() {
    return readyAfter;
  }

  Target target() {
    return target(port, key);
  }

  /** Of its OTLP door over gRPC. */
  int grpcPort() {
    return grpcPort;
  }

  /** The same server with an operator's key, made for this. */
  Target operator() throws IOException, InterruptedException {
    return target().withKey(newKey("--operator", "--name", "bench"));
  }

  /** The same server with the key of a tenant of that slug, made for this. */
  Target tenant(String slug) throws IOException, InterruptedException {
    return target().withKey(newKey("--tenant", slug, "--name", "bench"));
  }

  /** Resident memory of the server's process in bytes, as Linux tells it. */
  long residentBytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(0)
          * 1024;
    }
  }

  private String newKey(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(launcher.toString(), "key", "create", "--json", "--data", data.toString()));
    command.addAll(List.of(options));
    Process creation =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer = new String(creation.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (creation.waitFor() != 0) {
      throw new IOException("no key could be made: " + answer);
    }
    var found = java.util.regex.Pattern.compile("hc_[A-Za-z0-9_-]{43,61}").matcher(answer);
    if (!found.find()) {
      throw new IOException("no key in " + answer);
    }
    awaitKey(found.group());
    return found.group();
  }

  /** A new key works within a second. */
  private void awaitKey(String made) throws IOException, InterruptedException {
    long patience = System.nanoTime() + 5_000_000_000L;
    while (System.nanoTime() < patience) {
      try (Connection connection = new Connection(target(port, made))) {
        if (connection.get("/metrics").status() == 200) {
          return;
        }
      }
      Thread.sleep(50);
    }
    throw new IOException("a new key does not work after 5 s");
  }

  private static Process launch(Path launcher, Path data, int port, int grpcPort, String key)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            launcher.toString(),
            "start",
            "--port",
            Integer.toString(port),
            "--data",
            data.toString());
    builder.environment().put("HIVECORE_BOOTSTRAP_API_KEY", key);
    builder.environment().put("HIVECORE_OTLP_GRPC_PORT", Integer.toString(grpcPort));
    builder.environment().put("HIVECORE_OTLP_HTTP_PORT", "0");
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(data.resolveSibling("server.log").toFile()));
    return builder.start();
  }

  private static void awaitReady(Process process, int port, String key)
      throws IOException, InterruptedException {
    long patience = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < patience) {
      if (!process.isAlive()) {
        throw new IOException("the server ended with " + process.exitValue());
      }
      try (Connection connection = new Connection(target(port, key))) {
        if (connection.get("/health/ready").status() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(5);
    }
    process.destroyForcibly();
    throw new IOException("the server is not ready after 60 s");
  }

  private static Target target(int port, String key) {
    return new Target(URI.create("http://127.0.0.1:" + port), Map.of("X-API-Key", key));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
