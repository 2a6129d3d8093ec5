package io.hivecore;

import static io.hivecore.RunningServer.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a rule masks is nowhere in the data folder, whichever door it came by. */
@Timeout(60)
class MaskedServerTest {
  private static final String RULES = "/api/v1/masking-rules/";
  private static final String SECRET = "zebra-4711-secret";
  private static final String MASK = "[MASKED:zebra]";
  private static final String TRACES =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"r","value":{"stringValue":"zebra"}}]},
        "scopeSpans":[{"scope":{"name":"s","attributes":[{"key":"s","value":{"stringValue":"zebra"}}]},
        "spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331",
        "name":"chat","startTimeUnixNano":"1772357400000000000",
        "endTimeUnixNano":"1772357401000000000","status":{"code":2,"message":"zebra"},
        "events":[{"timeUnixNano":"1772357400000000000","name":"e",
                   "attributes":[{"key":"e","value":{"stringValue":"zebra"}}]}],
        "links":[{"traceId":"0af7651916cd43dd8448eb211c80319d","spanId":"b7ad6b7169203331",
                  "attributes":[{"key":"l","value":{"stringValue":"zebra"}}]}],
        "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
          {"key":"a","value":{"stringValue":"zebra"}},
          {"key":"gen_ai.input.messages","value":{"stringValue":
            "[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"zebra\\"}]}]"}}]
        }]}]}]}""";
  private static final String LOGS =
      """
      {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1772357400000000000",
        "attributes":[{"key":"a","value":{"stringValue":"zebra"}}],
        "body":{"stringValue":"zebra"}}]}]}]}""";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void noDoorLetsASecretThrough() throws IOException {
    String kept = "kept-4712-marker";
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      rule(
          server,
          key,
          "{\"name\":\"zebra\",\"kind\":\"custom\",\"pattern\":\"zebra-\\\\d+-secret\"}");
      String usage =
          """
          {"kind":"usage","timestamp":"2026-11-20T10:00:00Z","agent_name":"a",
           "agentscope_agent_id":"a","model_name":"m","input_tokens":1,
           "note":"%s","deep":{"list":["%s"]},"marker":"%s"}"""
              .formatted(SECRET, SECRET, kept);
      String execution =
          """
          {"kind":"execution","execution_id":"run","agentscope_agent_id":"a","agent_name":"a",
           "start_time":"2026-11-20T10:00:00Z","content":"say %s","error_message":"{\\"e\\":\\"%s\\"}",
           "more":"%s"}"""
              .formatted(SECRET, SECRET, SECRET);
      String timeline =
          """
          {"kind":"timeline","event_type":"t","message":"%s","metadata":{"a":["%s"]},"x":"%s"}"""
              .formatted(SECRET, escaped(SECRET), SECRET);
      String log =
          "{\"kind\":\"log\",\"execution_round_id\":\"r\",\"message\":\"%s\",\"metadata\":{\"a\":{\"b\":\"%s\"}},\"x\":\"%s\"}"
              .formatted(SECRET, SECRET, SECRET);
      List<String> texts = new ArrayList<>();
      for (String record : List.of(usage, execution, timeline, log)) {
        String kind = JSON.readTree(record).get("kind").asString();
        texts.add(kept(server, key, kind, record));
      }
      for (String record : List.of(usage, execution.replace("\"run\"", "\"r2\""), timeline, log)) {
        HttpResponse<String> sent = server.post(key, ROOT + "ingest/batch/", "[" + record + "]");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
      }
      HttpResponse<String> lines =
          server.post(
              key,
              ROOT + "ingest/batch/",
              timeline.replace("\n", "") + "\n" + log.replace("\n", ""),
              "Content-Type",
              "application/x-ndjson");
      assertThat(lines.statusCode()).as(lines.body()).isEqualTo(201);
      HttpResponse<String> list =
          server.post(
              key, ROOT + "ingest/log/", "{\"execution_round_id\":\"r\",\"logs\":[" + log + "]}");
      assertThat(list.statusCode()).as(list.body()).isEqualTo(201);
      HttpResponse<String> traces = server.post(key, "/v1/traces", TRACES.replace("zebra", SECRET));
      assertThat(traces.statusCode()).as(traces.body()).isEqualTo(200);
      HttpResponse<String> otlpLogs = server.post(key, "/v1/logs", LOGS.replace("zebra", SECRET));
      assertThat(otlpLogs.statusCode()).as(otlpLogs.body()).isEqualTo(200);
      RunningServer.await(() -> count(server, key, "logs/") == 5);
      RunningServer.await(() -> count(server, key, "timeline/") == 3);

      assertThat(texts).allSatisfy(text -> assertThat(text).contains(MASK).doesNotContain(SECRET));
      JsonNode event = JSON.readTree(texts.get(2));
      assertThat(event.get("message").asString()).isEqualTo(MASK);
      assertThat(event.at("/metadata/a/0").asString()).isEqualTo(MASK);
      assertThat(event.at("/extra/x").asString()).isEqualTo(MASK);
      JsonNode run = JSON.readTree(texts.get(1));
      assertThat(run.get("content").asString()).isEqualTo("say " + MASK);
      assertThat(run.get("error_message").asString()).isEqualTo("{\"e\":\"" + MASK + "\"}");
    }
    // That the journal can be searched at all is told by what was not to be masked.
    assertThat(filesWith(kept)).isNotEmpty();
    assertThat(filesWith(SECRET)).isEmpty();
  }

  @Test
  void aRuleCountsFromWhenItIsSetUntilItIsRemoved() {
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      String record = "{\"event_type\":\"t\",\"message\":\"" + SECRET + "\"}";
      assertThat(message(server, key, record)).isEqualTo(SECRET);
      String rule = "{\"name\":\"zebra\",\"kind\":\"custom\",\"pattern\":\"zebra-\\\\d+-secret\"}";
      String id = rule(server, key, rule);
      assertThat(message(server, key, record)).isEqualTo(MASK);
      String other = rule.replace("\"name\":\"zebra\"", "\"name\":\"horse\"");
      assertThat(server.send("PUT", key, RULES + id + "/", other).statusCode()).isEqualTo(200);
      assertThat(message(server, key, record)).isEqualTo("[MASKED:horse]");
      String ofProject = other.replace("}", ",\"project_id\":\"shop\"}");
      assertThat(server.send("PUT", key, RULES + id + "/", ofProject).statusCode()).isEqualTo(200);
      assertThat(message(server, key, record)).isEqualTo(SECRET);
      assertThat(message(server, key, record, "X-Project-Id", "shop")).isEqualTo("[MASKED:horse]");
      assertThat(server.send("DELETE", key, RULES + id + "/", "").statusCode()).isEqualTo(204);
      assertThat(message(server, key, record, "X-Project-Id", "shop")).isEqualTo(SECRET);
    }
  }

  @Test
  void rulesOutliveARestart() {
    try (RunningServer server = RunningServer.start(folder)) {
      rule(server, server.generatedKey(), "{\"name\":\"mail\",\"kind\":\"email\"}");
    }
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.newKey();
      assertThat(message(server, key, "{\"event_type\":\"t\",\"message\":\"to bob@example.com\"}"))
          .isEqualTo("to [MASKED:mail]");
    }
  }

  @Test
  void mistakesAreNamed() {
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      for (String wrong :
          List.of(
              "{}",
              "[]",
              "{\"name\":\"a\",\"kind\":\"moon\"}",
              "{\"name\":\"a\",\"kind\":\"custom\"}",
              "{\"name\":\"a\",\"kind\":\"custom\",\"pattern\":\"((a{999}){999}){999}\"}",
              "{\"name\":\"a\",\"kind\":\"custom\",\"pattern\":\"(?=x)\"}",
              "{\"name\":\"a\",\"kind\":\"email\",\"field\":[\"x\"]}",
              "{\"name\":\"a\",\"kind\":\"email\",\"fields\":\"x\"}",
              "{\"name\":\"a\",\"kind\":\"email\",\"fields\":[1]}",
              "{\"name\":\"a\",\"kind\":\"email\",\"enabled\":\"yes\"}",
              "{\"name\":\"a\",\"kind\":\"email\",\"position\":1.5}",
              "{\"name\":\"a\\\"\",\"kind\":\"email\"}")) {
        HttpResponse<String> answer = server.post(key, RULES, wrong);
        assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
      }
      String preview = "{\"rules\":[{\"name\":\"a\",\"kind\":\"moon\"}],\"sample\":\"x\"}";
      HttpResponse<String> answer = server.post(key, RULES + "preview/", preview);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"pointer\":\"/rules/0/kind\"");
      assertThat(server.get(key, RULES).body()).isEqualTo("{\"count\":0,\"results\":[]}");
    }
  }

  @Test
  void aPreviewTellsWhatRulesWouldDoAndStoresNothing() {
    try (RunningServer server = RunningServer.start(folder)) {
      String key = server.generatedKey();
      String preview =
          """
          {"rules":[{"name":"late","kind":"phone","position":2},{"name":"mail","kind":"email"},
                    {"name":"off","kind":"email","enabled":false}],
           "sample":{"to":["bob@example.com","c@d.org"],"tel":13812345678,"n":1.50}}""";
      assertThat(server.post(key, RULES + "preview/", preview).body())
          .isEqualTo(
              "{\"changed\":true,\"masked\":{\"to\":[\"[MASKED:mail]\",\"[MASKED:mail]\"],"
                  + "\"tel\":13812345678,\"n\":1.50},\"rules\":["
                  + "{\"name\":\"mail\",\"kind\":\"email\",\"hits\":2},"
                  + "{\"name\":\"late\",\"kind\":\"phone\",\"hits\":0}]}");
      rule(server, key, "{\"name\":\"shop\",\"kind\":\"email\",\"project_id\":\"shop\"}");
      String sample = "{\"sample\":\"a@b.cn\",\"project_id\":\"shop\"}";
      assertThat(server.post(key, RULES + "preview/", sample).body())
          .contains("\"masked\":\"[MASKED:shop]\"");
      assertThat(server.post(key, RULES + "preview/", sample.replace("shop", "else")).body())
          .contains("\"masked\":\"a@b.cn\"");
    }
  }

  private static String rule(RunningServer server, String key, String rule) {
    HttpResponse<String> answer = server.post(key, RULES, rule);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body()).get("id").asString();
  }

  private static String message(
      RunningServer server, String key, String record, String... headers) {
    return JSON.readTree(kept(server, key, "timeline", record, headers)).get("message").asString();
  }

  /** A record as it is read back. */
  private static String kept(
      RunningServer server, String key, String kind, String record, String... headers) {
    HttpResponse<String> sent = server.post(key, ROOT + "ingest/" + kind + "/", record, headers);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    String list =
        switch (kind) {
          case "usage", "timeline" -> kind + "/";
          default -> kind + "s/";
        };
    String path = ROOT + list + JSON.readTree(sent.body()).get("id").asString() + "/";
    RunningServer.await(() -> server.get(key, path).statusCode() == 200);
    return server.get(key, path).body();
  }

  private static long count(RunningServer server, String key, String list) {
    return JSON.readTree(server.get(key, ROOT + list).body()).get("count").asLong();
  }

  /** The same in JSON, with its first letter as an escape. */
  private static String escaped(String text) {
    return "\\u%04x%s".formatted((int) text.charAt(0), text.substring(1));
  }

  /** The files of the data folder that hold a text. */
  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
