package io.hivecore.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.RawClient;
import io.hivecore.http.TestServer;
import io.hivecore.ingest.TestJournal;
import io.hivecore.journal.JournaledEntry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of the endpoints, byte by byte: clients check them or change them on the way. */
final class IngestHeadersTest {
  private static final String EVENT = "{\"event_type\":\"x\"}";

  @TempDir private Path folder;
  private IngestServer ingest;
  private TestJournal journal;
  private TestServer server;

  @BeforeEach
  void start() {
    ingest = IngestServer.start(folder);
    journal = ingest.journal();
    server = ingest.server();
  }

  @AfterEach
  void stop() {
    ingest.close();
  }

  private RawClient.Answer post(String header, byte[] value) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        ("POST /api/v1/observability/ingest/timeline/ HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                + TestServer.KEY
                + "\r\nContent-Length: "
                + EVENT.length()
                + "\r\n"
                + header
                + ": ")
            .getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(value);
    request.writeBytes(("\r\n\r\n" + EVENT).getBytes(StandardCharsets.US_ASCII));
    try (RawClient client = RawClient.connect(server.port())) {
      return client.send(request.toByteArray()).answer();
    }
  }

  private RawClient.Answer post(String header, String value) {
    return post(header, value.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"项目", "Größe", "🐝", "plain"})
  void namesInHeadersAreUtf8(String name) {
    assertThat(post("X-Project-Id", name).status()).isEqualTo(201);
    assertThat(post("X-Execution-Round", name).status()).isEqualTo(201);
    assertThat(journal.entries())
        .map(JournaledEntry::decode)
        .extracting(record -> record.context().projectId(), record -> record.context().roundId())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(name, ""),
            org.assertj.core.groups.Tuple.tuple("", name));
  }

  @Test
  void keysThatDifferIdentifyDifferentRecords() {
    String first = post("Idempotency-Key", "项目").text();
    assertThat(post("Idempotency-Key", "项目").text()).isEqualTo(first);
    assertThat(post("Idempotency-Key", "计划").text()).isNotEqualTo(first);
    assertThat(journal.entries()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Project-Id", "X-Execution-Round", "Idempotency-Key"})
  void whatIsNotUtf8IsRefusedByName(String header) {
    for (byte[] odd : List.of(new byte[] {'G', (byte) 0xF6}, new byte[] {(byte) 0xED, -96, -128})) {
      RawClient.Answer answer = post(header, odd);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text())
          .contains("\"detail\":\"" + header + ": Expected text in UTF-8.\"")
          .contains("[{\"field\":\"" + header + "\",\"detail\":\"Expected text in UTF-8.\"}]");
    }
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void aHeaderMayBeAsLongInAnyScript() {
    assertThat(post("X-Project-Id", "🐝".repeat(100)).status()).isEqualTo(201);
    assertThat(post("X-Project-Id", "🐝".repeat(101)).status()).isEqualTo(400);
  }

  @Test
  void digitsOfOtherScriptsAreNoNumbers() {
    assertThat(post("Content-Length", "١٨").status()).isEqualTo(400);
    assertThat(journal.entries()).isEmpty();
  }
}
