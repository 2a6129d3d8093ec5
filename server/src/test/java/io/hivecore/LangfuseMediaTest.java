package io.hivecore;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.objects.ObjectId;
import io.hivecore.time.WatchedClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Media of Langfuse's clients over the whole server: uploaded, linked, read back. */
@Timeout(60)
class LangfuseMediaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final SentMedia PICTURE = new SentMedia("\u007fPNG and what comes behind it");

  @TempDir Path folder;
  private volatile Instant now = Instant.parse("2026-11-22T02:00:00Z");
  private RunningServer server;
  private String key;

  @BeforeEach
  void start() {
    server =
        RunningServer.start(
            folder,
            new WatchedClock(() -> now),
            new CommandLineSetting("--d", "telemetry.retention-days", "30"),
            new CommandLineSetting("--b", "server.max-body-size", "1MiB"));
    key = server.generatedKey();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aReferenceOfASpanLeadsToTheObject() {
    String reference =
        "@@@langfuseMedia:type=image/png|id=" + PICTURE.id() + "|source=base64_data_uri@@@";
    sendSpan("[{\\\"url\\\":\\\"" + reference + "\\\"}]");
    String path = "/api/v1/traces/" + TRACE + "/spans/b7ad6b7169203331/";
    RunningServer.await(() -> server.get(key, path).statusCode() == 200);
    JsonNode span = JSON.readTree(server.get(key, path).body());
    String link = JSON.readTree(span.get("input").asString()).get(0).get("url").asString();
    assertThat(link).matches("hivecore-object:sha256-[0-9a-f]{33}");
    String object = "/api/v1/objects/" + link.substring("hivecore-object:".length()) + "/";
    assertThat(server.get(key, object).statusCode()).as("before it came").isEqualTo(404);

    PICTURE.upload(server, key);
    HttpResponse<String> found = server.get(key, object);
    assertThat(found.body()).isEqualTo(PICTURE.content());
    assertThat(found.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(found.headers().firstValue("Content-Disposition"))
        .contains(
            "attachment; filename=\""
                + ObjectId.of(PICTURE.content().getBytes(StandardCharsets.UTF_8))
                + "\"");
  }

  @Test
  void whatWasUploadedIsFoundByItsId() {
    assertThat(server.get(key, PICTURE.path()).statusCode()).isEqualTo(404);
    PICTURE.upload(server, key);
    HttpResponse<String> answer = server.get(key, PICTURE.path());
    JsonNode found = JSON.readTree(answer.body());
    String url = found.get("url").asString();
    assertThat(answer.body())
        .isEqualTo(
            """
            {"mediaId":"%s","contentType":"image/png","contentLength":%d,\
            "uploadedAt":"2026-11-22T02:00:00Z","url":"%s","urlExpiry":"2026-11-22T03:00:00Z"}"""
                .formatted(PICTURE.id(), PICTURE.content().length(), url));
    assertThat(url).startsWith("http://127.0.0.1:" + server.port() + PICTURE.path());
    HttpResponse<String> bytes = server.get("", path(url));
    assertThat(bytes.body()).isEqualTo(PICTURE.content());
    assertThat(bytes.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    now = now.plus(Duration.ofHours(1));
    assertThat(server.get("", path(url)).body()).contains("grant: The address ended at");
  }

  @Test
  void anAddressIsGoodForWhatWasAnnouncedAndForTenMinutes() {
    String address = PICTURE.announce(server, key).get("uploadUrl").asString();
    SentMedia other = new SentMedia("?" + PICTURE.content().substring(1));
    assertThat(refusal(other.put(server, key, address), 400)).contains("sha256Hash");
    SentMedia shorter = new SentMedia("short");
    assertThat(refusal(shorter.put(server, key, address), 400)).contains("contentLength");
    SentMedia longer = new SentMedia(PICTURE.content() + "!");
    assertThat(refusal(longer.put(server, key, address), 413)).contains("allowed");
    HttpResponse<String> text = send("PUT", path(address), PICTURE.content(), "text/html");
    assertThat(refusal(text, 400)).contains("Content-Type: Announced was image/png");
    assertThat(refusal(send("GET", path(address), "", ""), 400)).contains("grant: Not from");
    for (String wrong : List.of(address + "A", address.replaceFirst("grant=.*", ""))) {
      assertThat(refusal(PICTURE.put(server, key, wrong), 400)).contains("grant: Not from");
    }
    String elsewhere = address.replace(PICTURE.id(), other.id());
    assertThat(refusal(other.put(server, key, elsewhere), 404)).contains(other.id());
    assertThat(server.get(key, PICTURE.path()).statusCode()).isEqualTo(404);

    now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
    assertThat(PICTURE.put(server, "", address).statusCode()).isEqualTo(200);
    now = now.plusMillis(1);
    assertThat(refusal(PICTURE.put(server, "", address), 400)).contains("ended at");
  }

  @Test
  void anAddressToReadIsNoneToWrite() {
    PICTURE.upload(server, key);
    String url = JSON.readTree(server.get(key, PICTURE.path()).body()).get("url").asString();
    assertThat(refusal(PICTURE.put(server, key, url), 400)).contains("grant: Not from");
  }

  @Test
  void whatIsThereIsNotUploadedAgainButKeptAsLong() throws Exception {
    PICTURE.upload(server, key);
    age();
    assertThat(PICTURE.announce(server, key).get("uploadUrl").isNull()).isTrue();
    server.removeOldTelemetry();
    assertThat(server.get(key, PICTURE.path()).statusCode()).isEqualTo(200);
    age();
    server.removeOldTelemetry();
    assertThat(server.get(key, PICTURE.path()).statusCode()).isEqualTo(404);
    assertThat(PICTURE.announce(server, key).get("uploadUrl").isNull()).isFalse();
  }

  @Test
  void anAddressBehindAProxyHasItsScheme() {
    HttpResponse<String> answer =
        server.post(key, "/api/public/media", PICTURE.announcement(), "X-Forwarded-Proto", "https");
    assertThat(JSON.readTree(answer.body()).get("uploadUrl").asString()).startsWith("https://");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "contentType":"image/png" | "contentType":"image" | contentType: Expected a media type
          "contentType":"image/png" | "a":1                 | contentType: This field is required
          "sha256Hash":"            | "sha256Hash":"AAAA    | sha256Hash: Expected the base64 of 32
          "contentLength":          | "contentLength":1.5,"a":    | contentLength: Expected a whole
          "contentLength":          | "contentLength":1048577,"a": | contentLength: 1048577 bytes
          """)
  void aFieldThatIsWrongIsNamed(String right, String wrong, String expected) {
    String body = PICTURE.announcement().replace(right, wrong);
    HttpResponse<String> answer = server.post(key, "/api/public/media", body);
    assertThat(answer.statusCode()).isBetween(400, 413);
    assertThat(answer.body()).contains(expected);
  }

  @Test
  void aReportIsHeldAgainstWhatCame() {
    assertThat(reported("{\"uploadHttpStatus\":403}")).isEqualTo(200);
    assertThat(reported("{\"uploadHttpStatus\":200}")).isEqualTo(404);
    assertThat(reported("{}")).isEqualTo(400);
  }

  private int reported(String body) {
    return server.send("PATCH", key, PICTURE.path(), body).statusCode();
  }

  private HttpResponse<String> send(String method, String path, String body, String type) {
    return type.isEmpty()
        ? server.send(method, "", path, body)
        : server.send(method, "", path, body, "Content-Type", type);
  }

  private static String refusal(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body()).get("detail").asString();
  }

  /** Makes all objects look as if they had been put before the retention began. */
  private void age() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(31))));
      }
    }
  }

  private static String path(String address) {
    return address.substring(address.indexOf("/api/"));
  }

  private void sendSpan(String input) {
    HttpResponse<String> answer =
        server.post(
            key,
            "/api/public/otel/v1/traces",
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s",
             "spanId":"b7ad6b7169203331","name":"s","startTimeUnixNano":"%d000000000",
             "attributes":[{"key":"langfuse.observation.input","value":{"stringValue":"%s"}}]}]}]}]}
            """
                .formatted(TRACE, now.getEpochSecond(), input));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
