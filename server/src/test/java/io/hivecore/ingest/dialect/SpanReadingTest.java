package io.hivecore.ingest.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.hivecore.ingest.Arrival;
import io.hivecore.ingest.Decoded;
import io.hivecore.ingest.IncomingRecord;
import io.hivecore.ingest.Rejection;
import io.hivecore.ingest.TestIdentities;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a span is beside its dialect. */
final class SpanReadingTest {
  private static final Map<String, Object> CHAT = new LinkedHashMap<>();

  static {
    CHAT.put("gen_ai.operation.name", "chat");
    CHAT.put("gen_ai.provider.name", "openai");
    CHAT.put("gen_ai.request.model", "gpt-4o-mini");
    CHAT.put("gen_ai.request.temperature", 0.5);
    CHAT.put("gen_ai.response.model", "gpt-4o-mini-2024-07-18");
    CHAT.put("gen_ai.response.id", "chatcmpl-1");
    CHAT.put("gen_ai.response.finish_reasons", List.of("stop"));
    CHAT.put("gen_ai.response.time_to_first_chunk", 0.25);
    CHAT.put("gen_ai.usage.input_tokens", 23);
    CHAT.put("gen_ai.usage.output_tokens", 11);
    CHAT.put("gen_ai.conversation.id", "conversation");
    CHAT.put("gen_ai.input.messages", "[{\"role\":\"user\"}]");
    CHAT.put("hivecore.project.id", "apiary");
    CHAT.put("custom", List.of(1, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-cli, llm_call",
    "com.anthropic.claude_code.tracing, claude_code.llm_request",
    "codex_exec, handle_responses",
  })
  void spansOfCodingAgentsAreNoCalls(String scope, String name) {
    SpanRecord span = Otlp.record(scope, name, CHAT);
    assertThat(span.kindOfSpan()).isEqualTo(SpanKind.SPAN);
    assertThat(span.tokens()).isNull();
    assertThat(span.cost().amount()).isNull();
    assertThat(span.name()).isEqualTo(name);
  }

  @Test
  void usageOfCodexUnderAnotherNameIsNoCall() {
    SpanRecord span =
        Otlp.record(
            "my-editor",
            "handle_responses",
            Map.of("gen_ai.usage.input_tokens", 23, "codex.usage.total_tokens", 34));
    assertThat(span.tokens()).isNull();
  }

  @Test
  void becomesOneRecord() {
    SpanRecord span =
        Otlp.record(
            Otlp.span("chat gpt-4o-mini", CHAT).build(),
            "my.scope",
            Map.of("service.version", "1.2.3", "deployment.environment.name", "test"));
    assertThat(span.context().traceId()).isEqualTo(Otlp.TRACE);
    assertThat(span.context().spanId()).isEqualTo(Otlp.SPAN);
    assertThat(span.context().projectId()).isEqualTo("apiary");
    assertThat(span.id())
        .isEqualTo(TestIdentities.of(Otlp.arrival(), Otlp.NOW).ofSpan(Otlp.TRACE, Otlp.SPAN).id());
    assertThat(span.kindOfSpan()).isEqualTo(SpanKind.GENERATION);
    assertThat(span.name()).isEqualTo("chat gpt-4o-mini");
    assertThat(span.timestamp()).isEqualTo(Otlp.START);
    assertThat(span.endTime()).isEqualTo(Otlp.START.plusSeconds(1));
    assertThat(span.primary()).isTrue();
    assertThat(span.started()).isTrue();
    assertThat(span.status()).isEqualTo(SpanStatus.UNSET);
    assertThat(span.subject()).isEqualTo(new Subject("conversation", "", "test", "1.2.3"));
    assertThat(span.tokens()).isEqualTo(new TokenUsage(23, 11, 34, 0, 0, 0));
    assertThat(span.dialect()).isEqualTo("otel-genai");
    assertThat(span.call())
        .isEqualTo(
            new ModelCall(
                "gpt-4o-mini",
                "gpt-4o-mini-2024-07-18",
                "openai",
                "{\"temperature\":0.5}",
                "chatcmpl-1",
                "stop",
                250.0,
                "",
                "",
                "",
                "",
                ""));
    assertThat(span.content())
        .isEqualTo(
            new SpanContent("[{\"role\":\"user\"}]", "", "gen_ai.input.messages", "", List.of()));
    assertThat(span.detail())
        .isEqualTo(
            new SpanDetail(
                List.of(),
                "",
                "{\"custom\":[1,2],\"gen_ai.conversation.id\":\"conversation\","
                    + "\"gen_ai.operation.name\":\"chat\",\"gen_ai.provider.name\":\"openai\","
                    + "\"gen_ai.request.model\":\"gpt-4o-mini\",\"gen_ai.request.temperature\":0.5,"
                    + "\"gen_ai.response.finish_reasons\":[\"stop\"],"
                    + "\"gen_ai.response.id\":\"chatcmpl-1\","
                    + "\"gen_ai.response.model\":\"gpt-4o-mini-2024-07-18\","
                    + "\"gen_ai.response.time_to_first_chunk\":0.25,"
                    + "\"gen_ai.usage.input_tokens\":23,\"gen_ai.usage.output_tokens\":11,"
                    + "\"hivecore.project.id\":\"apiary\"}",
                "",
                "",
                span.detail().resource(),
                "{\"name\":\"my.scope\",\"version\":\"\",\"attributes\":{}}"));
    assertThat(JsonIn.parse(span.detail().resource()))
        .isEqualTo(Map.of("service.version", "1.2.3", "deployment.environment.name", "test"));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                 0123456789abcdef, trace_id",
    "00000000000000000000000000000000,   0123456789abcdef, trace_id",
    "0123456789abcdef,                   0123456789abcdef, trace_id",
    "0123456789abcdef0123456789abcdefff, 0123456789abcdef, trace_id",
    "0123456789abcdef0123456789abcdef,   '',               span_id",
    "0123456789abcdef0123456789abcdef,   0000000000000000, span_id",
    "0123456789abcdef0123456789abcdef,   0123,             span_id",
  })
  void withoutUsableIdsIsRefused(String traceId, String spanId, String field) {
    Decoded read =
        Otlp.read(
            Otlp.span("lost", Map.of())
                .setTraceId(Otlp.id(traceId))
                .setSpanId(Otlp.id(spanId))
                .build(),
            "",
            "",
            Map.of());
    assertThat(read).isInstanceOf(Rejection.class);
    if (read instanceof Rejection rejection) {
      assertThat(rejection.code()).isEqualTo(Rejection.INVALID);
      assertThat(rejection.detail())
          .startsWith(field + ": expected")
          .contains("\"lost\"", spanId.isEmpty() ? "span_id none" : "span_id " + spanId);
      assertThat(rejection.errors()).hasSize(1);
    }
  }

