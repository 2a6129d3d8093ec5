package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.ENTITY_NAME;
import static io.hivecore.ingest.dialect.Slot.FINISH_REASONS;
import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.INPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.METADATA;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.OUTPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.PARAMETERS;
import static io.hivecore.ingest.dialect.Slot.PROMPT_NAME;
import static io.hivecore.ingest.dialect.Slot.PROMPT_VERSION;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.REQUEST_MODEL;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_MODEL;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.TOOL_ARGUMENTS;
import static io.hivecore.ingest.dialect.Slot.TOOL_RESULT;
import static io.hivecore.ingest.dialect.Slot.TOTAL_TOKENS;
import static io.hivecore.ingest.dialect.Slot.TRACE_NAME;
import static io.hivecore.ingest.dialect.Slot.USER;

import java.util.Map;

/** Traceloop's OpenLLMetry, before and after it took over OpenTelemetry's names. */
final class OpenLlmetry {
  static final Dialect TABLE =
      Dialect.named("openllmetry")
          .scopes(
              "opentelemetry.instrumentation.openai",
              "opentelemetry.instrumentation.anthropic",
              "opentelemetry.instrumentation.bedrock",
              "opentelemetry.instrumentation.cohere",
              "opentelemetry.instrumentation.mistralai",
              "opentelemetry.instrumentation.ollama",
              "opentelemetry.instrumentation.groq",
              "opentelemetry.instrumentation.together",
              "opentelemetry.instrumentation.replicate",
              "opentelemetry.instrumentation.vertexai",
              "opentelemetry.instrumentation.google_generativeai",
              "opentelemetry.instrumentation.watsonx",
              "opentelemetry.instrumentation.langchain",
              "opentelemetry.instrumentation.llamaindex",
              "opentelemetry.instrumentation.haystack",
              "opentelemetry.instrumentation.crewai",
              "opentelemetry.instrumentation.agno",
              "opentelemetry.instrumentation.openai_agents",
              "opentelemetry.instrumentation.mcp",
              "opentelemetry.instrumentation.transformers",
              "opentelemetry.instrumentation.alephalpha",
              "opentelemetry.instrumentation.sagemaker",
              "opentelemetry.instrumentation.writer",
              "@traceloop/",
              "traceloop")
          .markers("traceloop.", "llm.request.type", "llm.usage.")
          .row(
              SESSION,
              50,
              "traceloop.association.properties.session_id",
              "traceloop.association.properties.conversation_id",
              "traceloop.association.properties.thread_id",
              "traceloop.association.properties.chat_id")
          .row(USER, 40, "llm.user")
          .row(USER, 50, "traceloop.association.properties.user_id")
          .members(METADATA, 40, "traceloop.association.properties.")
          .row(TRACE_NAME, 30, "traceloop.workflow.name")
          .row(ENTITY_NAME, 10, "traceloop.entity.name")
          .row(KIND, 50, KindWords.TRACELOOP, "traceloop.span.kind")
          .row(KIND, 51, KindWords.REQUEST_TYPE, "llm.request.type")
          .row(PROMPT_NAME, 30, "traceloop.prompt.key")
          .row(PROMPT_VERSION, 30, "traceloop.prompt.version")
          .row(REQUEST_MODEL, 40, "llm.request.model")
          // LiteLLM sends it beside llm.model_name, which is the one asked for.
          .row(RESPONSE_MODEL, 45, "llm.response.model")
          .row(PARAMETERS, 40, value -> Map.of("top_k", value), "llm.top_k")
          .row(PARAMETERS, 40, value -> Map.of("frequency_penalty", value), "llm.frequency_penalty")
          .row(PARAMETERS, 40, value -> Map.of("presence_penalty", value), "llm.presence_penalty")
          .row(
              PARAMETERS,
              40,
              value -> Map.of("stream", value),
              "llm.is_streaming",
              "gen_ai.is_streaming")
          .row(FINISH_REASONS, 40, "gen_ai.completion.0.finish_reason")
          .row(FINISH_REASONS, 50, "llm.response.finish_reason")
          .row(INPUT_TOKENS, 50, "llm.usage.prompt_tokens")
          .row(OUTPUT_TOKENS, 50, "llm.usage.completion_tokens")
          .row(TOTAL_TOKENS, 40, "llm.usage.total_tokens")
          .row(REASONING, 30, "llm.usage.reasoning_tokens")
          .row(INPUT, 130, "traceloop.entity.input")
          .row(OUTPUT, 130, "traceloop.entity.output")
          .row(TOOL_ARGUMENTS, 70, "mcp.request.argument")
          .row(TOOL_RESULT, 70, "mcp.response.value")
          .end();

  private OpenLlmetry() {}
}
