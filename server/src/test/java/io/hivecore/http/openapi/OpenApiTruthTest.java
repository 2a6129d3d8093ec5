package io.hivecore.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.http.Access;
import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The truth finds lies. */
class OpenApiTruthTest {
  private static final String UP = "{\"status\":\"up\"}";

  @Test
  void acceptsWhatIsDocumented() throws Exception {
    assertThatCode(() -> check(answer(200, "application/json; charset=utf-8", UP)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsNot() throws Exception {
    refuses(answer(201, "application/json", UP), "the status is not documented");
    refuses(answer(200, "text/plain", UP), "\"text/plain\" is not documented");
    refuses(answer(200, "application/json", "{\"status\":\"down\"}"), "/status");
    refuses(answer(200, "application/json", "{}"), "status");
    refuses(answer(200, "application/json", "{\"status\":\"up\",\"since\":1}"), "since");
    refuses(answer(500, "application/problem+json", "{\"title\":\"?\"}"), "detail");
    refuses(answer(500, "text/html", "?"), "\"text/html\" is not documented");
  }

  @Test
  void refusesRoutesAndEventsThatAreNot() {
    Routes routes = new Routes();
    routes.add("GET", "/health/live", Access.QUERY, exchange -> {});
    routes.add("GET", "/health/dead", Access.ANYONE, exchange -> {});

    assertThat(OpenApiTruth.published().differences(routes))
        .contains(
            "not documented: GET /health/dead anyone",
            "not documented: GET /health/live query",
            "not registered: GET /health/live anyone",
            "not registered: POST /api/v1/prices/ manage");
    assertThatThrownBy(() -> OpenApiTruth.published().checkEvent("bang", "{}"))
        .hasMessage("the event \"bang\" is not documented");
    assertThatThrownBy(() -> OpenApiTruth.published().checkEvent("connected", "{}"))
        .hasMessageContaining("status");
    assertThatCode(() -> OpenApiTruth.published().checkEvent("connected", "{\"status\":\"ok\"}"))
        .doesNotThrowAnyException();
  }

  private static void check(HttpResponse<String> answer) {
    OpenApiTruth.published().check("GET", answer);
  }

  private static void refuses(HttpResponse<String> answer, String why) {
    assertThatThrownBy(() -> check(answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(why);
  }

  private static HttpResponse<String> answer(int status, String contentType, String body)
      throws IOException, InterruptedException {
    Routes routes = new Routes();
    routes.add(
        "GET",
        "/health/live",
        Access.ANYONE,
        exchange -> exchange.send(status, contentType, body.getBytes(StandardCharsets.UTF_8)));
    try (HttpServer server =
            HttpServer.start(
                new HttpSettings("127.0.0.1", 0), routes, ignored -> Optional.empty());
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/health/live");
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
