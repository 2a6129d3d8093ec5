package io.hivecore;

import io.hivecore.cli.ControlStores;
import io.hivecore.cli.DataOptions;
import io.hivecore.cli.RefusedException;
import io.hivecore.control.ControlPlace;
import io.hivecore.control.ControlStore;
import io.hivecore.demo.DemoStream;
import io.hivecore.demo.DemoTenant;
import io.hivecore.identity.ApiKeys;
import io.hivecore.identity.FirstKey;
import io.hivecore.identity.Tenants;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import io.hivecore.identity.jooq.JooqTenantStore;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code hivecore demo}: streams the fleet into a running server, or into one that it starts for
 * the time.
 */
@Command(
    name = "demo",
    description =
        "Streams a believable fleet into a tenant of its own, to see the system live; starts the server when none runs. All of it is made up and marked \"demo\".")
final class DemoCommand implements Runnable {
  /** How long the server may be away, for example while it is started anew. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String HOW_TO_REMOVE =
      "Its data stay until ./hivecore demo --remove (with the same --data).";

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the server (default: 8000).")
  private @Nullable Integer port;

  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "Hours of history to fill first (default: ${DEFAULT-VALUE}).")
  private int hours = 24;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "60",
      description = "Minutes to go on live (default: ${DEFAULT-VALUE}).")
  private int minutes = 60;

  @Option(
      names = "--remove",
      description = "Takes the demo's tenant, its keys and all of its data out again.")
  private boolean remove;

  @Override
  public void run() {
    Settings settings =
        Settings.load(
            data.config(), Path.of(""), System.getenv(), StartCommand.options(data, null, port));
    if (remove) {
      remove(settings);
      return;
    }
    if (hours < 0 || minutes < 0) {
      throw new RefusedException("--hours and --minutes must not be negative");
    }
    CountDownLatch ended = new CountDownLatch(1);
    Thread streaming = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(streaming, ended)));
    try {
      run(settings);
    } finally {
      ended.countDown();
    }
  }

  private void run(Settings settings) {
    int wanted = settings.server().port();
    if (listening(wanted)) {
      if (!Listener.isHiveCore(wanted)) {
        throw new RefusedException(
            "what listens at port " + wanted + " is no HiveCore; name another port with --port");
      }
      stream(settings, wanted);
      return;
    }
    System.out.println("No server listens at port " + wanted + ", so one is started for the demo.");
    try (HiveCore server = HiveCore.start(settings, InstantSource.system())) {
      if (server.firstKey() instanceof FirstKey.Generated generated) {
        System.out.println(
            "The key of your own tenant, shown this once: " + generated.text().reveal());
      }
      stream(settings, server.port());
    }
  }

  /** On Ctrl-C: the stream ends between two records, and a server of the demo's own closes. */
  private static void stop(Thread streaming, CountDownLatch ended) {
    streaming.interrupt();
    try {
      ended.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Settings settings) {
    if (settings.controlPlace() instanceof ControlPlace.SqliteFile(var file)
        && !Files.exists(file)) {
      throw new RefusedException(
          "there is no data in "
              + settings.dataDir().toAbsolutePath().normalize()
              + "; name the server's folder with --data");
    }
    System.out.println(
        withTenant(settings, DemoTenant::remove)
            ? "The demo's tenant and its keys are gone; a running server removes the data within a"
                + " minute, another at its next start."
            : "There is no demo to take out.");
  }

  private void stream(Settings settings, int serverPort) {
    URI address = URI.create("http://127.0.0.1:" + serverPort);
    String key = withTenant(settings, DemoTenant::makeKey).text().reveal();
    String api = address + "/api/v1/observability/";
    System.out.println("Demo data, in a tenant of its own. Look at it in another terminal:");
    System.out.println();
    System.out.println("  export KEY=" + key);
    System.out.println("  curl -N " + api + "stream/ -H \"X-API-Key: $KEY\"");
    System.out.println("  curl " + api + "usage/summary/ -H \"X-API-Key: $KEY\"");
    System.out.println("  curl " + api + "executions/active/ -H \"X-API-Key: $KEY\"");
    System.out.println();
    try {
      new DemoStream(address, key, InstantSource.system(), System.out, PATIENCE)
          .run(Duration.ofHours(hours), Duration.ofMinutes(minutes));
      System.out.println("The demo is over. " + HOW_TO_REMOVE);
    } catch (IOException e) {
      throw new RefusedException("the demo ended: " + e.getMessage());
    } catch (InterruptedException e) {
      System.out.println();
      System.out.println("The demo is stopped. " + HOW_TO_REMOVE);
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T withTenant(Settings settings, Function<DemoTenant, T> work) {
    try (ControlStore control = ControlStores.open(settings.controlPlace());
        ApiKeys keys = new ApiKeys(new JooqApiKeyStore(control), InstantSource.system())) {
      return work.apply(
          new DemoTenant(new Tenants(new JooqTenantStore(control), InstantSource.system()), keys));
    }
  }

  private static boolean listening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new RefusedException("port " + port + " does not answer: " + e.getMessage());
    }
  }
}