  @Test
  void oneWrongSpanStopsNoOther() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .addScopeSpansBuilder()
        .addSpans(Otlp.span("a", Map.of()).clearTraceId())
        .addSpans(Otlp.span("b", Map.of()));
    List<Decoded> read = new ArrayList<>();
    OtlpTraces.read(
        request.build(), Otlp.arrival(), TestIdentities.of(Otlp.arrival(), Otlp.NOW), read::add);
    assertThat(read).hasSize(2);
    assertThat(read.get(0)).isInstanceOf(Rejection.class);
    assertThat(read.get(1)).isInstanceOf(IncomingRecord.class);
  }

  @Test
  void endBeforeStartIsNoDuration() {
    SpanRecord span =
        Otlp.record(
            Otlp.span("skewed", Map.of()).setEndTimeUnixNano(Otlp.START_NANOS - 5_000).build());
    assertThat(span.endTime()).isEqualTo(Otlp.START);
    assertThat(span.durationMillis()).isZero();
  }

  @Test
  void withoutTimesItIsOfItsArrivalAndRuns() {
    SpanRecord span =
        Otlp.record(
            Otlp.span("untimed", Map.of()).clearStartTimeUnixNano().clearEndTimeUnixNano().build());
    assertThat(span.timestamp()).isEqualTo(Otlp.NOW);
    assertThat(span.started()).isFalse();
    assertThat(span.endTime()).isNull();
  }

  @Test
  void timesBeyondTheCalendarAreNone() {
    SpanRecord span = Otlp.record(Otlp.span("far", Map.of()).setStartTimeUnixNano(-1).build());
    assertThat(span.timestamp()).isEqualTo(Otlp.NOW);
  }

  @Test
  void eventsAndLinksAreKept() {
    Span.Builder span = Otlp.span("kept", Map.of());
    span.addEventsBuilder()
        .setName("happened")
        .setTimeUnixNano(Otlp.START_NANOS)
        .addAllAttributes(Otlp.attributes(Map.of("a", 1)));
    span.addLinksBuilder()
        .setTraceId(Otlp.id(Otlp.TRACE.toUpperCase(Locale.ROOT)))
        .setSpanId(Otlp.id(Otlp.SPAN));
    SpanDetail detail = Otlp.record(span.build()).detail();
    assertThat(detail.events())
        .isEqualTo(
            "[{\"time\":\"2026-01-01T00:00:00Z\",\"name\":\"happened\",\"attributes\":{\"a\":1}}]");
    assertThat(detail.links())
        .isEqualTo(
            "[{\"trace_id\":\"0123456789abcdef0123456789abcdef\","
                + "\"span_id\":\"0123456789abcdef\",\"attributes\":{}}]");
  }

  @Test
  void messagesAsEventsAreContent() {
    Span.Builder span = Otlp.span("chat", Map.of("gen_ai.system", "openai"));
    event(span, "gen_ai.choice", 2, Map.of("index", 0, "message", "{\"content\":\"Hello.\"}"));
    event(span, "gen_ai.user.message", 1, Map.of("content", "Hi.", "gen_ai.system", "openai"));
    assertThat(Otlp.record(span.build()).content().messages())
        .containsExactly(
            new SpanMessage(
                Otlp.START.plusMillis(1),
                SpanMessage.Side.INPUT,
                "{\"role\":\"user\",\"content\":\"Hi.\"}"),
            new SpanMessage(
                Otlp.START.plusMillis(2),
                SpanMessage.Side.OUTPUT,
                "{\"role\":\"assistant\",\"content\":\"Hello.\"}"));
  }

  @Test
  void eventWithTheSpansAttributesFillsIt() {
    Span.Builder span = Otlp.span("chat", Map.of("gen_ai.operation.name", "chat"));
    event(
        span,
        "gen_ai.client.inference.operation.details",
        1,
        Map.of("gen_ai.input.messages", List.of(Map.of("role", "user"))));
    assertThat(Otlp.record(span.build()).content().input()).isEqualTo("[{\"role\":\"user\"}]");
  }

  private static void event(Span.Builder span, String name, int millis, Map<?, ?> attributes) {
    span.addEventsBuilder()
        .setName(name)
        .setTimeUnixNano(Otlp.START_NANOS + Duration.ofMillis(millis).toNanos())
        .addAllAttributes(Otlp.attributes(attributes));
  }

  @Test
  void exceptionSaysWhyItFailed() {
    Span.Builder span = Otlp.span("chat", Map.of());
    event(span, "exception", 1, Map.of("exception.type", "E", "exception.message", "too hot"));
    Span unset = span.build();
    Span failed =
        span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR)).build();
    assertThat(Otlp.record(unset).status()).isEqualTo(SpanStatus.UNSET);
    assertThat(Otlp.record(unset).statusMessage()).isEmpty();
    assertThat(Otlp.record(failed).statusMessage()).isEqualTo("too hot");
    SpanRecord studio = Otlp.record(unset, "agentscope-java", Map.of());
    assertThat(studio.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(studio.statusMessage()).isEqualTo("too hot");
  }

  /**
   * The conventions for models have an event of their own for what kept an operation from ending.
   */
  @Test
  void exceptionOfAnOperationIsAnError() {
    Span.Builder span = Otlp.span("chat", Map.of());
    event(
        span,
        "gen_ai.client.operation.exception",
        1,
        Map.of("exception.type", "E", "exception.message", "too hot"));
    SpanRecord failed = Otlp.record(span.build());
    assertThat(failed.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(failed.statusMessage()).isEqualTo("too hot");
    Status ok = Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK).build();
    assertThat(Otlp.record(span.setStatus(ok).build()).status()).isEqualTo(SpanStatus.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "llm.cost.prompt,         0.001, llm.cost.completion,     0.002, 0.003",
    "gen_ai.cost.input_cost,  0.001, gen_ai.cost.output_cost, 0.002, 0.003",
    "llm.cost.prompt,         0.001, llm.cost.total,          0.004, 0.004",
    "llm.cost.prompt,         0.001, nothing,                 7,     0.001",
  })
  void costIsTheSumOfItsPartsWhereThereIsNoTotal(
      String one, double cost, String other, double otherCost, BigDecimal reported) {
    assertThat(Otlp.record("", "chat", Map.of(one, cost, other, otherCost)).cost().reported())
        .isEqualByComparingTo(reported);
  }

  /**
   * LangChain says 0 of what went into the cache where it tells for how long, and Langfuse hands
   * that on.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gen_ai.usage.input_token_details | {'cache_read': 1536, 'cache_creation': 0, 'ephemeral_5m_input_tokens': 1000, 'ephemeral_1h_input_tokens': 24}",
        "langsmith.metadata.usage_metadata | {\"input_token_details\":{\"cache_read\":1536,\"cache_creation\":0,\"ephemeral_5m_input_tokens\":1000,\"ephemeral_1h_input_tokens\":24}}",
        "gen_ai.usage.input_token_details | {'cache_read': 1536, 'cache_creation': 1024, 'ephemeral_5m_input_tokens': 1000, 'ephemeral_1h_input_tokens': 24}",
        "gen_ai.usage.input_token_details | {'cache_read': 1536, 'cache_creation': 1024}",
        "langfuse.observation.usage_details | {\"input\":41,\"input_cache_read\":1536,\"input_cache_creation\":0,\"input_ephemeral_5m_input_tokens\":1000,\"input_ephemeral_1h_input_tokens\":24,\"output\":17}",
      })
  void cacheWritesAreKnownByTheirParts(String attribute, String details) {
    SpanRecord span =
        Otlp.record(
            "",
            "chat",
            Map.of(
                "gen_ai.usage.input_tokens",
                2601,
                "gen_ai.usage.output_tokens",
                17,
                attribute,
                details));
    assertThat(span.tokens()).isEqualTo(new TokenUsage(2601, 17, 2618, 1536, 1024, 0));
  }

  /** Of 1,024 tokens that went into the cache 24 stay there for an hour. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anthropic.usage.cache_creation.ephemeral_1h_input_tokens | 24",
        "gen_ai.usage.raw | {\"cache_creation\":{\"ephemeral_1h_input_tokens\":24}}",
        "ai.response.providerMetadata | {\"anthropic\":{\"usage\":{\"cache_creation\":{\"ephemeral_1h_input_tokens\":24}}}}",
        "output.value | {\"usage\":{\"cache_creation\":{\"ephemeral_1h_input_tokens\":24}}}",
        "langsmith.metadata.usage_metadata | {\"input_token_details\":{\"ephemeral_1h_input_tokens\":24}}",
        "gen_ai.usage.input_token_details | {'ephemeral_5m_input_tokens': 1000, 'ephemeral_1h_input_tokens': 24}",
        "langfuse.observation.usage_details | {\"input\":41,\"input_cache_creation_1h\":24}",
        "langfuse.observation.usage_details | {\"input\":41,\"input_ephemeral_1h_input_tokens\":24}",
        "langfuse.observation.usage_details | {\"input_tokens\":41,\"cache_creation\":{\"ephemeral_1h_input_tokens\":24}}",
      })
  void cacheWritesForAnHourAreToldApart(String attribute, String value) {
    Map<String, Object> attributes =
        Map.of("gen_ai.usage.cache_creation.input_tokens", 1024, attribute, value);
    Decoded decoded = Otlp.read(Otlp.span("chat", attributes).build(), "", "", Map.of());
    assertThat(((IncomingRecord) decoded).hourCacheWrites()).isEqualTo(24);
  }

  /** It sets OK when a run begins, and OpenTelemetry's SDK never takes that back. */
  @Test
  void exceptionOfLangSmithIsAnErrorWhateverTheStatus() {
    Span.Builder span = Otlp.span("ChatOpenAI", Map.of());
    event(span, "exception", 1, Map.of("exception.message", "too hot"));
    span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK));
    SpanRecord failed = Otlp.record(span.build(), "langsmith", Map.of());
    assertThat(failed.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(failed.statusMessage()).isEqualTo("too hot");
    assertThat(Otlp.record(span.build()).status()).isEqualTo(SpanStatus.OK);
  }

  @Test
  void errorTypeAndLevelAreErrors() {
    SpanRecord typed = Otlp.record("", "chat", Map.of("error.type", "timeout"));
    assertThat(typed.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(typed.statusMessage()).isEqualTo("timeout");
    SpanRecord level =
        Otlp.record(
            "",
            "chat",
            Map.of(
                "langfuse.observation.level", "ERROR",
                "langfuse.observation.status_message", "too cold"));
    assertThat(level.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(level.statusMessage()).isEqualTo("too cold");
  }

  @Test
  void pendingSpanOfLogfireIsTheSpanThatStarted() {
    Span pending =
        Otlp.span(
                "chat",
                Map.of(
                    "logfire.span_type", "pending_span",
                    "logfire.pending_parent_id", "fedcba9876543210"))
            .setSpanId(Otlp.id("1111111111111111"))
            .setParentSpanId(Otlp.id(Otlp.SPAN))
            .build();
    SpanRecord span = Otlp.record(pending, "logfire", Map.of());
    assertThat(span.spanId()).isEqualTo(Otlp.SPAN);
    assertThat(span.parentSpanId()).isEqualTo("fedcba9876543210");
    assertThat(span.endTime()).isNull();
    assertThat(span.started()).isTrue();
  }

  @Test
  void zeroParentIsNone() {
    SpanRecord span =
        Otlp.record(
            Otlp.span("root", Map.of()).setParentSpanId(ByteString.copyFrom(new byte[8])).build());
    assertThat(span.parentSpanId()).isEmpty();
  }

  @Test
  void instructionsAreTheFirstMessageOfThePrompt() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("gen_ai.operation.name", "chat");
    attributes.put("gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be a bee.\"}]");
    attributes.put("gen_ai.input.messages", "[{\"role\":\"user\"}]");
    SpanContent content = Otlp.record("", "chat", attributes).content();
    assertThat(content.input())
        .isEqualTo(
            "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be a bee.\"}]},"
                + "{\"role\":\"user\"}]");
    assertThat(content.inputSource()).isEmpty();
    attributes.put("gen_ai.input.messages", "[{\"role\": \"system\"}]");
    assertThat(Otlp.record("", "chat", attributes).content().input())
        .isEqualTo("[{\"role\": \"system\"}]");
    attributes.put("gen_ai.input.messages", "[]");
    assertThat(Otlp.record("", "chat", attributes).content().input())
        .isEqualTo(
            "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be a bee.\"}]}]");
  }

  @Test
  void programsAndScopesSpeakForTheirSpans() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .setResource(
            Resource.newBuilder()
                .addAllAttributes(
                    Otlp.attributes(
                        Map.of("hivecore.project.id", "of program", "session.id", "of program"))))
        .addScopeSpansBuilder()
        .setScope(
            InstrumentationScope.newBuilder()
                .addAllAttributes(Otlp.attributes(Map.of("session.id", "of scope"))))
        .addSpans(Otlp.span("own", Map.of("session.id", "own")))
        .addSpans(Otlp.span("scope", Map.of()));
    List<SpanRecord> read = new ArrayList<>();
    OtlpTraces.read(
        request.build(),
        Otlp.arrival(),
        TestIdentities.of(Otlp.arrival(), Otlp.NOW),
        decoded -> read.add((SpanRecord) ((IncomingRecord) decoded).record()));
    assertThat(read)
        .extracting(span -> span.subject().sessionId())
        .containsExactly("own", "of scope");
    assertThat(read)
        .extracting(span -> span.context().projectId())
        .containsExactly("of program", "of program");
  }

  @Test
  void requestSpeaksForTheRest() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request.addResourceSpansBuilder().addScopeSpansBuilder().addSpans(Otlp.span("a", Map.of()));
    Arrival arrival = new Arrival(Instant.EPOCH, "project", "round", "");
    List<SpanRecord> read = new ArrayList<>();
    OtlpTraces.read(
        request.build(),
        arrival,
        TestIdentities.of(arrival, Otlp.NOW),
        decoded -> read.add((SpanRecord) ((IncomingRecord) decoded).record()));
    assertThat(read.getFirst().context().projectId()).isEqualTo("project");
    assertThat(read.getFirst().context().roundId()).isEqualTo("round");
  }

  @Test
  void vectorsAreDropped() {
    SpanRecord span =
        Otlp.record(
            "",
            "embed",
            Map.of(
                "openinference.span.kind", "EMBEDDING",
                "embedding.embeddings.0.embedding.text", "honey",
                "embedding.embeddings.0.embedding.vector", List.of(0.1, 0.2)));
    assertThat(span.content().input()).isEqualTo("[{\"text\":\"honey\"}]");
    assertThat(span.detail().attributes()).doesNotContain("vector");
    SpanRecord reply =
        Otlp.record(
            "",
            "embed",
            Map.of(
                "openinference.span.kind", "EMBEDDING",
                "output.value", "{\"data\": [{\"embedding\": [0.25, -0.5]}]}"));
    assertThat(reply.content().output()).isEmpty();
    assertThat(reply.detail().attributes()).doesNotContain("0.25");
  }

  @Test
  void schemaOfAToolIsNotWhatItWasCalledWith() {
    Map<String, Object> attributes =
        Map.of(
            "openinference.span.kind", "TOOL",
            "tool.parameters", "{\"type\":\"object\",\"properties\":{}}",
            "input.value", "{\"city\":\"Hangzhou\"}");
    assertThat(Otlp.record("", "weather", attributes).content().input())
        .isEqualTo("{\"city\":\"Hangzhou\"}");
  }

  @Test
  void messageMayBeOneAttribute() {
    Span.Builder span = Otlp.span("chat", Map.of());
    event(
        span,
        "gen_ai.user.message",
        1,
        Map.of("gen_ai.event.content", "{\"role\":\"user\",\"content\":\"Hi.\"}"));
    assertThat(Otlp.record(span.build()).content().shownInput())
        .isEqualTo("[{\"role\":\"user\",\"content\":\"Hi.\"}]");
  }

  @Test
  void lettersEscapedInJsonCanBeReadAndSearched() {
    SpanContent content =
        Otlp.record("", "chat", Map.of("gen_ai.output.messages", "[{\"content\":\"\\u8702\"}]"))
            .content();
    assertThat(content.output()).isEqualTo("[{\"content\":\"蜂\"}]");
    assertThat(content.outputSource()).isEqualTo("gen_ai.output.messages");
  }
}
