package io.hivecore;

import io.hivecore.http.Gate;
import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.http.grpc.GrpcServer;
import io.hivecore.http.grpc.GrpcSettings;
import io.hivecore.ingest.Ingest;
import io.hivecore.ingest.http.OtlpMethods;
import io.hivecore.ingest.http.OtlpRoutes;
import io.hivecore.ingest.otlp.OtlpIntake;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners for OpenTelemetry beside the main port, where its exporters look for them. One that
 * nobody asked for does not keep the server from starting when something else listens there, such
 * as a collector.
 */
final class OtlpDoors implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpDoors.class);

  private final @Nullable HttpServer http;
  private final @Nullable GrpcServer grpc;

  private OtlpDoors(@Nullable HttpServer http, @Nullable GrpcServer grpc) {
    this.http = http;
    this.grpc = grpc;
  }

  /**
   * Before anything is made, see {@link Listener#requireFree}.
   *
   * @throws StartException when a port that was asked for cannot be listened at
   */
  static void requireFree(Settings settings) {
    requireFree(settings, settings.otlp().httpPort(), "otlp.http-port");
    requireFree(settings, settings.otlp().grpcPort(), "otlp.grpc-port");
  }

  private static void requireFree(Settings settings, Optional<Integer> given, String setting) {
    int port = given.orElse(0);
    if (port > 0) {
      Listener.requireFree(settings.server().host(), port, setting);
    }
  }

  /**
   * A port that cannot be listened at.
   *
   * @param given whether the setting says it; without, the server starts without it
   */
  record Obstacle(int port, String setting, boolean given, String reason) {}

  /** Which of the ports that are wanted cannot be had. */
  static List<Obstacle> obstacles(Settings settings) {
    List<Obstacle> obstacles = new ArrayList<>();
    OtlpSection otlp = settings.otlp();
    String host = settings.server().host();
    look(host, "otlp.http-port", otlp.httpPort(), OtlpSection.HTTP_PORT, obstacles);
    look(host, "otlp.grpc-port", otlp.grpcPort(), OtlpSection.GRPC_PORT, obstacles);
    return obstacles;
  }

  private static void look(
      String host,
      String setting,
      Optional<Integer> given,
      int standard,
      List<Obstacle> obstacles) {
    int port = given.orElse(standard);
    if (port > 0) {
      Listener.obstacle(host, port)
          .ifPresent(
              reason -> obstacles.add(new Obstacle(port, setting, given.isPresent(), reason)));
    }
  }

  /** Starts the listeners that are wanted. */
  static OtlpDoors start(Settings settings, Ingest ingest, OtlpIntake intake, Gate gate) {
    HttpSettings main = settings.httpSettings();
    OtlpSection otlp = settings.otlp();
    HttpServer http =
        started(
            "HTTP",
            "otlp.http-port",
            main.host(),
            otlp.httpPort(),
            OtlpSection.HTTP_PORT,
            port -> {
              Routes routes = new Routes();
              OtlpRoutes.register(routes, ingest, intake, otlp.maxBodySize().bytes());
              return HttpServer.start(
                  new HttpSettings(main.host(), port, main.deadlines(), main.bounds()),
                  routes,
                  gate);
            });
    try {
      GrpcServer grpc =
          started(
              "gRPC",
              "otlp.grpc-port",
              main.host(),
              otlp.grpcPort(),
              OtlpSection.GRPC_PORT,
              port -> GrpcServer.start(grpc(port, settings), OtlpMethods.of(ingest, intake), gate));
      return new OtlpDoors(http, grpc);
    } catch (RuntimeException e) {
      if (http != null) {
        http.close();
      }
      throw e;
    }
  }

  private static GrpcSettings grpc(int port, Settings settings) {
    HttpSettings main = settings.httpSettings();
    return GrpcSettings.of(
        main.host(),
        port,
        (int) settings.otlp().maxBodySize().bytes(),
        main.bounds(),
        main.deadlines());
  }

  private interface Starting<S> {
    S at(int port);
  }

  private static <S> @Nullable S started(
      String what,
      String setting,
      String host,
      Optional<Integer> given,
      int standard,
      Starting<S> starting) {
    int wanted = given.orElse(standard);
    if (wanted == 0) {
      return null;
    }
    if (given.isEmpty()) {
      Optional<String> obstacle = Listener.obstacle(host, standard);
      if (obstacle.isPresent()) {
        without(what, setting, host, standard, obstacle.get());
        return null;
      }
    }
    try {
      return starting.at(Math.max(0, wanted));
    } catch (UncheckedIOException e) {
      if (given.isEmpty()) {
        without(what, setting, host, standard, StartException.reason(e));
        return null;
      }
      throw new StartException(
          "port %d on %s cannot be listened at: %s. Stop what listens there, or set %s."
              .formatted(wanted, host, StartException.reason(e), setting));
    }
  }

  private static void without(String what, String setting, String host, int port, String obstacle) {
    LOG.warn(
        "No OTLP over {} beside the main port: port {} on {} cannot be listened at: {}. Stop what"
            + " listens there, or set {} to another port or to 0.",
        what,
        port,
        host,
        obstacle,
        setting);
  }

  /** Where OTLP over HTTP is taken beside the main port; empty when nowhere. */
  OptionalInt httpPort() {
    return http == null ? OptionalInt.empty() : OptionalInt.of(http.port());
  }

  /** Where OTLP over gRPC is taken; empty when nowhere. */
  OptionalInt grpcPort() {
    return grpc == null ? OptionalInt.empty() : OptionalInt.of(grpc.port());
  }

  @Override
  public void close() {
    if (grpc != null) {
      grpc.close();
    }
    if (http != null) {
      http.close();
    }
  }
}
