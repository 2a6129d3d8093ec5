package io.hivecore;

import io.hivecore.cli.DataOptions;
import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.identity.FirstKey;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hivecore start}: runs the server in the foreground until it is told to stop. */
@Command(
    name = "start",
    description = "Runs the server in the foreground; stops on Ctrl-C or SIGTERM.")
final class StartCommand implements Runnable {
  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (default: 8000).")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to bind (default: 127.0.0.1, this machine only).")
  private @Nullable String host;

  @Override
  public void run() {
    Settings settings =
        Settings.load(data.config(), Path.of(""), System.getenv(), options(data, host, port));
    CountDownLatch stopped = new CountDownLatch(1);
    HiveCore server = HiveCore.start(settings, InstantSource.system());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      server.close();
                      stopped.countDown();
                    }));
    welcome(System.out, settings, server);
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The settings that stand on the command line. */
  static List<CommandLineSetting> options(
      DataOptions data, @Nullable String host, @Nullable Integer port) {
    List<CommandLineSetting> options = new ArrayList<>();
    data.data()
        .ifPresent(
            path -> options.add(new CommandLineSetting("--data", "data-dir", path.toString())));
    Optional.ofNullable(host)
        .ifPresent(text -> options.add(new CommandLineSetting("--host", "server.host", text)));
    Optional.ofNullable(port)
        .ifPresent(
            number ->
                options.add(
                    new CommandLineSetting("--port", "server.port", Integer.toString(number))));
    return options;
  }

  /** What a newcomer needs: the address, the key once, a line that works. */
  private static void welcome(PrintStream out, Settings settings, HiveCore server) {
    String address = base(settings) + server.port();
    out.println("HiveCore is ready at " + address);
    out.println("  documentation  " + address + "/api/docs/");
    server
        .otlpHttpPort()
        .ifPresent(port -> out.println("  OTLP over HTTP " + base(settings) + port));
    server
        .otlpGrpcPort()
        .ifPresent(port -> out.println("  OTLP over gRPC " + base(settings) + port));
    out.println("  data           " + settings.dataDir().toAbsolutePath().normalize());
    switch (server.firstKey()) {
      case FirstKey.Generated generated -> {
        out.println();
        out.println("  API key        " + generated.text().reveal());
        out.println("                 (shown this once; make others with ./hivecore key create)");
        out.println();
        out.println("Send a first record:");
        out.println();
        out.println(curl(address, generated.text().reveal()));
      }
      case FirstKey.Given given -> {
        out.println("  API key        " + given.text().prefix() + "… (from the settings)");
        out.println();
        out.println("Send a first record, with that key in $KEY:");
        out.println();
        out.println(curl(address, "$KEY"));
      }
      case FirstKey.GivenButRevoked revoked ->
          out.println(
              "  API key        "
                  + revoked.text().prefix()
                  + "… from the settings has been revoked and stays so; make another with ./hivecore key create");
      case FirstKey.Known known ->
          out.println("  API key        as before (make others with ./hivecore key create)");
    }
    if (!server.hasUsers()) {
      out.println();
      out.println("For people to log in, make the first owner; the password is asked for:");
      out.println();
      out.println(
          "  ./hivecore user create --tenant %s --email you@example.com --role owner"
              .formatted(server.firstKey().tenant().slug()));
    }
    out.println();
    out.flush();
  }

  private static String base(Settings settings) {
    return "http://" + shown(settings.server().host()) + ":";
  }

  private static String curl(String address, String key) {
    return """
          curl -X POST %s/api/v1/observability/ingest/usage/ \\
            -H "X-API-Key: %s" -H "Content-Type: application/json" \\
            -d '{"timestamp":"%s","agentscope_agent_id":"planner","agent_name":"Planner","model_name":"gpt-4o-mini","input_tokens":1200,"output_tokens":300}'
        """
        .formatted(
            address,
            key,
            InstantSource.system().instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
  }

  /** An address that a browser on this machine can open. */
  private static String shown(String host) {
    return switch (host) {
      case "127.0.0.1", "0.0.0.0", "::", "::1" -> "localhost";
      default -> host.contains(":") ? "[" + host + "]" : host;
    };
  }
}
