package io.hivecore.telemetry.http;

import io.hivecore.http.Cursors;
import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.http.openapi.OpenApiTruth;
import io.hivecore.telemetry.MetricQueries;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import io.hivecore.time.ManualTime;
import io.hivecore.time.WatchedClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** The real server with the query routes, two tenants and a clock that stands still. */
final class QueryServer implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final TenantId ONE = TenantId.parse("00000000-0000-0000-0000-000000000001");
  static final TenantId TWO = TenantId.parse("00000000-0000-0000-0000-000000000002");
  static final String KEY_ONE = "hc_one";
  static final String KEY_TWO = "hc_two";
  static final String INGEST_ONLY = "hc_ingest";

  private static final String BASE = "/api/v1/observability/";
  private static final Map<String, Caller> CALLERS =
      Map.of(
          KEY_ONE, new Caller(ONE, new UUID(0, 1), Set.of(Scope.INGEST, Scope.QUERY)),
          KEY_TWO, new Caller(TWO, new UUID(0, 2), Set.of(Scope.INGEST, Scope.QUERY)),
          INGEST_ONLY, new Caller(ONE, new UUID(0, 3), Set.of(Scope.INGEST)));

  final Routes routes = new Routes();
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  QueryServer(TelemetryQueries queries) {
    this(queries, QuerySettings.DEFAULT);
  }

  QueryServer(TelemetryQueries queries, QuerySettings settings) {
    ManualTime time = new ManualTime(NOW);
    Cursors cursors = new Cursors(new SecretKeySpec(new byte[32], "HmacSHA256"));
    new QueryRoutes(
            queries,
            queries instanceof TraceQueries traces ? traces : NoTraces.queries(),
            queries instanceof MetricQueries metrics ? metrics : NoTraces.metrics(),
            cursors,
            QueryServer::recordId,
            NoTraces.removal(),
            settings,
            new WatchedClock(time, time))
        .register(routes);
    this.server =
        HttpServer.start(
            new HttpSettings("127.0.0.1", 0), routes, key -> Optional.ofNullable(CALLERS.get(key)));
  }

  /** The plainest rule there is: the samples' runs are called by the number of their record. */
  private static UUID recordId(String executionId) {
    return executionId.startsWith("run-")
        ? Samples.id(Long.parseLong(executionId.substring(4)))
        : new UUID(0, 0);
  }

  int port() {
    return server.port();
  }

  String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  URI uri(String path) {
    return URI.create(path.startsWith("http") ? path : origin() + BASE + path);
  }

  /** The answer to tenant one's question. */
  HttpResponse<String> get(String path) {
    return get(path, KEY_ONE);
  }

  HttpResponse<String> get(String path, String key) {
    return send(HttpRequest.newBuilder(uri(path)).header("X-API-Key", key));
  }

  /** Sends a GET, and holds the answer against the OpenAPI document. */
  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      OpenApiTruth.published().check("GET", answer);
      return answer;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The answer to tenant one's question, as it is. */
  HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).header("X-API-Key", KEY_ONE).build();
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    OpenApiTruth.published().check("GET", answer);
    return answer;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
