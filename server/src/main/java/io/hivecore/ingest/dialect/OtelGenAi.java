package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Readings.SECONDS;
import static io.hivecore.ingest.dialect.Slot.AGENT_ID;
import static io.hivecore.ingest.dialect.Slot.AGENT_NAME;
import static io.hivecore.ingest.dialect.Slot.AGENT_VERSION;
import static io.hivecore.ingest.dialect.Slot.CACHE_READ;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE_HOUR;
import static io.hivecore.ingest.dialect.Slot.COST;
import static io.hivecore.ingest.dialect.Slot.DOCUMENTS;
import static io.hivecore.ingest.dialect.Slot.ENVIRONMENT;
import static io.hivecore.ingest.dialect.Slot.ERROR_TYPE;
import static io.hivecore.ingest.dialect.Slot.FINISH_REASONS;
import static io.hivecore.ingest.dialect.Slot.FIRST_TOKEN_MILLIS;
import static io.hivecore.ingest.dialect.Slot.HOST;
import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.INPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.OUTPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.PARAMETERS;
import static io.hivecore.ingest.dialect.Slot.PROMPT_NAME;
import static io.hivecore.ingest.dialect.Slot.PROMPT_VERSION;
import static io.hivecore.ingest.dialect.Slot.PROVIDER;
import static io.hivecore.ingest.dialect.Slot.QUERY;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.RELEASE;
import static io.hivecore.ingest.dialect.Slot.REQUEST_MODEL;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_ID;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_MODEL;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.SYSTEM;
import static io.hivecore.ingest.dialect.Slot.TOOL_ARGUMENTS;
import static io.hivecore.ingest.dialect.Slot.TOOL_CALL_ID;
import static io.hivecore.ingest.dialect.Slot.TOOL_NAME;
import static io.hivecore.ingest.dialect.Slot.TOOL_RESULT;
import static io.hivecore.ingest.dialect.Slot.TOTAL_TOKENS;
import static io.hivecore.ingest.dialect.Slot.TRACE_NAME;
import static io.hivecore.ingest.dialect.Slot.USER;

/** The GenAI conventions of OpenTelemetry, from the first drafts to the newest. */
final class OtelGenAi {
  static final Dialect TABLE =
      Dialect.named("otel-genai")
          .scopes(
              "opentelemetry.instrumentation.openai_v2",
              "opentelemetry.instrumentation.openai_agents_v2",
              "opentelemetry.util.genai")
          .markers("gen_ai.")
          .row(SESSION, 30, "gen_ai.conversation.id", "gen_ai.session.id")
          .row(USER, 30, "enduser.id", "gen_ai.user.id", "gen_ai.user")
          .row(AGENT_NAME, 10, "gen_ai.agent.name")
          .row(AGENT_ID, 10, "gen_ai.agent.id")
          .row(AGENT_VERSION, 10, "gen_ai.agent.version")
          .row(TRACE_NAME, 20, "gen_ai.workflow.name")
          .row(ENVIRONMENT, 20, "deployment.environment.name", "deployment.environment")
          .row(RELEASE, 20, "service.version")
          .row(PROMPT_NAME, 20, "gen_ai.prompt.name")
          .row(PROMPT_VERSION, 20, "gen_ai.prompt.version")
          .row(ERROR_TYPE, 10, "error.type")
          .row(KIND, 40, KindWords.OPERATION, "gen_ai.operation.name")
          .row(RESPONSE_MODEL, 20, "gen_ai.response.model")
          .row(REQUEST_MODEL, 10, "gen_ai.request.model")
          .row(PROVIDER, 10, "gen_ai.provider.name", "gen_ai.system")
          .row(HOST, 10, "server.address")
          .members(PARAMETERS, 30, "gen_ai.request.", "gen_ai.openai.request.")
          .row(RESPONSE_ID, 10, "gen_ai.response.id")
          .row(FINISH_REASONS, 10, "gen_ai.response.finish_reasons")
          .row(FIRST_TOKEN_MILLIS, 10, SECONDS, "gen_ai.response.time_to_first_chunk")
          .row(FIRST_TOKEN_MILLIS, 20, SECONDS, "gen_ai.client.operation.time_to_first_chunk")
          .row(INPUT_TOKENS, 20, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
          .row(OUTPUT_TOKENS, 20, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
          .row(TOTAL_TOKENS, 20, "gen_ai.usage.total_tokens")
          .row(CACHE_READ, 20, "gen_ai.usage.cache_read.input_tokens")
          .row(CACHE_READ, 21, "gen_ai.usage.cache_read_input_tokens")
          .row(CACHE_WRITE, 20, "gen_ai.usage.cache_write.input_tokens")
          .row(CACHE_WRITE, 21, "gen_ai.usage.cache_creation.input_tokens")
          .row(CACHE_WRITE, 22, "gen_ai.usage.cache_creation_input_tokens")
          // Anthropic's own SDK sends it beside them.
          .row(CACHE_WRITE_HOUR, 20, "anthropic.usage.cache_creation.ephemeral_1h_input_tokens")
          .row(REASONING, 20, "gen_ai.usage.reasoning.output_tokens")
          .row(REASONING, 21, "gen_ai.usage.reasoning_tokens")
          .row(COST, 20, "gen_ai.usage.cost")
          .row(INPUT, 30, "gen_ai.input.messages")
          .row(OUTPUT, 30, "gen_ai.output.messages")
          .list(INPUT, 50, "gen_ai.prompt.")
          .list(OUTPUT, 50, "gen_ai.completion.")
          .row(INPUT, 60, "gen_ai.prompt")
          .row(OUTPUT, 60, "gen_ai.completion")
          .row(SYSTEM, 10, "gen_ai.system_instructions")
          .row(TOOL_NAME, 10, "gen_ai.tool.name")
          .row(TOOL_CALL_ID, 10, "gen_ai.tool.call.id")
          .row(TOOL_ARGUMENTS, 10, "gen_ai.tool.call.arguments")
          .row(TOOL_RESULT, 10, "gen_ai.tool.call.result")
          .row(QUERY, 10, "gen_ai.retrieval.query.text")
          .row(DOCUMENTS, 10, "gen_ai.retrieval.documents")
          .end();

  private OtelGenAi() {}
}
