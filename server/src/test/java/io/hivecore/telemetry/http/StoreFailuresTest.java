package io.hivecore.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told when the store cannot. */
class StoreFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "OVERLOADED, 503, unavailable, 1",
    "CANCELLED, 503, deadline_exceeded, 1",
    "NO_ROOM, 507, no_room, 1",
    "FAILED, 500, internal,",
    "NEWER_FORMAT, 500, internal,",
  })
  void everyReasonHasItsStatusAndTellsNothingOfTheStore(
      Reason reason, int status, String code, @org.jspecify.annotations.Nullable String retry) {
    try (QueryServer server = new QueryServer(failing(reason))) {
      for (String path :
          new String[] {
            "usage/",
            "usage/?page=2",
            "usage/00000000-0000-0000-0000-000000000001/",
            "usage/summary/",
            "usage/trend/",
            "executions/summary/",
            "executions/summary/?group_by=status",
            "executions/active/",
            "project/shop/stats/",
            "logs/?format=csv",
            "logs/?format=parquet"
          }) {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("secret");
        assertThat(answer.headers().firstValue("Retry-After").orElse(null)).isEqualTo(retry);
      }
    }
  }

  /** A store of which every question fails. */
  private static TelemetryQueries failing(Reason reason) {
    InvocationHandler fails =
        (proxy, method, arguments) -> {
          if (method.getName().equals("orderableFields")) {
            return Set.of();
          }
          throw new TelemetryStoreException(reason, "secret table");
        };
    return (TelemetryQueries)
        Proxy.newProxyInstance(
            TelemetryQueries.class.getClassLoader(),
            new Class<?>[] {TelemetryQueries.class},
            fails);
  }
}
