package io.hivecore.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.openapi.OpenApiTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The OpenAPI document knows these routes, and no others of this room. */
class DocumentedTest {
  @Test
  void everyRouteIsDocumentedAndEveryDocumentedRouteIsThere() {
    try (QueryServer server = new QueryServer(new StoredTelemetry())) {
      List<String> ofThisRoom =
          OpenApiTruth.published().differences(server.routes).stream()
              .filter(difference -> difference.contains(" GET " + QueryRoutes.BASE))
              .toList();

      assertThat(ofThisRoom)
          .containsExactly("not registered: GET /api/v1/observability/stream/ query");
    }
  }
}
