package io.hivecore.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.http.TestServer;
import io.hivecore.ingest.TestJournal;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.TraceRecord;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenAI's Agents SDK and AgentScope's agents send, with a journal on disk behind. */
final class ClientRoutesTest {
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
        path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  private List<TelemetryRecord> records() {
    return journal.entries().stream().map(JournaledEntry::decode).toList();
  }

  private SpanRecord span(int index) {
    return (SpanRecord) records().get(index);
  }

  @Test
  void tracesOfTheAgentsSdkAreTaken() {
    HttpResponse<String> answer =
        post(
            "/v1/traces/ingest",
            """
            {"data":[
             {"object":"trace","id":"trace_1","workflow_name":"Support","group_id":"chat-7",
              "metadata":{"a":1}},
             {"object":"trace.span","id":"span_1","trace_id":"trace_1","parent_id":null,
              "started_at":"2026-03-01T09:30:00.000000+00:00",
              "ended_at":"2026-03-01T09:30:09.000000+00:00",
              "span_data":{"type":"agent","name":"Triage","handoffs":["Billing"],"tools":[],
               "output_type":"str"},"error":null},
             {"object":"trace.span","id":"span_2","trace_id":"trace_1","parent_id":"span_1",
              "started_at":"2026-03-01T09:30:01Z","ended_at":"2026-03-01T09:30:02Z",
              "span_data":{"type":"generation","model":"gpt-4o",
               "input":[{"role":"user","content":"hi"}],
               "output":[{"role":"assistant","content":"hello"}],
               "usage":{"input_tokens":10,"output_tokens":5,
                "input_tokens_details":{"cached_tokens":4}}},"error":null},
             {"object":"trace.span","id":"span_3","trace_id":"trace_1","parent_id":"span_1",
              "started_at":"2026-03-01T09:30:02Z","ended_at":"2026-03-01T09:30:03Z",
              "span_data":{"type":"function","name":"lookup","input":"{\\"q\\":1}","output":"42"},
              "error":{"message":"no luck","data":{"x":1}}},
             {"object":"trace.span","id":"span_4","trace_id":"trace_1","parent_id":"span_1",
              "started_at":"2026-03-01T09:30:03Z","ended_at":null,
              "span_data":{"type":"guardrail","name":"polite","triggered":false}},
             {"object":"moon"},7]}""");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"accepted\":5,\"rejected\":2,\"errors\":[{\"index\":5,\"code\":\"invalid\"");
    assertThat(answer.headers().firstValue("X-Batch-Id")).isPresent();
    TraceRecord trace = (TraceRecord) records().getFirst();
    assertThat(trace.name()).isEqualTo("Support");
    assertThat(trace.subject().sessionId()).isEqualTo("chat-7");
    assertThat(trace.metadata()).isEqualTo("{\"a\":1}");
    SpanRecord agent = span(1);
    assertThat(agent.kindOfSpan()).isEqualTo(SpanKind.AGENT);
    assertThat(agent.context().agentName()).isEqualTo("Triage");
    assertThat(agent.endTime()).isEqualTo(Instant.parse("2026-03-01T09:30:09Z"));
    SpanRecord generation = span(2);
    assertThat(generation.kindOfSpan()).isEqualTo(SpanKind.GENERATION);
    assertThat(generation.traceId()).isEqualTo("trace_1");
    assertThat(generation.parentSpanId()).isEqualTo("span_1");
    assertThat(generation.call().model()).isEqualTo("gpt-4o");
    assertThat(generation.tokens()).isEqualTo(new TokenUsage(10, 5, 15, 4, 0, 0));
    assertThat(generation.content().output()).contains("hello");
    SpanRecord tool = span(3);
    assertThat(tool.kindOfSpan()).isEqualTo(SpanKind.TOOL);
    assertThat(tool.call().toolName()).isEqualTo("lookup");
    assertThat(tool.content().input()).isEqualTo("{\"q\":1}");
    assertThat(tool.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(tool.statusMessage()).isEqualTo("no luck");
    SpanRecord guardrail = span(4);
    assertThat(guardrail.kindOfSpan()).isEqualTo(SpanKind.GUARDRAIL);
    assertThat(guardrail.endTime()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"data\":{}}", "{\"data\":[}"})
  void whatIsNoListOfTracesIsRefused(String body) {
    assertThat(post("/v1/traces/ingest", body).statusCode()).isEqualTo(400);
  }

  @Test
  void aRunIsAnEventOfTheTimeline() {
    String run =
        """
        {"id":"run-1","project":"shop","name":"evening","timestamp":"2026-03-01 18:30:00.123",
         "pid":7,"status":"running","run_dir":""}""";
    HttpResponse<String> answer = post("/trpc/registerRun", run);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
    post("/trpc/registerRun", run);

    assertThat(records()).hasSize(1);
    TimelineRecord event = (TimelineRecord) records().getFirst();
    assertThat(event.eventType()).isEqualTo("run_running");
    assertThat(event.context().projectId()).isEqualTo("shop");
    assertThat(event.context().roundId()).isEqualTo("run-1");
    assertThat(event.message()).isEqualTo("evening");
    assertThat(event.timestampFromArrival()).isTrue();
    assertThat(event.metadata()).contains("\"timestamp\":\"2026-03-01 18:30:00.123\"", "\"pid\":7");
    assertThat(post("/trpc/registerRun", "{}").body()).contains("\"field\":\"id\"");
  }

  @Test
  void theLastOfAStreamedMessageCounts() {
    for (String text : List.of("He", "Hello")) {
      assertThat(
              post(
                      "/trpc/pushMessage",
                      """
                      {"runId":"run-1","replyId":"r1","replyName":"Friday","replyRole":"assistant",
                       "msg":{"id":"m1","name":"Friday","role":"assistant",
                        "content":[{"type":"text","text":"%s"}],"metadata":null,
                        "timestamp":"2026-03-01 18:30:00.123"}}"""
                          .formatted(text))
                  .statusCode())
          .isEqualTo(200);
    }
    SpanRecord message = span(0).mergedWith(span(1));
    assertThat(message.id()).isEqualTo(span(0).id());
    assertThat(message.traceId()).isEqualTo("run-1");
    assertThat(message.spanId()).isEqualTo("m1");
    assertThat(message.subject().sessionId()).isEqualTo("run-1");
    assertThat(message.context().agentName()).isEqualTo("Friday");
    assertThat(message.content().output()).isEqualTo("Hello");
    assertThat(message.kindOfSpan()).isEqualTo(SpanKind.SPAN);
    assertThat(post("/trpc/pushMessage", "{\"runId\":\"r\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void nobodyIsThereToBeAsked() {
    HttpResponse<String> answer = post("/trpc/requestUserInput", "{}");
    assertThat(answer.statusCode()).isEqualTo(501);
    assertThat(answer.body()).contains("\"code\":\"not_implemented\"");
  }
}
