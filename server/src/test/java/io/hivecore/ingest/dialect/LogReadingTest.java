package io.hivecore.ingest.dialect;

import static java.util.Map.entry;
import static java.util.Map.ofEntries;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.LogLevel;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TokenUsage;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What log records become. */
final class LogReadingTest {
  private static final TokenUsage CLAUDE = new TokenUsage(2_601, 17, 2_618, 1_536, 1_024, 0);

  private static io.hivecore.telemetry.LogRecord line(LogRecord.Builder log) {
    List<TelemetryRecord> records = Otlp.records(log);
    assertThat(records).hasSize(1);
    return (io.hivecore.telemetry.LogRecord) records.getFirst();
  }

  private static SpanRecord span(List<TelemetryRecord> records, SpanKind kind) {
    return records.stream()
        .map(SpanRecord.class::cast)
        .filter(span -> span.kindOfSpan() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lineOfLogKeepsWhatItSays() {
    io.hivecore.telemetry.LogRecord line =
        line(
            Otlp.logOfSpan("", Map.of("thread", 7, "session.id", "session"))
                .setBody(Otlp.value("It is warm.")));
    assertThat(line.message()).isEqualTo("It is warm.");
    assertThat(line.timestamp()).isEqualTo(Otlp.START.plusMillis(500));
    assertThat(line.context().traceId()).isEqualTo(Otlp.TRACE);
    assertThat(line.context().spanId()).isEqualTo(Otlp.SPAN);
    assertThat(JsonIn.parse(line.metadata()))
        .isEqualTo(Map.of("thread", new BigDecimal(7), "session.id", "session"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', INFO",
    "0, ERROR, ERROR",
    "0, Warning, WARNING",
    "0, WARN, WARNING",
    "0, Fatal, ERROR",
    "0, TRACE, DEBUG",
    "0, what, INFO",
    "1, '', DEBUG",
    "8, '', DEBUG",
    "9, '', INFO",
    "12, '', INFO",
    "13, '', WARNING",
    "16, '', WARNING",
    "17, '', ERROR",
    "24, INFO, ERROR",
  })
  void severityIsALevel(int number, String text, LogLevel level) {
    assertThat(
            line(Otlp.log("", Map.of())
                    .setSeverityNumberValue(number)
                    .setSeverityText(text)
                    .setBody(Otlp.value("x")))
                .level())
        .isEqualTo(level);
    assertThat(SeverityNumber.SEVERITY_NUMBER_INFO_VALUE).isEqualTo(9);
  }

  @Test
  void bodyMayBeAnything() {
    assertThat(line(Otlp.log("", Map.of()).setBody(Otlp.value(Map.of("a", List.of(1))))).message())
        .isEqualTo("{\"a\":[1]}");
    assertThat(line(Otlp.log("", Map.of()).setBody(Otlp.value(7))).message()).isEqualTo("7");
    assertThat(line(Otlp.log("happened", Map.of())).message()).isEqualTo("happened");
  }

  @Test
  void timeIsTheSendersElseTheCollectorsElseTheArrival() {
    LogRecord.Builder log = Otlp.log("", Map.of()).setBody(Otlp.value("x"));
    assertThat(
            line(log.clone().clearTimeUnixNano().setObservedTimeUnixNano(Otlp.START_NANOS + 9_000))
                .timestamp())
        .isEqualTo(Otlp.START.plusNanos(9_000));
    io.hivecore.telemetry.LogRecord none = line(log.clone().clearTimeUnixNano());
    assertThat(none.timestamp()).isEqualTo(Otlp.NOW);
    assertThat(none.timestampFromArrival()).isTrue();
  }

  @Test
  void whatIsSentAgainIsTheSameLine() {
    LogRecord.Builder log = Otlp.log("", Map.of("a", 1)).setBody(Otlp.value("x"));
    assertThat(line(log).id()).isEqualTo(line(log).id());
    assertThat(line(log.clone().setTimeUnixNano(log.getTimeUnixNano() + 1)).id())
        .isNotEqualTo(line(log).id());
  }

  @Test
  void messageJoinsItsSpanWhicheverComesFirst() {
    SpanRecord message =
        (SpanRecord)
            Otlp.records(
                    Otlp.logOfSpan("gen_ai.user.message", Map.of("gen_ai.system", "openai"))
                        .setBody(Otlp.value(Map.of("content", "Hello."))))
                .getFirst();
    SpanRecord span = Otlp.record("", "chat", Map.of("gen_ai.operation.name", "chat"));
    assertThat(message.primary()).isFalse();
    assertThat(message.started()).isFalse();
    assertThat(message.id()).isEqualTo(span.id());
    assertThat(message.content().messages())
        .containsExactly(
            new SpanMessage(
                Otlp.START.plusMillis(500),
                SpanMessage.Side.INPUT,
                "{\"role\":\"user\",\"content\":\"Hello.\"}"));
    SpanRecord before = message.mergedWith(span);
    SpanRecord after = span.mergedWith(message);
    assertThat(before.saysTheSameAs(after)).isTrue();
    assertThat(after.timestamp()).isEqualTo(Otlp.START);
    assertThat(after.kindOfSpan()).isEqualTo(SpanKind.GENERATION);
    assertThat(after.content().shownInput())
        .isEqualTo("[{\"role\":\"user\",\"content\":\"Hello.\"}]");
  }

  @Test
  void choiceIsOutput() {
    SpanRecord choice =
        (SpanRecord)
            Otlp.records(
                    Otlp.logOfSpan("", Map.of("event.name", "gen_ai.choice"))
                        .setBody(
                            Otlp.value(
                                Map.of(
                                    "index",
                                    0,
                                    "finish_reason",
                                    "stop",
                                    "message",
                                    Map.of("content", "Good day.")))))
                .getFirst();
    assertThat(choice.content().shownOutput())
        .isEqualTo(
            "[{\"role\":\"assistant\",\"content\":\"Good day.\",\"finish_reason\":\"stop\"}]");
  }

  @Test
  void detailsFillTheirSpanWhole() {
    SpanRecord details =
        (SpanRecord)
            Otlp.records(
                    Otlp.logOfSpan(
                        "gen_ai.client.inference.operation.details",
                        Map.of(
                            "gen_ai.operation.name",
                            "chat",
                            "gen_ai.usage.input_tokens",
                            23,
                            "gen_ai.usage.output_tokens",
                            11,
                            "gen_ai.input.messages",
                            List.of(Map.of("role", "user", "parts", List.of())),
                            "gen_ai.output.messages",
                            List.of(Map.of("role", "assistant", "finish_reason", "stop")))))
                .getFirst();
    assertThat(details.primary()).isFalse();
    assertThat(details.kindOfSpan()).isEqualTo(SpanKind.GENERATION);
    assertThat(details.tokens()).isEqualTo(new TokenUsage(23, 11, 34, 0, 0, 0));
    assertThat(JsonIn.parse(details.content().input()))
        .isEqualTo(List.of(Map.of("role", "user", "parts", List.of())));
    assertThat(details.call().finishReasons()).isEqualTo("stop");
  }

  @Test
  void exceptionOfAnOperationFailsItsSpanWhicheverComesFirst() {
    SpanRecord exception =
        (SpanRecord)
            Otlp.records(
                    Otlp.logOfSpan(
                        "gen_ai.client.operation.exception",
                        Map.of(
                            "exception.type", "RateLimitError",
                            "exception.message", "too hot",
                            "exception.stacktrace", "at the hive",
                            "gen_ai.request.model", "gpt-4o-mini")))
                .getFirst();
    SpanRecord span = Otlp.record("", "chat", Map.of("gen_ai.operation.name", "chat"));
    SpanRecord after = span.mergedWith(exception);
    assertThat(exception.mergedWith(span).saysTheSameAs(after)).isTrue();
    assertThat(after.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(after.statusMessage()).isEqualTo("too hot");
    assertThat(after.kindOfSpan()).isEqualTo(SpanKind.GENERATION);
    assertThat(after.call().requestModel()).isEqualTo("gpt-4o-mini");
    assertThat(after.detail().attributes()).contains("at the hive");
    assertThat(Otlp.records(Otlp.log("gen_ai.client.operation.exception", Map.of())).getFirst())
        .isInstanceOf(io.hivecore.telemetry.LogRecord.class);
  }

  @Test
  void messageWithoutASpanIsALine() {
    assertThat(Otlp.records(Otlp.log("gen_ai.user.message", Map.of())).getFirst())
        .isInstanceOf(io.hivecore.telemetry.LogRecord.class);
  }

  @Test
  void resultOfAnEvaluationIsAScore() {
    ScoreRecord score =
        (ScoreRecord)
            Otlp.records(
                    Otlp.logOfSpan(
                        "gen_ai.evaluation.result",
                        Map.of(
                            "gen_ai.evaluation.name", "helpfulness",
                            "gen_ai.evaluation.score.value", -0.5,
                            "gen_ai.evaluation.score.label", "bad",
                            "gen_ai.evaluation.explanation", "It did not answer.")))
                .getFirst();
    assertThat(score.name()).isEqualTo("helpfulness");
    assertThat(score.value()).isEqualTo(-0.5);
    assertThat(score.label()).isEqualTo("bad");
    assertThat(score.comment()).isEqualTo("It did not answer.");
    assertThat(score.dataType()).isEqualTo(ScoreRecord.DataType.NUMERIC);
    assertThat(score.context().spanId()).isEqualTo(Otlp.SPAN);
  }

  @Test
  void resultOfNothingIsALine() {
    assertThat(
            Otlp.records(
                    Otlp.log(
                        "gen_ai.evaluation.result",
                        Map.of("gen_ai.evaluation.name", "a", "gen_ai.evaluation.score.value", 1)))
                .getFirst())
        .isInstanceOf(io.hivecore.telemetry.LogRecord.class);
  }

  @Test
  void requestOfClaudeCodeIsACallInATraceOfItsPrompt() {
    List<TelemetryRecord> records =
        Otlp.records(
            Otlp.log(
                    "",
                    ofEntries(
                        entry("event.name", "api_request"),
                        entry("session.id", "session"),
                        entry("prompt.id", "prompt"),
                        entry("user.id", "installation"),
                        entry("user.email", "keeper@example.org"),
                        entry("model", "claude-sonnet-4-5"),
                        entry("input_tokens", "41"),
                        entry("output_tokens", "17"),
                        entry("cache_read_tokens", 1_536),
                        entry("cache_creation_tokens", 1_024),
                        entry("cost_usd", "0.0046788"),
                        entry("duration_ms", 500)))
                .setBody(Otlp.value("claude_code.api_request")));
    SpanRecord call = span(records, SpanKind.GENERATION);
    SpanRecord root = span(records, SpanKind.AGENT);
    assertThat(records).hasSize(2);
    assertThat(call.tokens()).isEqualTo(CLAUDE);
    assertThat(call.cost().reported()).isEqualTo(new BigDecimal("0.0046788"));
    assertThat(call.call().provider()).isEqualTo("anthropic");
    assertThat(call.call().model()).isEqualTo("claude-sonnet-4-5");
    assertThat(call.timestamp()).isEqualTo(Otlp.START);
    assertThat(call.endTime()).isEqualTo(Otlp.START.plusMillis(500));
    assertThat(call.subject().userId()).isEqualTo("keeper@example.org");
    assertThat(call.subject().sessionId()).isEqualTo("session");
    assertThat(call.traceId()).matches("[0-9a-f]{32}").isEqualTo(root.traceId());
    assertThat(call.spanId()).matches("[0-9a-f]{16}");
    assertThat(call.parentSpanId()).isEqualTo(root.spanId());
    assertThat(root.parentSpanId()).isEmpty();
    assertThat(root.name()).isEqualTo("claude_code");
    assertThat(root.context().agentName()).isEqualTo("claude_code");
  }

  @Test
  void promptOfAUserIsTheInputOfTheRoot() {
    SpanRecord root =
        span(
            Otlp.records(
                Otlp.log(
                    "codex.user_prompt",
                    Map.of("conversation.id", "session", "prompt", "Who may enter?"))),
            SpanKind.AGENT);
    assertThat(root.content()).isEqualTo(new SpanContent("Who may enter?", "", "", "", List.of()));
  }

  @Test
  void lastEventOfAStreamOfCodexHasTheUsage() {
    Map<String, Object> usage =
        ofEntries(
            entry("event.kind", "response.completed"),
            entry("conversation.id", "session"),
            entry("model", "gpt-5"),
            entry("input_token_count", 1_577),
            entry("output_token_count", 137),
            entry("cached_token_count", 1_536),
            entry("reasoning_token_count", 96),
            entry("tool_token_count", 1_714));
    SpanRecord call = span(Otlp.records(Otlp.log("codex.sse_event", usage)), SpanKind.GENERATION);
    assertThat(call.tokens()).isEqualTo(new TokenUsage(1_577, 137, 1_714, 1_536, 0, 96));
    assertThat(
            Otlp.records(Otlp.log("codex.sse_event", Map.of("event.kind", "response.created")))
                .getFirst())
        .isInstanceOf(io.hivecore.telemetry.LogRecord.class);
  }

  @Test
  void eventOfCodexIsNamedByItsAttribute() {
    Map<String, Object> usage =
        Map.of(
            "event.name", "codex.sse_event",
            "event.kind", "response.completed",
            "conversation.id", "session",
            "input_token_count", "23",
            "output_token_count", "11",
            "ttft_ms", 7);
    SpanRecord call =
        span(
            Otlp.records(
                Otlp.log("event otel/src/events/session_telemetry.rs:1153", usage).build(),
                "codex_otel.log_only",
                Map.of("env", "production")),
            SpanKind.GENERATION);
    assertThat(call.tokens()).isEqualTo(new TokenUsage(23, 11, 34, 0, 0, 0));
    assertThat(call.call().firstTokenMillis()).isEqualTo(7);
    assertThat(call.subject().environment()).isEqualTo("production");
  }

  @Test
  void lastEventOfAStreamOfCodexCountsOnce() {
    assertThat(
            Otlp.records(
                    Otlp.log(
                        "codex.sse_event",
                        Map.of("event.kind", "response.completed", "duration_ms", "1")))
                .getFirst())
        .isInstanceOf(io.hivecore.telemetry.LogRecord.class);
  }

  @ParameterizedTest
  @CsvSource({
    "codex.api_request, /responses, http 500, true",
    "codex.api_request, /responses, '', false",
    "codex.api_request, /models, http 500, false",
    "codex.sse_event, '', stream closed, true",
  })
  void failedRequestOfCodexIsAFailedCall(String event, String path, String error, boolean isCall) {
    List<TelemetryRecord> records =
        Otlp.records(
            Otlp.log(
                event, Map.of("conversation.id", "s", "endpoint", path, "error.message", error)));
    assertThat(records.getFirst() instanceof SpanRecord).isEqualTo(isCall);
    if (isCall) {
      SpanRecord call = span(records, SpanKind.GENERATION);
      assertThat(call.status()).isEqualTo(SpanStatus.ERROR);
      assertThat(call.statusMessage()).isEqualTo(error);
      assertThat(call.tokens()).isNull();
    }
  }

  @Test
  void responseOfClaudeCodeIsTheOutputOfTheRoot() {
    List<TelemetryRecord> records =
        Otlp.records(
            Otlp.log(
                "claude_code.assistant_response",
                Map.of("session.id", "session", "prompt.id", "prompt", "response", "Members.")));
    assertThat(records).hasSize(1);
    assertThat(span(records, SpanKind.AGENT).content())
        .isEqualTo(new SpanContent("", "Members.", "", "", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not a list | not a list",
        "[] | []",
        "[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Mem\"}]}}]},"
            + "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true},"
            + "{\"text\":\"bers.\"}]}}]},{\"candidates\":[]}] | Members.",
        "[{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"read\"}}]}}]}]"
            + " | [{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"name\":\"read\"}]}]",
      })
  void chunksOfGeminiAreOneAnswer(String sent, String shown) {
    SpanRecord call =
        span(
            Otlp.records(Otlp.log("gemini_cli.api_response", Map.of("response_text", sent))),
            SpanKind.GENERATION);
    assertThat(call.content().output()).isEqualTo(shown);
  }

  @Test
  void thoughtsOfGeminiCountAsOutput() {
    Map<String, Object> usage =
        Map.of(
            "session.id", "session",
            "prompt_id", "prompt",
            "model", "gemini-2.5-pro",
            "input_token_count", 1_577,
            "output_token_count", 41,
            "cached_content_token_count", 1_536,
            "thoughts_token_count", 96);
    SpanRecord call =
        span(Otlp.records(Otlp.log("gemini_cli.api_response", usage)), SpanKind.GENERATION);
    assertThat(call.tokens()).isEqualTo(new TokenUsage(1_577, 137, 1_714, 1_536, 0, 96));
    assertThat(
            Otlp.records(
                Otlp.logOfSpan(
                        "gen_ai.client.inference.operation.details",
                        Map.of("gen_ai.usage.input_tokens", 1_577))
                    .build(),
                "gemini-cli",
                Map.of()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "claude_code.tool_result, tool_name, tool_parameters, true",
    "codex.tool_result, tool_name, arguments, true",
    "gemini_cli.tool_call, function_name, function_args, false",
  })
  void toolOfACodingAgentIsASpan(
      String event, String name, String arguments, @Nullable Boolean success) {
    SpanRecord tool =
        span(
            Otlp.records(
                Otlp.log(
                    event,
                    Map.of(
                        "session.id",
                        "session",
                        name,
                        "read_file",
                        arguments,
                        "{\"path\":\"a\"}",
                        "success",
                        String.valueOf(success),
                        "error",
                        "none found",
                        "duration_ms",
                        "12.5"))),
            SpanKind.TOOL);
    assertThat(tool.name()).isEqualTo("read_file");
    assertThat(tool.call().toolName()).isEqualTo("read_file");
    assertThat(tool.content().input()).isEqualTo("{\"path\":\"a\"}");
    assertThat(tool.durationMillis()).isEqualTo(12.5);
    assertThat(tool.status())
        .isEqualTo(Boolean.TRUE.equals(success) ? SpanStatus.UNSET : SpanStatus.ERROR);
    assertThat(tool.tokens()).isNull();
  }
}
