package io.hivecore.http;

import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.hivecore.tenancy.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link Routes} over HTTP/1.1, one virtual thread a connection. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int MOST_FIRST_LINE_BYTES = 16 * 1024;
  private static final int MOST_HEADER_BYTES = 32 * 1024;

  /** Connections that are being refused, or closed to make room, beside those that count. */
  private static final int SPARE_CONNECTIONS = 128;

  private final Routes routes;
  private final Credentials credentials;
  private final BodyReader bodies;
  private final Admission admission;
  private final Connections connections;
  private final WebServer server;

  private HttpServer(HttpSettings settings, Routes routes, Gate gate) {
    this.routes = routes;
    this.credentials = gate.credentials();
    this.bodies = new BodyReader(settings.bounds().bodyBytes());
    this.admission = gate.admission();
    int most = FileDescriptors.bounded(settings.bounds().connections());
    this.connections = new Connections(protocol(), settings.deadlines(), most);
    this.server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .shutdownGracePeriod(settings.deadlines().stop())
            .protocolsDiscoverServices(false)
            .addConnectionSelector(connections)
            .maxTcpConnections(most + SPARE_CONNECTIONS)
            // Small parts of streams go out at once.
            .connectionOptions(options -> options.tcpNoDelay(true))
            // Bounds and deadlines are ours, see BodyReader and Connections.
            .maxPayloadSize(-1)
            .idleConnectionTimeout(Duration.ofDays(1))
            .idleConnectionPeriod(Duration.ofDays(1))
            .contentEncoding(contentEncoding())
            // What is wrong goes to the handlers, which put it in our words.
            .errorHandling(handling -> handling.includeEntity(true))
            .directHandlers(ServerProblems.handlers())
            .routing(routing -> routing.addFilter(this::serve))
            .build();
  }

  private static Http1ConnectionSelector protocol() {
    return Http1ConnectionSelector.builder()
        .config(
            Http1Config.builder()
                .maxPrologueLength(MOST_FIRST_LINE_BYTES)
                .maxHeadersSize(MOST_HEADER_BYTES)
                // RequestPath, Parameters and responseHeader check these, for less.
                .validatePath(false)
                .validatePrologue(false)
                .validateResponseHeaders(false)
                .sendKeepAliveHeader(false)
                .build())
        .build();
  }

  /** Leaves encoded bodies as they are: BodyReader inflates them. */
  private static ContentEncodingContext contentEncoding() {
    return new UntouchedEncoding();
  }

  /**
   * Starts to listen; ready when it returns.
   *
   * @throws UncheckedIOException when it cannot listen there
   */
  public static HttpServer start(
      HttpSettings settings, Routes routes, Authenticator authenticator) {
    return start(settings, routes, new Gate(authenticator, settings.bounds()));
  }

  /**
   * The same for one of several doors.
   *
   * @param gate shared by all of them
   */
  public static HttpServer start(HttpSettings settings, Routes routes, Gate gate) {
    HttpServer http = new HttpServer(settings, routes, gate);
    http.connections.start();
    try {
      http.server.start();
      if (!http.server.isRunning()) {
        // Helidon has logged why, and goes on as if nothing had happened.
        throw new UncheckedIOException(
            new BindException(
                "port " + settings.port() + " on " + settings.host() + " cannot be listened at"));
      }
    } catch (RuntimeException e) {
      http.connections.close();
      throw e;
    }
    return http;
  }

  /** The port it listens on; of use when 0 was asked for. */
  public int port() {
    return server.port();
  }

  /** What is under way now. */
  public Figures figures() {
    return admission.figures(connections.size(), connections.idle());
  }

  /**
   * What the edge is doing.
   *
   * @param connections open
   * @param idle of these, waiting for a request
   * @param requests being answered
   * @param streams being sent
   * @param bytesInFlight held for request bodies
   * @param refusedTooMany 429 answers for a tenant that had taken its share, since the start
   * @param refusedFull 503 answers because all was taken, since the start
   */
  public record Figures(
      int connections,
      int idle,
      int requests,
      int streams,
      long bytesInFlight,
      long refusedTooMany,
      long refusedFull) {}

  private void serve(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    ClientConnection connection = ClientConnection.current();
    HelidonExchange exchange = new HelidonExchange(request, response, connection, bodies);
    connection.beginRequest(exchange.rawPath());
    long start = LOG.isDebugEnabled() ? System.nanoTime() : 0;
    try {
      handle(exchange);
      if (!exchange.isBegun()) {
        throw new IllegalStateException("the handler did not answer");
      }
    } catch (ProblemException e) {
      refuse(exchange, connection, e.problem(), e);
    } catch (Answered e) {
      // HEAD on a stream.
    } catch (CloseConnectionException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      fail(exchange, connection, e);
    } finally {
      if (LOG.isDebugEnabled()) {
        log(exchange, start);
      }
    }
    exchange.finish();
    connection.endRequest();
  }

  private void handle(HelidonExchange exchange) throws IOException {
    String path = RequestPath.checked(exchange.rawPath());
    String method = exchange.method();
    if (path.equals("*") && method.equals("OPTIONS")) {
      exchange.empty(204);
      return;
    }
    Routes.Match match =
        routes
            .match(path)
            .orElseThrow(
                () ->
                    Problem.notFound("There is nothing at " + Shown.of(path) + ".").asException());
    Route route = match.route(method);
    if (route == null) {
      exchange.responseHeader("Allow", match.allow());
      if (method.equals("OPTIONS")) {
        exchange.empty(204);
        return;
      }
      throw Problem.of(
              405,
              "method_not_allowed",
              "Method not allowed",
              "Method \"" + Shown.of(method) + "\" not allowed.")
          .asException();
    }
    exchange.route(route);
    Caller caller =
        route.access().needsCaller()
            ? credentials.require(exchange.headers(), route.access())
            : null;
    try (Admission.Ticket ticket = admission.enter(caller == null ? null : caller.tenant())) {
      exchange.admit(caller, ticket, match.parameters());
      route.handler().handle(exchange);
    }
  }

  private static void refuse(
      HelidonExchange exchange, ClientConnection connection, Problem problem, Exception why) {
    if (exchange.isBegun()) {
      abort(exchange, connection, why);
    }
    exchange.problem(problem);
  }

  private static void fail(
      HelidonExchange exchange, ClientConnection connection, Exception failure) {
    if (connection.isGone() || exchange.isBegun()) {
      abort(exchange, connection, failure);
    }
    LOG.error(
        "{} {} failed, request {}",
        exchange.method(),
        exchange.rawPath(),
        exchange.requestId(),
        failure);
    exchange.problem(
        Problem.of(
            500,
            "internal",
            "Internal error",
            "The server could not answer. Its log tells more under request "
                + exchange.requestId()
                + "."));
  }

  /**
   * Ends a connection in the middle of an answer, so that the client does not take it for whole.
   */
  private static void abort(HelidonExchange exchange, ClientConnection connection, Exception why) {
    if (connection.isGone()) {
      LOG.debug("client left {} {}", exchange.method(), exchange.rawPath());
    } else {
      LOG.error(
          "{} {} failed in the middle of its answer, request {}",
          exchange.method(),
          exchange.rawPath(),
          exchange.requestId(),
          why);
    }
    throw new Closing("the answer could not be finished");
  }

  private static void log(HelidonExchange exchange, long start) {
    @Nullable Caller caller = exchange.callerOrNull();
    LOG.debug(
        "{} {} {} in {} us, key {}, request {}",
        exchange.method(),
        Shown.of(exchange.rawPath()),
        exchange.status(),
        (System.nanoTime() - start) / 1_000,
        caller == null ? "none" : caller.keyId(),
        exchange.requestId());
  }

  @Override
  public void close() {
    server.stop();
    connections.close();
  }
}
