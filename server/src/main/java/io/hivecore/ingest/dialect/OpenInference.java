package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.AGENT_NAME;
import static io.hivecore.ingest.dialect.Slot.ANNOTATIONS;
import static io.hivecore.ingest.dialect.Slot.CACHE_READ;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE_HOUR;
import static io.hivecore.ingest.dialect.Slot.CHAIN_AGENT;
import static io.hivecore.ingest.dialect.Slot.COST;
import static io.hivecore.ingest.dialect.Slot.DOCUMENTS;
import static io.hivecore.ingest.dialect.Slot.EMBEDDED;
import static io.hivecore.ingest.dialect.Slot.EVALUATIONS;
import static io.hivecore.ingest.dialect.Slot.FINISH_REASONS;
import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.INPUT_COST;
import static io.hivecore.ingest.dialect.Slot.INPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.METADATA;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.OUTPUT_COST;
import static io.hivecore.ingest.dialect.Slot.OUTPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.PARAMETERS;
import static io.hivecore.ingest.dialect.Slot.PROMPT_NAME;
import static io.hivecore.ingest.dialect.Slot.PROMPT_VERSION;
import static io.hivecore.ingest.dialect.Slot.PROVIDER;
import static io.hivecore.ingest.dialect.Slot.QUERY;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.REQUEST_MODEL;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_ID;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_MODEL;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.SESSION_ANNOTATIONS;
import static io.hivecore.ingest.dialect.Slot.SESSION_EVALUATIONS;
import static io.hivecore.ingest.dialect.Slot.TAGS;
import static io.hivecore.ingest.dialect.Slot.TOOL_ARGUMENTS;
import static io.hivecore.ingest.dialect.Slot.TOOL_CALL_ID;
import static io.hivecore.ingest.dialect.Slot.TOOL_NAME;
import static io.hivecore.ingest.dialect.Slot.TOTAL_TOKENS;
import static io.hivecore.ingest.dialect.Slot.TRACE_ANNOTATIONS;
import static io.hivecore.ingest.dialect.Slot.TRACE_EVALUATIONS;
import static io.hivecore.ingest.dialect.Slot.USER;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arize's conventions: the many instrumentations of OpenInference. */
final class OpenInference {
  static final Dialect TABLE =
      Dialect.named("openinference")
          .scopes("openinference.", "@arizeai/openinference")
          .markers(
              "openinference.", "llm.input_messages.", "llm.output_messages.", "llm.token_count.")
          .row(SESSION, 20, "session.id")
          .within(SESSION, 110, "metadata", "session_id")
          .within(SESSION, 111, "metadata", "conversation_id")
          .within(SESSION, 112, "metadata", "thread_id")
          .row(USER, 20, "user.id")
          .row(AGENT_NAME, 20, "agent.name")
          // LangChain's, whose agents are of the kind CHAIN.
          .within(AGENT_NAME, 45, "metadata", "lc_agent_name")
          .within(CHAIN_AGENT, 10, "metadata", "lc_agent_name")
          .row(AGENT_NAME, 50, "graph.node.name", "graph.node.id")
          .row(TAGS, 20, "tag.tags")
          .row(METADATA, 20, "metadata")
          .row(KIND, 20, KindWords.OPEN_INFERENCE, "openinference.span.kind")
          .row(RESPONSE_MODEL, 30, "llm.response.model_name")
          .row(RESPONSE_MODEL, 35, LangChainRuns.RESPONSE_MODEL, "output.value")
          .row(RESPONSE_MODEL, 50, "llm.model_name")
          .row(REQUEST_MODEL, 20, "llm.request.model_name")
          .row(REQUEST_MODEL, 50, "embedding.model_name", "reranker.model_name")
          .row(PROVIDER, 20, "llm.provider")
          .row(PROVIDER, 30, "llm.system")
          .row(PARAMETERS, 20, "llm.invocation_parameters")
          .row(FINISH_REASONS, 30, "llm.finish_reason")
          .row(RESPONSE_ID, 30, ProviderReplies.ID, "output.value")
          .row(PROMPT_NAME, 50, "prompt.id")
          .row(PROMPT_VERSION, 40, "llm.prompt_template.version")
          .row(INPUT_TOKENS, 30, "llm.token_count.prompt")
          .row(OUTPUT_TOKENS, 30, "llm.token_count.completion")
          .row(TOTAL_TOKENS, 30, "llm.token_count.total")
          .row(CACHE_READ, 30, "llm.token_count.prompt_details.cache_read")
          .row(CACHE_WRITE, 30, "llm.token_count.prompt_details.cache_write")
          .row(REASONING, 40, "llm.token_count.completion_details.reasoning")
          .within(
              CACHE_WRITE_HOUR,
              30,
              "output.value",
              "usage",
              "cache_creation",
              "ephemeral_1h_input_tokens")
          .row(COST, 30, "llm.cost.total")
          .row(INPUT_COST, 30, "llm.cost.prompt")
          .row(OUTPUT_COST, 30, "llm.cost.completion")
          .list(INPUT, 40, "llm.input_messages.")
          .list(OUTPUT, 40, "llm.output_messages.")
          .list(INPUT, 120, "llm.prompts.")
          .list(OUTPUT, 120, "llm.choices.")
          .row(INPUT, 140, "input.value")
          .row(OUTPUT, 140, "output.value")
          .row(TOOL_NAME, 20, "tool.name")
          .row(TOOL_CALL_ID, 20, "tool.id")
          .row(TOOL_ARGUMENTS, 20, OpenInference::arguments, "tool.parameters")
          .row(QUERY, 20, "reranker.query")
          .list(DOCUMENTS, 20, "retrieval.documents.")
          .list(DOCUMENTS, 30, "reranker.output_documents.")
          .list(EMBEDDED, 10, "embedding.embeddings.")
          .drop("embedding.embeddings.", ".vector")
          .list(ANNOTATIONS, 10, "annotations.")
          .list(EVALUATIONS, 10, "evaluations.")
          .list(TRACE_ANNOTATIONS, 10, "trace.annotations.")
          .list(TRACE_EVALUATIONS, 10, "trace.evaluations.")
          .list(SESSION_ANNOTATIONS, 10, "session.annotations.")
          .list(SESSION_EVALUATIONS, 10, "session.evaluations.")
          .end();

  private OpenInference() {}

  /** Some send the arguments there, others the schema of the tool, which says nothing of a call. */
  private static @Nullable Object arguments(Object value) {
    return JsonIn.structure(value) instanceof Map<?, ?> object && object.containsKey("properties")
        ? null
        : Readings.CONTENT.read(value);
  }
}
