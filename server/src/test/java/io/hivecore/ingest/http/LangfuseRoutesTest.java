package io.hivecore.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.TestServer;
import io.hivecore.ingest.TestJournal;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.TraceRecord;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Langfuse's clients send, with a journal on disk behind. */
final class LangfuseRoutesTest {
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

  private HttpResponse<String> post(String path, String body) {
    return server.post(
        "/api/public/" + path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  private static String event(String id, String type, String body) {
    return """
        {"id":"%s","type":"%s","timestamp":"2026-03-01T09:30:05Z","body":%s}"""
        .formatted(id, type, body);
  }

  private static String batch(String... events) {
    return "{\"batch\":[" + String.join(",", events) + "],\"metadata\":{\"sdk\":\"x\"}}";
  }

  private List<TelemetryRecord> records() {
    return journal.entries().stream().map(JournaledEntry::decode).toList();
  }

  @Test
  void eventsOnOneObservationAreOneRecord() {
    HttpResponse<String> answer =
        post(
            "ingestion",
            batch(
                event(
                    "e1",
                    "generation-create",
                    """
                    {"id":"gen-1","traceId":"my trace","parentObservationId":"root","name":"answer",
                     "startTime":"2026-03-01T09:30:00.123456Z","model":"gpt-4o",
                     "modelParameters":{"temperature":0.5},"input":[{"role":"user","content":"hi"}],
                     "metadata":{"a":1},"completionStartTime":"2026-03-01T09:30:00.623456Z",
                     "promptName":"greet","promptVersion":3}"""),
                event(
                    "e2",
                    "generation-update",
                    """
                    {"id":"gen-1","traceId":"my trace","endTime":"2026-03-01T09:30:02+00:00",
                     "output":"hello","usageDetails":{"input":10,"input_cached_tokens":4,"output":5,
                     "output_reasoning_tokens":2},"costDetails":{"input":0.1,"output":0.25},
                     "level":"ERROR","statusMessage":"cut"}""")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(207);
    assertThat(answer.body())
        .isEqualTo(
            "{\"successes\":[{\"id\":\"e1\",\"status\":201},{\"id\":\"e2\",\"status\":201}],"
                + "\"errors\":[]}");
    SpanRecord span = (SpanRecord) records().getFirst();
    assertThat(records()).hasSize(1);
    assertThat(span.traceId()).isEqualTo("my trace");
    assertThat(span.spanId()).isEqualTo("gen-1");
    assertThat(span.parentSpanId()).isEqualTo("root");
    assertThat(span.kindOfSpan()).isEqualTo(SpanKind.GENERATION);
    assertThat(span.name()).isEqualTo("answer");
    assertThat(span.timestamp()).isEqualTo(Instant.parse("2026-03-01T09:30:00.123456Z"));
    assertThat(span.started()).isTrue();
    assertThat(span.endTime()).isEqualTo(Instant.parse("2026-03-01T09:30:02Z"));
    assertThat(span.call().model()).isEqualTo("gpt-4o");
    assertThat(span.call().firstTokenMillis()).isEqualTo(500.0);
    assertThat(span.call().promptName()).isEqualTo("greet");
    assertThat(span.call().promptVersion()).isEqualTo("3");
    assertThat(span.call().parameters()).isEqualTo("{\"temperature\":0.5}");
    assertThat(span.tokens()).isEqualTo(new TokenUsage(14, 7, 21, 4, 0, 2));
    assertThat(span.cost().reported()).isEqualByComparingTo("0.35");
    assertThat(span.content().input()).isEqualTo("[{\"role\":\"user\",\"content\":\"hi\"}]");
    assertThat(span.content().output()).isEqualTo("hello");
    assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(span.statusMessage()).isEqualTo("cut");
    assertThat(span.dialect()).isEqualTo("langfuse");
  }

  @Test
  void anUpdateAloneSaysOnlyWhatItSays() {
    post(
        "ingestion",
        batch(event("e1", "span-update", "{\"id\":\"s\",\"traceId\":\"t\",\"output\":{\"a\":1}}")));

    SpanRecord span = (SpanRecord) records().getFirst();
    assertThat(span.started()).isFalse();
    assertThat(span.timestamp()).isEqualTo(Instant.parse("2026-03-01T09:30:05Z"));
    assertThat(span.endTime()).isNull();
    assertThat(span.name()).isEmpty();
    assertThat(span.tokens()).isNull();
    assertThat(span.content().output()).isEqualTo("{\"a\":1}");
  }

  @Test
  void aTraceIsWhatItsEventsSay() {
    HttpResponse<String> answer =
        post(
            "ingestion",
            batch(
                event(
                    "e1",
                    "trace-create",
                    """
                    {"id":"t","timestamp":"2026-03-01T09:30:00Z","name":"chat","userId":"u",
                     "sessionId":"s","release":"1.2","environment":"prod","input":"q",
                     "metadata":{"a":[1]},"tags":["x","y","x"],"public":true}"""),
                event("e2", "trace-create", "{\"id\":\"t\",\"output\":{\"b\":true}}")));

    assertThat(answer.statusCode()).isEqualTo(207);
    TraceRecord trace = (TraceRecord) records().getFirst();
    assertThat(trace.traceId()).isEqualTo("t");
    assertThat(trace.name()).isEqualTo("chat");
    assertThat(trace.subject()).isEqualTo(new Subject("s", "u", "prod", "1.2"));
    assertThat(trace.input()).isEqualTo("q");
    assertThat(trace.output()).isEqualTo("{\"b\":true}");
    assertThat(trace.tags()).containsExactly("x", "y");
    assertThat(trace.metadata()).isEqualTo("{\"a\":[1]}");
    assertThat(records()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\":10,\"output\":5,\"total\":15,\"unit\":\"TOKENS\"} | 10 | 5",
        "{\"promptTokens\":10,\"completionTokens\":5} | 10 | 5",
        "{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":4}} | 10 | 5",
        "{\"input\":10,\"output\":null,\"totalCost\":0.5} | 10 | 0",
      })
  void olderFormsOfUsageAreUnderstood(String usage, long input, long output) {
    post(
        "ingestion",
        batch(
            event(
                "e",
                "generation-create",
                "{\"id\":\"g\",\"model\":\"m\",\"usage\":" + usage + "}")));

    SpanRecord span = (SpanRecord) records().getFirst();
    assertThat(span.tokens()).isNotNull();
    assertThat(span.tokens().input()).isEqualTo(input);
    assertThat(span.tokens().output()).isEqualTo(output);
    if (usage.contains("totalCost")) {
      assertThat(span.cost().reported()).isEqualByComparingTo("0.5");
    }
  }

  @Test
  void whatIsNotCountedInTokensIsNone() {
    post(
        "ingestion",
        batch(
            event(
                "e",
                "generation-create",
                "{\"id\":\"g\",\"usage\":{\"input\":10,\"unit\":\"CHARACTERS\"}}")));
    assertThat(((SpanRecord) records().getFirst()).tokens()).isNull();
  }

  @Test
  void scoresOfEveryTypeAreKept() {
    HttpResponse<String> answer =
        post(
            "ingestion",
            batch(
                event("1", "score-create", score("a", "0.9", "")),
                event("2", "score-create", score("b", "\"good\"", "")),
                event("3", "score-create", score("c", "1", ",\"dataType\":\"BOOLEAN\"")),
                event("4", "score-create", score("d", "\"5\"", ",\"dataType\":\"NUMERIC\"")),
                event("5", "score-create", score("e", "true", "")),
                event("6", "score-create", score("f", "2", ",\"dataType\":\"BOOLEAN\""))));

    assertThat(answer.body()).contains("\"errors\":[{\"id\":\"6\",\"status\":400");
    Map<String, String> scores =
        records().stream()
            .map(ScoreRecord.class::cast)
            .collect(
                Collectors.toMap(
                    ScoreRecord::name,
                    score -> score.dataType() + " " + score.value() + " " + score.label()));
    assertThat(scores)
        .isEqualTo(
            Map.of(
                "a", "NUMERIC 0.9 ",
                "b", "CATEGORICAL null good",
                "c", "BOOLEAN 1.0 ",
                "d", "NUMERIC 5.0 ",
                "e", "BOOLEAN 1.0 "));
  }

  private static String score(String name, String value, String more) {
    return "{\"traceId\":\"t\",\"observationId\":\"o\",\"name\":\"%s\",\"value\":%s%s}"
        .formatted(name, value, more);
  }

  @Test
  void oneScoreIsAnsweredWithItsId() {
    HttpResponse<String> answer =
        post("scores", "{\"id\":\"mine\",\"sessionId\":\"s\",\"name\":\"n\",\"value\":1}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"id\":\"mine\"}");
    assertThat(((ScoreRecord) records().getFirst()).sessionId()).isEqualTo("s");
    assertThat(post("scores", score("n", "1", "")).body()).matches("\\{\"id\":\"[0-9a-f-]{36}\"}");
    HttpResponse<String> wrong = post("scores", "{\"traceId\":\"t\",\"name\":\"n\"}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("\"detail\":\"value: This field is required.\"");
  }

  @Test
  void aListOfScoresIsTaken() {
    HttpResponse<String> answer =
        post("scores", "[" + score("a", "1", "") + "," + score("b", "2", "") + "]");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Accepted\"}");
    HttpResponse<String> mixed = post("scores", "[" + score("c", "1", "") + ",{},7]");
    assertThat(mixed.statusCode()).isEqualTo(207);
    assertThat(mixed.body())
        .isEqualTo(
            "{\"accepted\":1,\"rejected\":2,\"errors\":[{\"message\":\"Score 1: traceId: A score"
                + " needs a trace or a session.\"},{\"message\":\"Score 2: Expected an"
                + " object.\"}]}");
    assertThat(records()).hasSize(3);
    for (String body : List.of("", "7x", "[1")) {
      assertThat(post("scores", body).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void oneBadEventSinksNoOther() {
    HttpResponse<String> answer =
        post(
            "ingestion",
            batch(
                event("e1", "trace-create", "{}"),
                event("e2", "moon-create", "{}"),
                "7",
                "{\"type\":\"trace-create\"}",
                event("e5", "sdk-log", "{\"log\":\"x\"}"),
                event("e6", "span-create", "{\"id\":\"s\",\"startTime\":\"yesterday\"}"),
                event("e7", "span-create", "{\"id\":\"" + "x".repeat(201) + "\"}"),
                event("e8", "event-create", "{\"id\":\"s\",\"traceId\":\"t\",\"name\":\"n\"}")));

    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(answer.body())
        .startsWith(
            "{\"successes\":[{\"id\":\"e5\",\"status\":201},{\"id\":\"e8\",\"status\":201}],"
                + "\"errors\":[{\"id\":\"e1\",\"status\":400,\"message\":\"Invalid request data\","
                + "\"error\":\"id: This field is required.\"},{\"id\":\"e2\",")
        .contains("moon-create", "batch[2]: Expected an object.", "startTime: Expected a time")
        .contains("no more than 200 characters");
    assertThat(records()).hasSize(1);
    SpanRecord event = (SpanRecord) records().getFirst();
    assertThat(event.endTime()).isEqualTo(event.timestamp());
    HttpResponse<String> status =
        server.get(
            "/api/v1/ingest-status/"
                + answer.headers().firstValue("X-Batch-Id").orElseThrow()
                + "/");
    assertThat(status.body()).contains("\"accepted\":1", "\"rejected\":6", "\"index\":0");
  }

  @Test
  void anEventThatIsSentAgainUndoesNothing() {
    String first = event("e1", "trace-create", "{\"id\":\"t\",\"name\":\"old\"}");
    post("ingestion", batch(first, first));
    post("ingestion", batch(event("e2", "trace-create", "{\"id\":\"t\",\"name\":\"new\"}")));
    HttpResponse<String> again = post("ingestion", batch(first));

    assertThat(again.body())
        .isEqualTo("{\"successes\":[{\"id\":\"e1\",\"status\":201}],\"errors\":[]}");
    assertThat(records())
        .extracting(record -> ((TraceRecord) record).name())
        .containsExactly("old", "new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"batch\":7}", "{\"batch\":[}", "{\"batch\":[]}x"})
  void aMalformedEnvelopeIsRefused(String body) {
    assertThat(post("ingestion", body).statusCode()).isEqualTo(400);
    assertThat(records()).isEmpty();
  }

  @Test
  void whatCannotBeKeptJustNowIsToBeSentAgain() {
    journal.refuseAfter(
        0,
        new JournalUnavailableException(
            JournalUnavailableException.Reason.NO_ROOM, "no", Duration.ofSeconds(7)));
    String batch = batch(event("e1", "trace-create", "{\"id\":\"t\"}"));
    assertThat(post("ingestion", batch).statusCode()).isEqualTo(503);
    journal.recover();
    assertThat(post("ingestion", batch).statusCode()).isEqualTo(207);
    assertThat(records()).hasSize(1);
  }

  @Test
  void aClientFindsItsProjectByItsKey() {
    String basic =
        Base64.getEncoder()
            .encodeToString(("pk:" + TestServer.KEY).getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        server.send(server.request("/api/public/projects", "Authorization", "Basic " + basic));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"data\":[{\"id\":\"" + TestServer.ONE + "\",\"name\":\"Tenant ");
    assertThat(server.send(server.request("/api/public/projects")).statusCode()).isEqualTo(401);
    assertThat(server.send(server.request("/api/public/health")).body())
        .startsWith("{\"status\":\"OK\"");
  }

  @Test
  void promptsAreNotHere() {
    HttpResponse<String> answer = server.get("/api/public/v2/prompts/greet");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).startsWith("{\"type\":");
  }
}
