package io.hivecore.http;

import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The real server with the given routes on a free port, two tenants' keys and an operator's. */
public final class TestServer implements AutoCloseable {
  public static final TenantId ONE = TenantId.parse("00000000-0000-0000-0000-000000000001");
  public static final TenantId OTHER = TenantId.parse("00000000-0000-0000-0000-000000000002");

  public static final String KEY = "hc_" + "1".repeat(43);
  public static final String OTHER_KEY = "hc_" + "2".repeat(43);
  public static final String INGEST_ONLY_KEY = "hc_" + "3".repeat(43);
  public static final String QUERY_ONLY_KEY = "hc_" + "4".repeat(43);
  public static final String OPERATOR_KEY = "hc_" + "5".repeat(43);
  public static final String UNKNOWN_KEY = "hc_" + "9".repeat(43);

  private static final Map<String, Caller> CALLERS =
      Map.of(
          KEY, new Caller(ONE, new UUID(0, 11), Set.of(Scope.INGEST, Scope.QUERY)),
          OTHER_KEY, new Caller(OTHER, new UUID(0, 12), Set.of(Scope.INGEST, Scope.QUERY)),
          INGEST_ONLY_KEY, new Caller(ONE, new UUID(0, 13), Set.of(Scope.INGEST)),
          QUERY_ONLY_KEY, new Caller(ONE, new UUID(0, 14), Set.of(Scope.QUERY)),
          OPERATOR_KEY, new Caller(null, new UUID(0, 15), Set.of(Scope.OPERATE)));

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestServer(HttpServer server) {
    this.server = server;
  }

  public static TestServer start(Routes routes) {
    return start(routes, Deadlines.DEFAULT, Bounds.DEFAULT);
  }

  public static TestServer start(Routes routes, Deadlines deadlines, Bounds bounds) {
    HttpSettings settings = new HttpSettings("127.0.0.1", 0, deadlines, bounds);
    return new TestServer(HttpServer.start(settings, routes, TestServer::caller));
  }

  /** The default deadlines with another time to linger, which tests of refusals wait for. */
  public static Deadlines lingering(Duration linger) {
    Deadlines usual = Deadlines.DEFAULT;
    return new Deadlines(
        usual.head(),
        usual.body(),
        usual.answer(),
        usual.slowestBytesPerSecond(),
        usual.idle(),
        linger,
        usual.stop());
  }

  /** The caller that a key of this class stands for. */
  public static Optional<Caller> caller(String key) {
    return Optional.ofNullable(CALLERS.get(key));
  }

  public HttpServer server() {
    return server;
  }

  public int port() {
    return server.port();
  }

  public URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + server.port() + pathAndQuery);
  }

  /**
   * A request for {@link #send}.
   *
   * @param headers names and values in turn
   */
  public HttpRequest.Builder request(String pathAndQuery, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(pathAndQuery)).timeout(Duration.ofSeconds(20));
    return headers.length == 0 ? request : request.headers(headers);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  public <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> bodyHandler) {
    try {
      return client.send(request.build(), bodyHandler);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Gets with the key of tenant ONE. */
  public HttpResponse<String> get(String pathAndQuery) {
    return send(request(pathAndQuery, "X-API-Key", KEY));
  }

  /** Posts with the key of tenant ONE. */
  public HttpResponse<String> post(String pathAndQuery, byte[] body, String... headers) {
    return send(
        request(pathAndQuery, headers)
            .header("X-API-Key", KEY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  /** A connection of its own, for what no proper client sends. */
  public RawClient connect() {
    return RawClient.connect(server.port());
  }

  /** Waits until the condition holds; fails after 10 s. */
  public static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain until " + what);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
