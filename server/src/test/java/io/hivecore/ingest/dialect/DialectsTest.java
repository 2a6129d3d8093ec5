package io.hivecore.ingest.dialect;

import static java.util.Map.entry;
import static java.util.Map.ofEntries;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each dialect's names mean, and which of several counts. */
final class DialectsTest {
  /** A span of a dialect and what is concluded from it, field by field as text. */
  record Case(String scope, String name, Map<String, Object> sent, Map<String, String> concluded) {
    @Override
    public String toString() {
      return concluded.get("dialect") + ": " + name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "openinference.instrumentation.openai",
            "ChatCompletion",
            ofEntries(
                entry("openinference.span.kind", "LLM"),
                entry("llm.model_name", "gpt-4o"),
                entry("llm.provider", "azure"),
                entry("llm.system", "openai"),
                entry("llm.token_count.prompt", 2_601),
                entry("llm.token_count.completion", 137),
                entry("llm.token_count.prompt_details.cache_read", 1_536),
                entry("llm.token_count.prompt_details.cache_write", 1_024),
                entry("llm.token_count.completion_details.reasoning", 96),
                entry("llm.cost.total", 0.003),
                entry("llm.invocation_parameters", "{\"temperature\": 0.5}"),
                entry("llm.input_messages.0.message.content", "Hello."),
                entry("input.value", "whole"),
                entry("output.value", "Good day."),
                entry("metadata", "{\"thread_id\": \"session\", \"plan\": \"blue\"}"),
                entry("tag.tags", List.of("a", "b"))),
            ofEntries(
                entry("dialect", "openinference"),
                entry("kind", "GENERATION"),
                entry("model", "gpt-4o"),
                entry("provider", "azure.ai.openai"),
                entry("tokens", "2601 137 2738 1536 1024 96"),
                entry("cost", "0.003"),
                entry("parameters", "{\"temperature\":0.5}"),
                entry("input", "[{\"content\":\"Hello.\"}]"),
                entry("output", "Good day."),
                entry("session", "session"),
                entry("tags", "[a, b]"),
                entry("metadata", "{\"plan\":\"blue\",\"thread_id\":\"session\"}"))),
        new Case(
            "",
            "openai.chat",
            ofEntries(
                entry("llm.request.type", "chat"),
                entry("gen_ai.system", "OpenAI"),
                entry("gen_ai.request.model", "gpt-4o-mini"),
                entry("gen_ai.prompt.0.role", "user"),
                entry("gen_ai.prompt.0.content", "Hello."),
                entry("gen_ai.completion.0.role", "assistant"),
                entry("gen_ai.completion.0.content", "Good day."),
                entry("gen_ai.completion.0.finish_reason", "stop"),
                entry("gen_ai.usage.prompt_tokens", "23"),
                entry("gen_ai.usage.completion_tokens", "11"),
                entry("llm.usage.total_tokens", 34),
                entry("gen_ai.usage.cache_read_input_tokens", 4),
                entry("traceloop.association.properties.user_id", "keeper"),
                entry("traceloop.association.properties.chat_id", "session")),
            ofEntries(
                entry("dialect", "openllmetry"),
                entry("kind", "GENERATION"),
                entry("model", "gpt-4o-mini"),
                entry("provider", "openai"),
                entry("tokens", "23 11 34 4 0 0"),
                entry("input", "[{\"role\":\"user\",\"content\":\"Hello.\"}]"),
                entry("finish", "stop"),
                entry("user", "keeper"),
                entry("session", "session"),
                entry("metadata", "{\"chat_id\":\"session\",\"user_id\":\"keeper\"}"))),
        new Case(
            "",
            "search.tool",
            Map.of(
                "traceloop.span.kind", "tool",
                "traceloop.entity.name", "search",
                "traceloop.entity.input", "{\"a\":1}",
                "traceloop.workflow.name", "honey"),
            Map.of(
                "dialect", "openllmetry",
                "kind", "TOOL",
                "name", "search",
                "tool", "search",
                "input", "{\"a\":1}")),
        new Case(
            "",
            "forecaster.agent",
            Map.of("traceloop.span.kind", "agent", "traceloop.entity.name", "forecaster"),
            Map.of("kind", "AGENT", "agent", "forecaster", "name", "forecaster")),
        new Case(
            "langfuse-sdk",
            "generation",
            ofEntries(
                entry("langfuse.observation.type", "span"),
                entry("langfuse.observation.model.name", "gpt-4o"),
                entry(
                    "langfuse.observation.usage_details",
                    "{\"input\":41,\"input_cached_tokens\":"
                        + "1536,\"output\":41,\"output_reasoning_tokens\":96,\"total\":1714}"),
                entry("langfuse.observation.cost_details", "{\"input\":0.001,\"output\":0.002}"),
                entry(
                    "langfuse.observation.completion_start_time",
                    "\"2026-01-01T00:00:00.250000Z\""),
                entry("langfuse.observation.prompt.name", "greeting"),
                entry("langfuse.observation.prompt.version", 3),
                entry("langfuse.session.id", "session"),
                entry("session.id", "another"),
                entry("langfuse.environment", "test"),
                entry("langfuse.trace.tags", "[\"a\",\"b\"]"),
                entry("langfuse.observation.metadata.plan", "\"blue\""),
                entry("langfuse.observation.metadata.deep", "{\"a\":[1]}")),
            ofEntries(
                entry("dialect", "langfuse"),
                entry("kind", "GENERATION"),
                entry("model", "gpt-4o"),
                entry("tokens", "1577 137 1714 1536 0 96"),
                entry("cost", "0.003"),
                entry("first", "250.0"),
                entry("prompt", "greeting 3"),
                entry("session", "session"),
                entry("environment", "test"),
                entry("tags", "[a, b]"),
                entry("metadata", "{\"deep\":{\"a\":[1]},\"plan\":\"blue\"}"))),
        new Case(
            "langsmith",
            "ChatOpenAI",
            ofEntries(
                entry("langsmith.span.kind", "llm"),
                entry("gen_ai.operation.name", "chat"),
                entry("gen_ai.system", "langchain"),
                entry("langsmith.metadata.ls_provider", "mistralai"),
                entry("gen_ai.usage.input_tokens", 1_577),
                entry("gen_ai.usage.output_tokens", 137),
                entry("gen_ai.usage.input_token_details", "{'audio': None, 'cache_read': 1536}"),
                entry("gen_ai.usage.output_token_details", "{'reasoning': 96}"),
                entry("langsmith.span.tags", "a, b"),
                entry("langsmith.metadata.thread_id", "session"),
                entry("gen_ai.response.finish_reasons", "stop, length")),
            ofEntries(
                entry("dialect", "langsmith"),
                entry("kind", "GENERATION"),
                entry("provider", "mistral_ai"),
                entry("tokens", "1577 137 1714 1536 0 96"),
                entry("tags", "[a, b]"),
                entry("finish", "stop,length"),
                entry("session", "session"))),
        new Case(
            "langsmith",
            "retriever",
            Map.of("langsmith.span.kind", "retriever", "gen_ai.operation.name", "embeddings"),
            Map.of("dialect", "langsmith", "kind", "RETRIEVER")),
        new Case(
            "ai",
            "ai.generateText.doGenerate",
            ofEntries(
                entry("ai.operationId", "ai.generateText.doGenerate"),
                entry("operation.name", "ai.generateText.doGenerate forecast"),
                entry("ai.telemetry.functionId", "forecast"),
                entry("ai.model.id", "claude-sonnet-4-5"),
                entry("ai.model.provider", "anthropic.messages"),
                entry("ai.usage.inputTokens", 41),
                entry("ai.usage.outputTokens", 137),
                entry("ai.usage.cachedInputTokens", 1_536),
                entry(
                    "ai.response.providerMetadata",
                    "{\"anthropic\":{\"cacheCreationInputTokens\":1024}}"),
                entry("ai.response.msToFirstChunk", 250),
                entry("ai.response.text", "One moment."),
                entry("ai.response.toolCalls", "[{\"toolName\":\"weather\"}]"),
                entry("ai.prompt.messages", "[{\"role\":\"user\"}]"),
                entry("ai.settings.maxRetries", 2)),
            ofEntries(
                entry("dialect", "vercel-ai"),
                entry("kind", "GENERATION"),
                entry("name", "ai.generateText.doGenerate forecast"),
                entry("agent", "forecast"),
                entry("model", "claude-sonnet-4-5"),
                entry("provider", "anthropic"),
                entry("tokens", "2601 137 2738 1536 1024 0"),
                entry("first", "250.0"),
                entry("parameters", "{\"maxRetries\":2}"),
                entry("input", "[{\"role\":\"user\"}]"),
                entry(
                    "output",
                    "[{\"role\":\"assistant\",\"content\":\"One moment.\","
                        + "\"tool_calls\":[{\"toolName\":\"weather\"}]}]"))),
        new Case(
            "ai",
            "ai.toolCall",
            Map.of(
                "ai.operationId", "ai.toolCall",
                "ai.toolCall.name", "weather",
                "ai.toolCall.id", "call_1",
                "ai.toolCall.args", "{\"city\":\"Hangzhou\"}",
                "ai.toolCall.result", "\"rain\""),
            Map.of(
                "kind", "TOOL",
                "tool", "weather",
                "call", "call_1",
                "input", "{\"city\":\"Hangzhou\"}",
                "output", "\"rain\"")),
        new Case(
            "pydantic-ai",
            "running tool",
            Map.of(
                "gen_ai.tool.name", "weather",
                "gen_ai.tool.call.id", "call_1",
                "tool_arguments", "{\"city\":\"Hangzhou\"}",
                "tool_response", "rain",
                "logfire.msg", "running tool: weather"),
            Map.of(
                "dialect", "pydantic-ai",
                "kind", "TOOL",
                "name", "weather",
                "input", "{\"city\":\"Hangzhou\"}",
                "output", "rain")),
        new Case(
            "pydantic-ai",
            "agent run",
            Map.of(
                "gen_ai.operation.name", "invoke_agent",
                "agent_name", "forecaster",
                "gen_ai.aggregated_usage.input_tokens", 100,
                "pydantic_ai.all_messages", "[{\"role\":\"user\"}]",
                "final_result", "rain",
                "logfire.msg", "forecaster run"),
            Map.of(
                "kind", "AGENT",
                "agent", "forecaster",
                "name", "forecaster run",
                "tokens", "none",
                "input", "[{\"role\":\"user\"}]",
                "output", "rain")),
        new Case(
            "agentscope",
            "chat claude-sonnet-4-5",
            ofEntries(
                entry("gen_ai.operation.name", "chat"),
                entry("gen_ai.provider.name", "anthropic"),
                entry("gen_ai.conversation.id", "\"session\""),
                entry("gen_ai.usage.input_tokens", 41),
                entry("gen_ai.usage.output_tokens", 137),
                entry("agentscope.usage.cache_input_tokens", 1_536),
                entry("agentscope.usage.cache_creation_input_tokens", 1_024),
                entry("gen_ai.response.finish_reasons", "[\"stop\"]")),
            Map.of(
                "dialect", "agentscope",
                "kind", "GENERATION",
                "session", "session",
                "model", "claude-sonnet-4-5",
                "tokens", "2601 137 2738 1536 1024 0",
                "finish", "stop")),
        new Case(
            "agentscope",
            "invoke_agent forecaster",
            Map.of(
                "gen_ai.operation.name", "invoke_agent",
                "gen_ai.conversation.id", "[no_session_id]"),
            Map.of("kind", "AGENT", "agent", "forecaster", "session", "")),
        new Case(
            "agentscope.tracing._trace",
            "call",
            Map.of(
                "span.kind", "LLM",
                "project.run_id", "run",
                "input", "{\"args\":[]}",
                "output", "{\"usage\":{\"input_tokens\":23,\"output_tokens\":11}}"),
            Map.of(
                "dialect", "agentscope",
                "kind", "GENERATION",
                "session", "run",
                "tokens", "23 11 34 0 0 0",
                "input", "{\"args\":[]}")),
        new Case(
            "io.agentscope",
            "execute_tool weather (+1 more)",
            Map.of(
                "gen_ai.operation.name", "execute_tool",
                "gen_ai.tool.name", "weather,time",
                "gen_ai.tool.call.id", "call_1, call_2"),
            Map.of("kind", "TOOL", "tool", "weather,time", "call", "call_1,call_2")),
        new Case(
            "litellm",
            "litellm_request",
            Map.of(
                "gen_ai.system", "anthropic",
                "gen_ai.cost.total_cost", "0.003",
                "metadata.user_api_key_user_id", "keeper",
                "gen_ai.usage.prompt_tokens", 23,
                "gen_ai.request.model", "claude"),
            Map.of(
                "dialect", "litellm",
                "kind", "GENERATION",
                "cost", "0.003",
                "user", "keeper",
                "metadata", "{\"user_api_key_user_id\":\"keeper\"}")),
        new Case(
            "org.springframework.boot",
            "tool_call weather",
            Map.of(
                "gen_ai.operation.name", "framework",
                "gen_ai.system", "spring_ai",
                "spring.ai.kind", "tool_call",
                "spring.ai.tool.definition.name", "weather",
                "spring.ai.tool.call.arguments", "{}",
                "spring.ai.tool.call.result", "rain"),
            Map.of(
                "dialect", "spring-ai",
                "kind", "TOOL",
                "provider", "",
                "tool", "weather",
                "input", "{}",
                "output", "rain")),
        new Case(
            "gcp.vertex.agent",
            "execute_tool weather",
            Map.of(
                "gen_ai.operation.name", "execute_tool",
                "gen_ai.tool.name", "weather",
                "gcp.vertex.agent.session_id", "session",
                "gcp.vertex.agent.tool_call_args", "{\"a\":1}",
                "gcp.vertex.agent.tool_response", "{\"b\":2}"),
            Map.of(
                "dialect", "google-adk",
                "kind", "TOOL",
                "session", "session",
                "input", "{\"a\":1}",
                "output", "{\"b\":2}")),
        new Case(
            "",
            "retrieval handbook",
            Map.of(
                "gen_ai.operation.name", "retrieval",
                "gen_ai.retrieval.query.text", "who may enter?",
                "retrieval.documents.1.document.content", "b",
                "retrieval.documents.0.document.content", "a",
                "retrieval.documents.0.document.score", 0.5),
            Map.of(
                "kind", "RETRIEVER",
                "input", "who may enter?",
                "output", "[{\"content\":\"a\",\"score\":0.5},{\"content\":\"b\"}]")),
        new Case(
            "",
            "embeddings text-embedding-3-small",
            Map.of("gen_ai.operation.name", "embeddings", "gen_ai.usage.total_tokens", 10),
            Map.of(
                "kind", "EMBEDDING", "model", "text-embedding-3-small", "tokens", "10 0 10 0 0 0")),
        new Case(
            "my.web.server",
            "GET /",
            Map.of("http.request.method", "GET", "server.address", "example.org"),
            Map.of(
                "dialect",
                "otel",
                "kind",
                "SPAN",
                "name",
                "GET /",
                "provider",
                "",
                "tokens",
                "none",
                "model",
                "")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesMeanWhatTheirDialectSays(Case one) {
    SpanRecord span = Otlp.record(one.scope(), one.name(), one.sent());
    TokenUsage tokens = span.tokens();
    BigDecimal cost = span.cost().reported();
    Map<String, String> actual =
        ofEntries(
            entry("dialect", span.dialect()),
            entry("kind", span.kindOfSpan().name()),
            entry("name", span.name()),
            entry("model", span.call().model()),
            entry("provider", span.call().provider()),
            entry("parameters", span.call().parameters()),
            entry("finish", span.call().finishReasons()),
            entry("first", String.valueOf(span.call().firstTokenMillis())),
            entry("prompt", span.call().promptName() + " " + span.call().promptVersion()),
            entry("tool", span.call().toolName()),
            entry("call", span.call().toolCallId()),
            entry("agent", span.context().agentName()),
            entry("session", span.subject().sessionId()),
            entry("user", span.subject().userId()),
            entry("environment", span.subject().environment()),
            entry("tags", span.detail().tags().toString()),
            entry("metadata", span.detail().metadata()),
            entry("input", span.content().input()),
            entry("output", span.content().output()),
            entry("cost", cost == null ? "none" : cost.toPlainString()),
            entry("tokens", tokens == null ? "none" : text(tokens)));
    one.concluded()
        .forEach((field, expected) -> assertThat(actual.get(field)).as(field).isEqualTo(expected));
  }

  private static String text(TokenUsage tokens) {
    return "%d %d %d %d %d %d"
        .formatted(
            tokens.input(),
            tokens.output(),
            tokens.total(),
            tokens.cacheRead(),
            tokens.cacheWrite(),
            tokens.reasoning());
  }

  /** The contract's lists: of several that are sent, the first counts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SESSION | langfuse.session.id session.id gen_ai.conversation.id gen_ai.session.id"
            + " gcp.vertex.agent.session_id"
            + " traceloop.association.properties.session_id"
            + " traceloop.association.properties.conversation_id"
            + " traceloop.association.properties.thread_id"
            + " traceloop.association.properties.chat_id langsmith.metadata.session_id"
            + " langsmith.metadata.conversation_id langsmith.metadata.thread_id"
            + " ai.telemetry.metadata.sessionId ai.settings.context.sessionId"
            + " spring.ai.chat.client.conversation.id"
            + " langfuse.trace.metadata.langfuse_session_id"
            + " langfuse.observation.metadata.langfuse_session_id metadata metadata metadata"
            + " conversation.id project.run_id group_id",
        "USER | langfuse.user.id user.id enduser.id gen_ai.user.id gen_ai.user llm.user"
            + " traceloop.association.properties.user_id langsmith.metadata.user_id"
            + " ai.telemetry.metadata.userId ai.settings.context.userId"
            + " metadata.user_api_key_end_user_id metadata.user_api_key_user_id"
            + " langfuse.trace.metadata.langfuse_user_id"
            + " langfuse.observation.metadata.langfuse_user_id",
        "PROVIDER | gen_ai.provider.name gen_ai.system llm.provider llm.system ai.model.provider"
            + " langsmith.metadata.ls_provider",
        "COST | langfuse.observation.cost_details gen_ai.usage.cost llm.cost.total"
            + " gen_ai.cost.total_cost operation.cost cost_usd",
        "INPUT | langfuse.observation.input gen_ai.input.messages gen_ai.prompt"
            + " ai.prompt.messages ai.prompt pydantic_ai.all_messages events all_messages_events"
            + " request_data gcp.vertex.agent.llm_request traceloop.entity.input input.value"
            + " agentscope.function.input input",
        "OUTPUT | langfuse.observation.output gen_ai.output.messages gen_ai.completion"
            + " ai.response.text ai.response.toolCalls ai.response.object ai.response.reasoning"
            + " ai.result.text ai.result.toolCalls ai.result.object final_result response_data"
            + " response"
            + " gcp.vertex.agent.llm_response traceloop.entity.output output.value"
            + " agentscope.function.output output",
        "KIND | langfuse.observation.type openinference.span.kind langsmith.span.kind"
            + " spring.ai.kind gen_ai.operation.name traceloop.span.kind llm.request.type"
            + " ai.operationId operation.name span.kind logfire.msg_template",
        "INPUT_TOKENS | gen_ai.usage.input_tokens gen_ai.usage.prompt_tokens"
            + " llm.token_count.prompt ai.usage.inputTokens ai.usage.promptTokens ai.usage.tokens"
            + " llm.usage.prompt_tokens output",
      })
  void firstNonEmptyWins(Slot slot, String order) {
    assertThat(Dialects.KEYS.order(slot)).containsExactly(order.strip().split(" ", -1));
  }

  @Test
  void ranksOfOneFieldDiffer() {
    for (Slot slot : Slot.values()) {
      List<Integer> ranks =
          Dialects.ALL.stream()
              .flatMap(dialect -> dialect.sources().stream())
              .flatMap(source -> rank(source, slot))
              .toList();
      if (slot != Slot.METADATA && slot != Slot.PARAMETERS) {
        assertThat(ranks).as(slot.name()).doesNotHaveDuplicates();
      }
    }
  }

  private static Stream<Integer> rank(Source source, Slot slot) {
    return switch (source) {
      case Source.Whole whole -> whole.slot() == slot ? Stream.of(whole.rank()) : Stream.of();
      case Source.Listed list -> list.slot() == slot ? Stream.of(list.rank()) : Stream.of();
      case Source.Member ignored -> Stream.of();
      case Source.Marker ignored -> Stream.of();
      case Source.Dropped ignored -> Stream.of();
    };
  }

  @Test
  void valueThatIsNoneLeavesTheNextItsTurn() {
    SpanRecord span =
        Otlp.record(
            "",
            "chat",
            Map.of(
                "gen_ai.usage.input_tokens", -5,
                "llm.token_count.prompt", 23,
                "gen_ai.usage.output_tokens", "1e999999999",
                "llm.token_count.completion", "11",
                "session.id", "  ",
                "gen_ai.conversation.id", "conversation"));
    assertThat(span.tokens()).isEqualTo(new TokenUsage(23, 11, 34, 0, 0, 0));
    assertThat(span.subject().sessionId()).isEqualTo("conversation");
  }

  @ParameterizedTest
  @CsvSource({
    "az.ai.openai, azure.ai.openai",
    "azure, azure.ai.openai",
    "gemini, gcp.gemini",
    "google, gcp.gemini",
    "vertexai, gcp.vertex_ai",
    "xai, x_ai",
    "mistralai, mistral_ai",
    "AWS, aws.bedrock",
    "moonshot, moonshot_ai",
    "Anthropic, anthropic",
    "openai.responses, openai",
    "dashscope, dashscope",
    "langchain, ''",
  })
  void providersHaveOneName(String sent, String canonical) {
    assertThat(
            Otlp.record("", "chat", Map.of("gen_ai.operation.name", "chat", "gen_ai.system", sent))
                .call()
                .provider())
        .isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "langfuse-sdk, langfuse",
    "openinference.instrumentation.langchain, openinference",
    "opentelemetry.instrumentation.openai.v1, openllmetry",
    "opentelemetry.instrumentation.openai_v2, otel-genai",
    "opentelemetry.instrumentation.requests, ''",
    "airline, ''",
    "ai, vercel-ai",
    "agentscope-java, agentscope",
    "logfire.openai, logfire",
  })
  void scopesTellDialects(String scope, String dialect) {
    assertThat(Dialects.ofScope(scope)).isEqualTo(dialect);
  }

  @Test
  void hostOfAModelStandsForItsProvider() {
    SpanRecord span =
        Otlp.record(
            "", "chat", Map.of("gen_ai.operation.name", "chat", "server.address", "api.x.ai"));
    assertThat(span.call().provider()).isEqualTo("api.x.ai");
    assertThat(span.kindOfSpan()).isEqualTo(SpanKind.GENERATION);
  }
}
