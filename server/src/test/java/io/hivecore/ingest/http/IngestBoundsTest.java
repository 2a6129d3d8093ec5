package io.hivecore.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.TestServer;
import io.hivecore.ingest.TestJournal;
import io.hivecore.journal.JournaledEntry;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What small requests could make large, with the bounds of every day. */
final class IngestBoundsTest {
  private static final String BASE = "/api/v1/observability/ingest/";
  private static final int MANY = 100_000;

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

  private HttpResponse<String> post(String endpoint, String body, String... headers) {
    return server.post(BASE + endpoint, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static String list(int items, String unknown) {
    String item = "{\"message\":\"m\"}";
    return "{\"execution_round_id\":\"r\",\"own\":\""
        + unknown
        + "\",\"logs\":["
        + (item + ",").repeat(items - 1)
        + item
        + "]}";
  }

  @Test
  void whatAllItemsOfAListInheritIsBoundedTogether() {
    String unknown = "x".repeat(4_000);
    HttpResponse<String> refused = post("log/", list(MANY, unknown));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("inherit").contains("\"code\":\"too_large\"");
    assertThat(journal.entries()).isEmpty();

    assertThat(post("log/", list(1_000, unknown)).statusCode()).isEqualTo(201);
    assertThat(journal.entries())
        .hasSize(1_000)
        .map(JournaledEntry::decode)
        .allSatisfy(
            record -> assertThat(record.extra()).isEqualTo("{\"own\":\"" + unknown + "\"}"));
  }

  @Test
  void whatAllRecordsOfAnArrayInheritIsBoundedTogether() {
    String record = "{\"kind\":\"timeline\",\"event_type\":\"x\"}";
    String name = "x".repeat(100);
    HttpResponse<String> refused =
        post(
            "batch/",
            "[" + (record + ",").repeat(MANY - 1) + record + "]",
            "X-Project-Id",
            name,
            "X-Execution-Round",
            name);
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("inherit");
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void theAnswerToABatchIsBoundedWhateverIsWrong() {
    StringBuilder record = new StringBuilder("{\"kind\":\"usage\"");
    for (String name :
        new String[] {
          "timestamp",
          "agentscope_project_id",
          "project_id",
          "agentscope_agent_id",
          "agent_id",
          "agent_name",
          "model_name",
          "provider",
          "input_tokens",
          "output_tokens",
          "total_tokens",
          "cache_read_tokens",
          "cached_tokens",
          "cache_write_tokens",
          "reasoning_tokens",
          "cost_usd",
          "duration_ms",
          "execution_round_id",
          "round_id",
          "trace_id",
          "span_id",
          "id"
        }) {
      record.append(",\"").append(name).append("\":[]");
    }
    HttpResponse<String> response =
        post(
            "batch/",
            record.append("}\n").toString().repeat(MANY),
            "Content-Type",
            "application/x-ndjson");
    assertThat(response.statusCode()).isEqualTo(207);
    assertThat(response.body())
        .hasSizeLessThan(MANY * 200)
        .startsWith("{\"accepted\":0,\"duplicates\":0,\"rejected\":" + MANY + ",\"results\":[");
    var results =
        Pattern.compile(
                "\\{\"index\":([0-9]+),\"status\":\"rejected\",\"error\":\\{\"code\":\"invalid\","
                    + "\"detail\":\"timestamp: Expected a time as ISO 8601 text\\. \\(and 21"
                    + " more\\)\"(,\"errors\":\\[\\{.*?\\}\\])?\\}\\}")
            .matcher(response.body());
    for (int i = 0; i < MANY; i++) {
      assertThat(results.find()).isTrue();
      assertThat(results.group(1)).isEqualTo(Integer.toString(i));
      // 45 records have 990 errors; with the next there would be more than 1,000.
      assertThat(results.group(2) != null).isEqualTo(i < 45);
    }
    assertThat(response.body()).endsWith("}}]}");
  }

  @Test
  void aLongAnswerIsCompressedForWhoeverTakesThat() throws Exception {
    String body = "[" + "{\"kind\":\"span\"},".repeat(2_000) + "7]";
    String plain = post("batch/", body).body();
    HttpResponse<byte[]> compressed =
        server.send(
            server
                .request(
                    BASE + "batch/", "X-API-Key", TestServer.KEY, "Accept-Encoding", "br, gzip")
                .POST(HttpRequest.BodyPublishers.ofString(body)),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(compressed.statusCode()).isEqualTo(207);
    assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(compressed.body().length).isLessThan(plain.length() / 10);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
    }
  }

  @Test
  void theErrorsOfOneRecordAreBounded() {
    String unknown = "{\"own\":\"" + "x".repeat(1 << 20) + "\"";
    HttpResponse<String> response = post("timeline/", unknown + ",\"a\":1".repeat(500_000) + "}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).hasSizeLessThan(50_000).contains("event_type");
  }
}
