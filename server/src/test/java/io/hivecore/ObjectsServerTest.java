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
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Large texts of spans over the whole server: masked, taken out, read back, and gone in time. */
@Timeout(60)
class ObjectsServerTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "/api/v1/traces/" + TRACE + "/spans/b7ad6b7169203331/";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void aLargeAttributeIsMaskedThenTakenOutAndReadBack() throws Exception {
    try (RunningServer server = start()) {
      String key = server.generatedKey();
      HttpResponse<String> rule =
          server.post(key, "/api/v1/masking-rules/", "{\"name\":\"mail\",\"kind\":\"email\"}");
      assertThat(rule.statusCode()).isEqualTo(201);
      String text = "write to bob@example.com now, ".repeat(4_000);
      send(server, key, text);

      String masked = text.replace("bob@example.com", "[MASKED:mail]");
      ObjectId id = ObjectId.of(masked.getBytes(StandardCharsets.UTF_8));
      HttpResponse<String> object = server.get(key, "/api/v1/objects/" + id + "/");
      assertThat(object.statusCode()).isEqualTo(200);
      assertThat(object.body()).isEqualTo(masked);
      assertThat(object.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
      assertThat(object.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(object.headers().firstValue("Content-Disposition"))
          .contains("attachment; filename=\"" + id + "\"");
      RunningServer.await(() -> server.get(key, SPAN).statusCode() == 200);
      JsonNode value = JSON.readTree(server.get(key, SPAN).body()).get("attributes").get("a");
      assertThat(JSON.readTree(value.asString()).get("object").asString()).isEqualTo(id.text());
    }
    assertThat(filesWith("bob@example.com")).isEmpty();
  }

  @Test
  void mediaKeepTheirBytes() throws Exception {
    byte[] picture = new byte[5_000];
    picture[0] = (byte) 0x89;
    String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);
    try (RunningServer server = start()) {
      String key = server.generatedKey();
      send(server, key, url);
      HttpResponse<byte[]> object =
          server.send(
              HttpResponse.BodyHandlers.ofByteArray(),
              "GET",
              key,
              "/api/v1/objects/" + ObjectId.of(picture) + "/",
              "");
      assertThat(object.statusCode()).isEqualTo(200);
      assertThat(object.headers().firstValue("Content-Type")).contains("image/png");
      assertThat(object.body()).isEqualTo(picture);
    }
  }

  @Test
  void objectsGoWhenTheirTenantKeepsThemNoLonger() throws Exception {
    String text = "word ".repeat(20_000);
    ObjectId id = ObjectId.of(text.getBytes(StandardCharsets.UTF_8));
    try (RunningServer server =
        start(new CommandLineSetting("--d", "telemetry.retention-days", "30"))) {
      String key = server.generatedKey();
      send(server, key, text);
      server.removeOldTelemetry();
      assertThat(status(server, key, id)).isEqualTo(200);
      age(Duration.ofDays(29));
      server.removeOldTelemetry();
      assertThat(status(server, key, id)).isEqualTo(200);
      age(Duration.ofDays(31));
      send(server, key, text);
      server.removeOldTelemetry();
      assertThat(status(server, key, id)).as("sent again").isEqualTo(200);
      age(Duration.ofDays(31));
      server.removeOldTelemetry();
      assertThat(status(server, key, id)).isEqualTo(404);
    }
  }

  @Test
  void theBoundIsASetting() throws Exception {
    String text = "word ".repeat(1_000);
    ObjectId id = ObjectId.of(text.getBytes(StandardCharsets.UTF_8));
    try (RunningServer server =
        start(new CommandLineSetting("--i", "ingest.inline-text", "4KiB"))) {
      String key = server.generatedKey();
      send(server, key, text);
      assertThat(status(server, key, id)).isEqualTo(200);
    }
  }

  private RunningServer start(CommandLineSetting... settings) {
    return RunningServer.start(folder, new WatchedClock(InstantSource.system()), settings);
  }

  private static int status(RunningServer server, String key, ObjectId id) {
    return server.get(key, "/api/v1/objects/" + id + "/").statusCode();
  }

  private static void send(RunningServer server, String key, String text) {
    long now = InstantSource.system().instant().getEpochSecond();
    HttpResponse<String> answer =
        server.post(
            key,
            "/v1/traces",
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s",
             "spanId":"b7ad6b7169203331","name":"s","startTimeUnixNano":"%d000000000",
             "attributes":[{"key":"a","value":{"stringValue":"%s"}}]}]}]}]}"""
                .formatted(TRACE, now, text));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Makes all objects look as if they had been put so long ago. */
  private void age(Duration age) throws IOException {
    Instant then = InstantSource.system().instant().minus(age);
    try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(then));
      }
    }
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> contains(file, text)).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
