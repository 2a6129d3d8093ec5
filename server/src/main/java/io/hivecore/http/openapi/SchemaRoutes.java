package io.hivecore.http.openapi;

import io.hivecore.http.Access;
import io.hivecore.http.Exchange;
import io.hivecore.http.Routes;
import java.util.function.Supplier;

/** The OpenAPI document and a page to read it. Both are made when they are first asked for. */
public final class SchemaRoutes {
  private final Once<byte[]> document = new Once<>(() -> OpenApiDocument.load().json());
  private final Once<DocsPage> page = new Once<>(() -> DocsPage.of(OpenApiDocument.load()));

  private SchemaRoutes() {}

  public static void register(Routes routes) {
    SchemaRoutes own = new SchemaRoutes();
    routes.add("GET", "/api/schema/", Access.ANYONE, own::schema);
    routes.add("GET", "/api/docs/", Access.ANYONE, own::docs);
  }

  /** {@code GET /api/schema/}: the document as JSON. */
  private void schema(Exchange exchange) {
    // Pages elsewhere that show OpenAPI documents may read it: it holds no secret.
    exchange.responseHeader("Access-Control-Allow-Origin", "*");
    exchange.responseHeader("Cache-Control", "public, max-age=60");
    exchange.send(200, "application/json", document.value());
  }

  /** {@code GET /api/docs/}: the document as a page without script and without foreign parts. */
  private void docs(Exchange exchange) {
    exchange.responseHeader("Content-Security-Policy", page.value().contentSecurityPolicy());
    exchange.responseHeader("X-Content-Type-Options", "nosniff");
    exchange.responseHeader("Referrer-Policy", "no-referrer");
    exchange.responseHeader("Cache-Control", "public, max-age=60");
    exchange.send(200, "text/html; charset=utf-8", page.value().html());
  }

  /** A value that is made once, by whoever asks first. */
  private static final class Once<T> {
    private final Supplier<T> maker;
    private @org.jspecify.annotations.Nullable T made;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    synchronized T value() {
      if (made == null) {
        made = maker.get();
      }
      return made;
    }
  }
}
