package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.objects.ObjectId;
import io.hivecore.objects.ObjectStoreException;
import io.hivecore.objects.StoredObject;
import io.hivecore.objects.file.FileObjectStore;
import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is taken out of records, where it goes and what stands instead. */
class LargeTextsTest {
  private static final TenantId TENANT = new TenantId(new UUID(0, 1));
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] PNG = new byte[6_000];

  static {
    byte[] head = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    System.arraycopy(head, 0, PNG, 0, head.length);
  }

  @TempDir Path folder;
  private FileObjectStore objects;
  private LargeTexts large;

  @BeforeEach
  void open() {
    objects = FileObjectStore.open(folder.resolve("objects"), () -> TIME);
    large = new LargeTexts(objects, 64 * 1024);
  }

  @Test
  void aTextOverTheBoundBecomesAnObject() throws Exception {
    String text = "字 \"quoted\" 😀".repeat(10_000);
    JsonNode reference = JSON.readTree(output(text));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(reference.propertyNames()).containsExactly("object", "bytes", "preview");
    assertThat(reference.get("object").asString()).isEqualTo(ObjectId.of(bytes).text());
    assertThat(reference.get("bytes").asInt()).isEqualTo(bytes.length);
    assertThat(text).startsWith(reference.get("preview").asString());
    assertThat(reference.get("preview").asString().length()).isBetween(1_999, 2_000);
    assertThat(kept(ObjectId.of(bytes))).isEqualTo("text/plain; charset=utf-8 " + text);
  }

  @Test
  void theBoundCountsBytes() {
    assertThat(output("a".repeat(64 * 1024))).hasSize(64 * 1024);
    assertThat(output("a".repeat(64 * 1024 + 1))).startsWith("{\"object\":");
    assertThat(output("字".repeat(64 * 1024 / 3))).hasSize(64 * 1024 / 3);
    assertThat(output("字".repeat(64 * 1024 / 3 + 1))).startsWith("{\"object\":");
  }

  @Test
  void jsonIsKeptAsJson() throws Exception {
    String json = "[\"" + "word ".repeat(20_000) + "\"]";
    output(json);
    assertThat(kept(ObjectId.of(json.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("application/json " + json);
  }

  @Test
  void mediaAreLinkedInTheirPlace() throws Exception {
    String base64 = Base64.getEncoder().encodeToString(PNG);
    String link = "hivecore-object:" + ObjectId.of(PNG);
    for (String part :
        List.of(
            "{\"type\":\"blob\",\"mime_type\":\"image/png\",\"content\":\"#\"}",
            "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"#\",\"format\":\"wav\"}}",
            "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"#\"}}")) {
      assertThat(output("[" + part.replace("#", base64) + "]"))
          .isEqualTo("[" + part.replace("#", link) + "]");
    }
    String url = "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"#\"}}]";
    assertThat(output(url.replace("#", "data:image/png;base64," + base64)))
        .isEqualTo(url.replace("#", link));
    assertThat(kept(ObjectId.of(PNG)))
        .isEqualTo("image/png " + new String(PNG, StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNoMediaStays() {
    String small = Base64.getEncoder().encodeToString(new byte[3_000]);
    String letters = "abcd".repeat(2_000);
    for (String text :
        List.of(
            "[{\"data\":\"" + small + "\"}]",
            "[{\"type\":\"text\",\"content\":\"" + letters + "\"}]",
            "[{\"type\":\"text\",\"content\":\"" + "some words ".repeat(1_000) + "\"}]",
            "[{\"url\":\"data:image/png," + letters + "\"}]",
            "[{\"data\":\"" + letters + "!\"}]")) {
      assertThat(output(text)).isEqualTo(text);
    }
  }

  /** A type that is no type would become a header. */
  @Test
  void aStrangeMediaTypeIsNotTaken() throws Exception {
    String base64 = Base64.getEncoder().encodeToString(new byte[6_000]);
    output("[\"data:text/html\\r\\nX: y;base64," + base64 + "\"]");
    assertThat(kept(ObjectId.of(new byte[6_000]))).startsWith("application/octet-stream ");
  }

  @Test
  void aStoreThatCannotRefusesTheRecord() throws Exception {
    Files.delete(folder.resolve("objects"));
    Files.writeString(folder.resolve("objects"), "no folder");
    assertThatThrownBy(() -> output("a".repeat(100_000)))
        .isInstanceOfSatisfying(
            IngestRefusedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(IngestRefusedException.Reason.UNAVAILABLE);
              assertThat(e).hasCauseInstanceOf(ObjectStoreException.class);
            });
  }

  /** What becomes of a trace's output. */
  private String output(String text) {
    TraceRecord trace =
        new TraceRecord(
            new UUID(1, 1),
            TIME,
            TIME,
            new Context("", "", "", "", "t", ""),
            "",
            Subject.NONE,
            "",
            text,
            List.of(),
            "",
            TraceFigures.NONE,
            null);
    return ((TraceRecord) large.prepared(TENANT, trace)).output();
  }

  /** Media type and content. */
  private String kept(ObjectId id) throws IOException {
    try (StoredObject object = objects.open(TENANT, id).orElseThrow()) {
      return object.mediaType()
          + " "
          + new String(object.content().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
