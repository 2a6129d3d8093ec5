package io.hivecore.http;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.hivecore.tenancy.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link Routes} over HTTP/1.1, one virtual thread a request. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final Routes routes;
  private final Authenticator authenticator;
  private final BodyReader bodies = new BodyReader();
  private final WebServer server;

  private HttpServer(HttpSettings settings, Routes routes, Authenticator authenticator) {
    this.routes = routes;
    this.authenticator = authenticator;
    this.server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .maxPayloadSize(-1)
            .routing(routing -> routing.any(this::dispatch))
            .build();
  }

  /** Starts to listen; ready when it returns. */
  public static HttpServer start(
      HttpSettings settings, Routes routes, Authenticator authenticator) {
    HttpServer http = new HttpServer(settings, routes, authenticator);
    http.server.start();
    return http;
  }

  /** The port it listens on; of use when 0 was asked for. */
  public int port() {
    return server.port();
  }

  private void dispatch(ServerRequest request, ServerResponse response) {
    HelidonExchange exchange = new HelidonExchange(request, response, bodies, null, Map.of());
    try {
      handle(request, response);
    } catch (ProblemException e) {
      refuse(exchange, response, e.problem(), e);
    } catch (UncheckedIOException | IOException e) {
      // The client left; there is nobody to tell.
      LOG.debug("client left {}", exchange.rawPath(), e);
    } catch (RuntimeException e) {
      UUID incident = UUID.randomUUID();
      LOG.error("{} {} failed, incident {}", exchange.method(), exchange.rawPath(), incident, e);
      Problem problem =
          Problem.of(
              500,
              "internal",
              "Internal error",
              "The server could not answer. The log tells more under incident " + incident + ".");
      refuse(exchange, response, problem, e);
    }
  }

  private void handle(ServerRequest request, ServerResponse response) throws IOException {
    String rawPath = request.prologue().uriPath().rawPath();
    Routes.Match match =
        routes
            .match(rawPath)
            .orElseThrow(
                () -> Problem.notFound("There is nothing at " + rawPath + ".").asException());
    String method = request.prologue().method().text();
    Route route = match.byMethod().get(method);
    if (route == null) {
      response.header("Allow", String.join(", ", match.methods()));
      throw Problem.of(
              405,
              "method_not_allowed",
              "Method not allowed",
              "Method \"" + method + "\" not allowed.")
          .asException();
    }
    Caller caller = route.access().needsCaller() ? authenticate(request, route.access()) : null;
    route
        .handler()
        .handle(new HelidonExchange(request, response, bodies, caller, match.parameters()));
  }

  private Caller authenticate(ServerRequest request, Access access) {
    String key =
        bearer(request)
            .or(() -> HelidonExchange.header(request, "X-API-Key"))
            .orElseThrow(
                () ->
                    Problem.unauthorized(
                            "Authentication credentials were not provided. Send an API key as"
                                + " X-API-Key or as Authorization: Bearer.")
                        .asException());
    Caller caller =
        authenticator
            .authenticate(key)
            .orElseThrow(
                () ->
                    Problem.unauthorized(
                            key.startsWith("hc_") ? "Invalid API key" : "Invalid API key format")
                        .asException());
    if (!access.admits(caller)) {
      throw Problem.forbidden("This API key may not do that.").asException();
    }
    return caller;
  }

  private static Optional<String> bearer(ServerRequest request) {
    return HelidonExchange.header(request, "Authorization")
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip());
  }

  private static void refuse(
      HelidonExchange exchange, ServerResponse response, Problem problem, @Nullable Throwable why) {
    if (response.isSent()) {
      LOG.warn("an answer that had begun was ended: {}", problem.detail(), why);
      throw new UncheckedIOException(new IOException("the answer could not be finished"));
    }
    exchange.problem(problem);
  }

  @Override
  public void close() {
    server.stop();
  }
}
