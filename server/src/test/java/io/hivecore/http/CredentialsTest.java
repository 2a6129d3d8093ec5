package io.hivecore.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
  private static final Routes ROUTES =
      new Routes()
          .add("GET", "/anyone/", Access.ANYONE, exchange -> exchange.empty(204))
          .add("POST", "/ingest/", Access.INGEST, CredentialsTest::tenant)
          .add("GET", "/query/", Access.QUERY, CredentialsTest::tenant)
          .add("PUT", "/manage/{id}/", Access.MANAGE, exchange -> exchange.empty(204))
          .add("GET", "/figures/", Access.FIGURES, exchange -> exchange.empty(204));

  /** What stands in braces is sent as Base64. */
  private static final Pattern BRACED = Pattern.compile("\\{([^}]*)}");

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(ROUTES);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void tenant(Exchange exchange) {
    exchange.send(200, "text/plain", exchange.tenant().toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyRouteAdmitsWhomItShould() {
    AccessMatrix.check(server, ROUTES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-API-Key: KEY",
        "x-api-key:KEY",
        "Authorization: Bearer KEY",
        "Authorization: bearer   KEY",
        "Authorization: Bearer KEY~X-API-Key: OTHER",
        "Authorization: Bearer KEY~X-API-Key: nonsense",
        "Authorization: Basic eDp5~X-API-Key: KEY",
        "Authorization: BearerKEY~X-API-Key: KEY",
        "Authorization: ~X-API-Key: KEY",
        "Authorization: Basic {pk:KEY}",
        "Authorization: basic   {:KEY}",
        "Authorization: Basic {UNKNOWN:KEY}",
        "Authorization: Basic {pk:KEY}~X-API-Key: OTHER",
        "Authorization: Basic {pk-lf-1:sk-lf-2}~X-API-Key: KEY",
        "Authorization: Basic ###~X-API-Key: KEY",
      })
  void aGoodCredentialIsTaken(String headers) {
    RawClient.Answer answer = query("/query/", headers);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(TestServer.ONE.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| unauthorized | Authentication credentials were not provided.",
        "X-API-Key: | unauthorized | Authentication credentials were not provided.",
        "Authorization: Basic eDp5 | unauthorized | Authentication credentials were not provided.",
        "Authorization: Basic {KEY:sk-lf-2} | unauthorized | Authentication credentials were not"
            + " provided.",
        "Authorization: Basic {KEY} | unauthorized | Authentication credentials were not provided.",
        "Authorization: Basic {pk:UNKNOWN}~X-API-Key: KEY | unauthorized | Invalid API key",
        "Authorization: Basic {pk:KEY}~Authorization: Basic {pk:OTHER} | unauthorized | Invalid API"
            + " key",
        "Authorization: Basic {pk:KEY }| unauthorized | Invalid API key",
        "X-API-Key: sk_abc | unauthorized | Invalid API key format",
        "X-API-Key: UNKNOWN | unauthorized | Invalid API key",
        "X-API-Key: hc_ | unauthorized | Invalid API key",
        "X-API-Key: KEY~X-API-Key: OTHER | unauthorized | Invalid API key",
        "Authorization: Bearer UNKNOWN | unauthorized | Invalid API key",
        "Authorization: Bearer UNKNOWN~X-API-Key: KEY | unauthorized | Invalid API key",
        "Authorization: Bearer eyJhbGciOi | token_not_valid | Given token not valid for any token"
            + " type",
        "Authorization: Bearer x~X-API-Key: KEY | token_not_valid | Given token not valid for any"
            + " token type",
        "Authorization: Bearer | bad_authorization_header | Authorization header must contain two"
            + " space-delimited values",
        "Authorization: Bearer KEY extra | bad_authorization_header | Authorization header must"
            + " contain two space-delimited values",
        "Authorization: Bearer KEY~Authorization: Bearer OTHER | bad_authorization_header |"
            + " Authorization header must contain two space-delimited values",
      })
  void anyOtherIsRefusedInTheOriginalsWords(String headers, String code, String detail) {
    RawClient.Answer answer = query("/query/", headers == null ? "" : headers);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text())
        .contains("\"detail\":\"" + detail + "\"")
        .contains("\"code\":\"" + code + "\"");
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  void ingestHasItsOwnSentence() {
    try (RawClient client = server.connect()) {
      RawClient.Answer answer = client.send("POST /ingest/ HTTP/1.1\r\nHost: a\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text()).contains("\"detail\":\"Invalid or missing API key\"");
    }
  }

  @Test
  void neitherHostNorUrlGrantsAnything() {
    try (RawClient client = server.connect()) {
      String target = "/query/?token=" + TestServer.KEY + "&api_key=" + TestServer.KEY;
      RawClient.Answer answer =
          client.send("GET " + target + " HTTP/1.1\r\nHost: one.hivecore.example\r\n\r\n").answer();

      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @Test
  void aKeyReachesAsFarAsItsScopes() {
    RawClient.Answer answer = query("/query/", "X-API-Key: " + TestServer.INGEST_ONLY_KEY);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text())
        .contains("\"detail\":\"You do not have permission to perform this action.\"");
  }

  private static RawClient.Answer query(String path, String headers) {
    String lines =
        headers
            .replace("UNKNOWN", TestServer.UNKNOWN_KEY)
            .replace("OTHER", TestServer.OTHER_KEY)
            .replace("KEY", TestServer.KEY)
            .replace("API-" + TestServer.KEY, "API-Key")
            .replace("~", "\r\n");
    String sent = BRACED.matcher(lines).replaceAll(found -> base64(found.group(1)));
    try (RawClient client = server.connect()) {
      return client
          .send(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: a\r\n"
                  + sent
                  + (sent.isEmpty() ? "\r\n" : "\r\n\r\n"))
          .answer();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
