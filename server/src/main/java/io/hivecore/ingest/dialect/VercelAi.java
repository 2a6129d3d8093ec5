package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.AGENT_NAME;
import static io.hivecore.ingest.dialect.Slot.CACHE_READ;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE_HOUR;
import static io.hivecore.ingest.dialect.Slot.DOCUMENTS;
import static io.hivecore.ingest.dialect.Slot.EMBEDDED;
import static io.hivecore.ingest.dialect.Slot.FINISH_REASONS;
import static io.hivecore.ingest.dialect.Slot.FIRST_TOKEN_MILLIS;
import static io.hivecore.ingest.dialect.Slot.FUNCTION;
import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.INPUT_DETAILED;
import static io.hivecore.ingest.dialect.Slot.INPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.METADATA;
import static io.hivecore.ingest.dialect.Slot.OPERATION;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.OUTPUT_CALLS;
import static io.hivecore.ingest.dialect.Slot.OUTPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.PARAMETERS;
import static io.hivecore.ingest.dialect.Slot.PROVIDER;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.REQUEST_MODEL;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_ID;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_MODEL;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.TAGS;
import static io.hivecore.ingest.dialect.Slot.TOOL_ARGUMENTS;
import static io.hivecore.ingest.dialect.Slot.TOOL_CALL_ID;
import static io.hivecore.ingest.dialect.Slot.TOOL_NAME;
import static io.hivecore.ingest.dialect.Slot.TOOL_RESULT;
import static io.hivecore.ingest.dialect.Slot.TOTAL_TOKENS;
import static io.hivecore.ingest.dialect.Slot.USER;

/** The AI SDK of Vercel: its own names until version 6; from 7 on it speaks OpenTelemetry's. */
final class VercelAi {
  static final Dialect TABLE =
      Dialect.named("vercel-ai")
          .scopes("ai", "gen_ai")
          .markers(
              "ai.operationId",
              "ai.telemetry.",
              "ai.settings.",
              "ai.model.",
              "ai.usage.",
              "ai.toolCall.")
          .row(SESSION, 70, "ai.telemetry.metadata.sessionId")
          .row(SESSION, 80, "ai.settings.context.sessionId")
          .row(USER, 70, "ai.telemetry.metadata.userId", "ai.settings.context.userId")
          .row(AGENT_NAME, 70, "ai.telemetry.functionId")
          .row(TAGS, 40, "ai.telemetry.metadata.tags", "ai.settings.context.tags")
          .members(METADATA, 50, "ai.telemetry.metadata.")
          .members(METADATA, 60, "ai.settings.context.")
          .row(OPERATION, 10, "ai.operationId")
          .row(FUNCTION, 10, "ai.telemetry.functionId")
          .row(KIND, 60, KindWords.VERCEL, "ai.operationId", "operation.name")
          .row(RESPONSE_MODEL, 40, "ai.response.model")
          .row(REQUEST_MODEL, 30, "ai.model.id")
          .row(PROVIDER, 40, "ai.model.provider")
          .members(PARAMETERS, 50, "ai.settings.")
          .row(FINISH_REASONS, 60, "ai.response.finishReason")
          .row(RESPONSE_ID, 20, "ai.response.id")
          .row(FIRST_TOKEN_MILLIS, 30, "ai.response.msToFirstChunk", "ai.stream.msToFirstChunk")
          .row(INPUT_TOKENS, 40, "ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens")
          .row(
              INPUT_DETAILED,
              10,
              "ai.usage.inputTokenDetails.noCacheTokens",
              "ai.usage.inputTokenDetails.cacheReadTokens",
              "ai.usage.inputTokenDetails.cacheWriteTokens")
          .row(OUTPUT_TOKENS, 40, "ai.usage.outputTokens", "ai.usage.completionTokens")
          .row(TOTAL_TOKENS, 50, "ai.usage.totalTokens")
          .row(
              CACHE_READ,
              40,
              "ai.usage.cachedInputTokens",
              "ai.usage.inputTokenDetails.cacheReadTokens")
          .row(CACHE_WRITE, 40, "ai.usage.inputTokenDetails.cacheWriteTokens")
          .row(
              REASONING,
              50,
              "ai.usage.reasoningTokens",
              "ai.usage.outputTokenDetails.reasoningTokens")
          .within(
              CACHE_READ,
              70,
              "ai.response.providerMetadata",
              "anthropic",
              "usage",
              "cache_read_input_tokens")
          .within(
              CACHE_READ, 71, "ai.response.providerMetadata", "anthropic", "cacheReadInputTokens")
          .within(CACHE_READ, 72, "ai.response.providerMetadata", "openai", "cachedPromptTokens")
          .within(
              CACHE_WRITE,
              70,
              "ai.response.providerMetadata",
              "anthropic",
              "usage",
              "cache_creation_input_tokens")
          .within(
              CACHE_WRITE,
              71,
              "ai.response.providerMetadata",
              "anthropic",
              "cacheCreationInputTokens")
          .within(
              CACHE_WRITE_HOUR,
              70,
              "ai.response.providerMetadata",
              "anthropic",
              "usage",
              "cache_creation",
              "ephemeral_1h_input_tokens")
          .within(REASONING, 70, "ai.response.providerMetadata", "openai", "reasoningTokens")
          .row(INPUT, 70, "ai.prompt.messages")
          .row(INPUT, 80, "ai.prompt")
          .row(
              OUTPUT,
              70,
              "ai.response.text",
              "ai.response.toolCalls",
              "ai.response.object",
              "ai.response.reasoning")
          .row(OUTPUT, 74, "ai.result.text", "ai.result.toolCalls", "ai.result.object")
          .row(OUTPUT_CALLS, 70, "ai.response.toolCalls", "ai.result.toolCalls")
          .row(TOOL_NAME, 30, "ai.toolCall.name")
          .row(TOOL_CALL_ID, 30, "ai.toolCall.id")
          .row(TOOL_ARGUMENTS, 30, "ai.toolCall.args")
          .row(TOOL_RESULT, 30, "ai.toolCall.result")
          .row(DOCUMENTS, 40, "ai.documents")
          .row(EMBEDDED, 20, "ai.value", "ai.values")
          .drop("ai.embedding", "")
          .end();

  private VercelAi() {}
}
