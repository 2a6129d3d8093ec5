package io.hivecore.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.HttpServer;
import io.hivecore.http.HttpSettings;
import io.hivecore.http.Route;
import io.hivecore.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document over HTTP. */
class SchemaRoutesTest {
  private final Routes routes = new Routes();
  private HttpServer server;

  @BeforeEach
  void start() {
    SchemaRoutes.register(routes);
    server =
        HttpServer.start(new HttpSettings("127.0.0.1", 0), routes, ignored -> Optional.empty());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      OpenApiTruth.published().check("GET", answer);
      return answer;
    }
  }

  @Test
  void theDocumentIsThereForAnyone() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/api/schema");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode document = new JsonMapper().readTree(answer.body());
    assertThat(document.get("openapi").asString()).isEqualTo("3.1.1");
    assertThat(document).isEqualTo(new JsonMapper().readTree(OpenApiDocument.load().json()));
  }

  @Test
  void thePageShowsEveryRouteAndSchemaAndNeedsNothingElse() throws Exception {
    HttpResponse<String> answer = get("/api/docs/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    JsonNode document = new JsonMapper().readTree(OpenApiDocument.load().json());
    for (String path : document.get("paths").propertyNames()) {
      assertThat(answer.body()).contains("<code>" + path + "</code>");
    }
    for (String schema : document.get("components").get("schemas").propertyNames()) {
      assertThat(answer.body()).contains("id=\"schema-" + schema + "\"");
    }
    Matcher link = Pattern.compile("href=\"#([^\"]+)\"").matcher(answer.body());
    while (link.find()) {
      assertThat(answer.body()).contains("id=\"" + link.group(1) + "\"");
    }
    assertThat(answer.body()).doesNotContain("<script").doesNotContain("http:", "https:", "src=");
  }

  @Test
  void thePagesPolicyAllowsItsOwnStyleOnly() throws Exception {
    HttpResponse<String> answer = get("/api/docs/");

    String body = answer.body();
    String style = body.substring(body.indexOf("<style>") + 7, body.indexOf("</style>"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(hash)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  @Test
  void bothAreDocumented() {
    assertThat(OpenApiTruth.published().differences(routes))
        .noneMatch(difference -> difference.startsWith("not documented"));
    assertThat(routes.all()).extracting(Route::path).containsExactly("/api/schema/", "/api/docs/");
  }
}
