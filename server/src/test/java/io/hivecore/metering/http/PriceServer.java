package io.hivecore.metering.http;

import io.hivecore.control.sqlite.SqliteControlStore;
import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import io.hivecore.metering.PriceCatalogue;
import io.hivecore.metering.Pricing;
import io.hivecore.metering.TenantPrices;
import io.hivecore.metering.genaiprices.BundledCatalogue;
import io.hivecore.metering.jooq.JooqTenantPriceStore;
import io.hivecore.tenancy.Caller;
import io.hivecore.tenancy.Scope;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The real server with the price routes, over a real control store and the real catalogue. */
final class PriceServer implements AutoCloseable {
  /** Of every key; the tests name keys without it. */
  private static final String PREFIX = "hc_";

  static final PriceCatalogue CATALOGUE = BundledCatalogue.load();

  volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private volatile Map<String, Caller> callers = Map.of();
  private final SqliteControlStore control;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  PriceServer(Path file) {
    control = SqliteControlStore.open(file);
    TenantPrices own = new TenantPrices(new JooqTenantPriceStore(control), CATALOGUE, () -> now);
    Routes routes = new Routes();
    new PriceRoutes(CATALOGUE, own, new Pricing(CATALOGUE, own), () -> now).register(routes);
    server =
        HttpServer.start(
            new HttpSettings("127.0.0.1", 0),
            routes,
            key -> Optional.ofNullable(callers.get(key.substring(PREFIX.length()))));
  }

  /**
   * Makes two tenants without prices: {@code one}, with an {@code agent} that may only send and a
   * {@code dashboard} that may only read, and the {@code other}. The {@code operator} is always
   * there.
   */
  void admitNewTenants() {
    TenantId one = newTenant();
    callers =
        Map.of(
            "one", caller(one, Scope.INGEST, Scope.QUERY),
            "other", caller(newTenant(), Scope.INGEST, Scope.QUERY),
            "agent", caller(one, Scope.INGEST),
            "dashboard", caller(one, Scope.QUERY),
            "operator", new Caller(null, UUID.randomUUID(), Set.of(Scope.OPERATE)));
  }

  private static Caller caller(TenantId tenant, Scope... scopes) {
    return new Caller(tenant, UUID.randomUUID(), Set.of(scopes));
  }

  private TenantId newTenant() {
    TenantId tenant = new TenantId(UUID.randomUUID());
    control.writeAcrossTenants(
        sql ->
            sql.execute(
                "insert into tenants (id, slug, name, status, created_at_micros) values (?, ?, 'A tenant', 'active', 0)",
                tenant.toString(),
                tenant.toString()));
    return tenant;
  }

  String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  HttpResponse<String> send(String key, String path, String method, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(origin() + PriceRoutes.PATH + path))
            .header("X-API-Key", PREFIX + key)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  void closeStore() {
    control.close();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    control.close();
  }
}
