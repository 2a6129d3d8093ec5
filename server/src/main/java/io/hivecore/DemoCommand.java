package io.hivecore;

import io.hivecore.cli.DataOptions;
import io.hivecore.cli.RefusedException;
import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.demo.DemoStream;
import io.hivecore.demo.DemoTenant;
import io.hivecore.identity.ApiKeys;
import io.hivecore.identity.NewApiKey;
import io.hivecore.identity.Tenants;
import io.hivecore.identity.jooq.JooqApiKeyStore;
import io.hivecore.identity.jooq.JooqTenantStore;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
    mixinStandardHelpOptions = true,
    description =
        "Streams a believable fleet into a tenant of its own, named Demo; starts the server when none runs.")
final class DemoCommand implements Runnable {
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
      description = "Removes the demo's tenant and all of its data instead.")
  private boolean remove;

  @Override
  public void run() {
    Settings settings =
        Settings.load(
            data.config(), Path.of(""), System.getenv(), StartCommand.options(data, null, port));
    if (remove) {
      withTenant(settings, DemoTenant::remove);
      System.out.println(
          "The demo's tenant is gone; a running server removes its data within a minute, another at its next start.");
      return;
    }
    if (listening(settings.server())) {
      stream(settings, settings.server().port());
      return;
    }
    System.out.println(
        "No server listens at port "
            + settings.server().port()
            + ", so one is started for the demo.");
    try (HiveCore server = HiveCore.start(settings, InstantSource.system())) {
      stream(settings, server.port());
    }
  }

  private void stream(Settings settings, int serverPort) {
    URI address = URI.create("http://127.0.0.1:" + serverPort);
    withTenant(
        settings,
        tenant -> {
          NewApiKey key = tenant.makeKey();
          System.out.println("Demo data, in the tenant Demo. Look at it:");
          System.out.println();
          System.out.println(
              "  curl -N "
                  + address
                  + "/api/v1/observability/stream/ -H \"X-API-Key: "
                  + key.text().reveal()
                  + "\"");
          System.out.println(
              "  curl "
                  + address
                  + "/api/v1/observability/usage/summary/ -H \"X-API-Key: "
                  + key.text().reveal()
                  + "\"");
          System.out.println();
          try {
            new DemoStream(address, key.text().reveal(), InstantSource.system(), System.out)
                .run(Duration.ofHours(hours), Duration.ofMinutes(minutes));
          } catch (IOException e) {
            throw new RefusedException("The demo ended: " + e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void withTenant(Settings settings, java.util.function.Consumer<DemoTenant> work) {
    try (SqliteControlStore control =
            SqliteControlStore.open(DataFolder.controlStore(settings.dataDir()));
        ApiKeys keys = new ApiKeys(new JooqApiKeyStore(control), InstantSource.system())) {
      work.accept(
          new DemoTenant(new Tenants(new JooqTenantStore(control), InstantSource.system()), keys));
    }
  }

  private static boolean listening(Settings.Server server) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 500);
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      throw new RefusedException("port " + server.port() + " does not answer: " + e.getMessage());
    }
  }
}
