package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.AGENT_NAME;
import static io.hivecore.ingest.dialect.Slot.CACHE_READ;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE_HOUR;
import static io.hivecore.ingest.dialect.Slot.CHAIN_AGENT;
import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.METADATA;
import static io.hivecore.ingest.dialect.Slot.PARAMETERS;
import static io.hivecore.ingest.dialect.Slot.PROVIDER;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.REQUEST_MODEL;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_MODEL;
import static io.hivecore.ingest.dialect.Slot.RUN_NAME;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.TAGS;
import static io.hivecore.ingest.dialect.Slot.USER;

import java.util.Map;

/** LangChain and LangGraph by way of LangSmith's exporter. */
final class LangSmith {
  static final Dialect TABLE =
      Dialect.named("langsmith")
          .scopes("langsmith")
          .markers("langsmith.")
          .row(
              SESSION,
              60,
              "langsmith.metadata.session_id",
              "langsmith.metadata.conversation_id",
              "langsmith.metadata.thread_id")
          .row(USER, 60, "langsmith.metadata.user_id")
          .row(AGENT_NAME, 46, "langsmith.metadata.lc_agent_name")
          .row(CHAIN_AGENT, 20, "langsmith.metadata.lc_agent_name")
          .row(AGENT_NAME, 60, "langsmith.metadata.langgraph_node")
          .row(TAGS, 30, "langsmith.span.tags")
          .members(METADATA, 30, "langsmith.metadata.")
          .row(RUN_NAME, 10, "langsmith.trace.name")
          .row(KIND, 30, KindWords.LANG_SMITH, "langsmith.span.kind")
          .row(PROVIDER, 50, "langsmith.metadata.ls_provider")
          .row(RESPONSE_MODEL, 36, LangChainRuns.RESPONSE_MODEL, "gen_ai.completion")
          .row(REQUEST_MODEL, 65, "langsmith.metadata.ls_model_name")
          .row(PARAMETERS, 45, value -> Map.of("stream", value), "langsmith.request.streaming")
          .row(
              CACHE_READ,
              80,
              LangChainRuns.usageDetail("input_token_details", "cache_read"),
              "gen_ai.usage.input_token_details",
              "gen_ai.completion")
          .row(
              CACHE_WRITE,
              80,
              LangChainRuns.CACHE_WRITES,
              "gen_ai.usage.input_token_details",
              "gen_ai.completion")
          .row(
              CACHE_WRITE_HOUR,
              80,
              LangChainRuns.usageDetail("input_token_details", LangChainRuns.HOUR),
              "gen_ai.usage.input_token_details",
              "gen_ai.completion")
          .row(
              REASONING,
              80,
              LangChainRuns.usageDetail("output_token_details", "reasoning"),
              "gen_ai.usage.output_token_details",
              "gen_ai.completion")
          .within(
              CACHE_READ,
              75,
              "langsmith.metadata.usage_metadata",
              "input_token_details",
              "cache_read")
          .row(
              CACHE_WRITE,
              75,
              LangChainRuns.within("input_token_details", LangChainRuns::cacheWrites),
              "langsmith.metadata.usage_metadata")
          .within(
              CACHE_WRITE_HOUR,
              75,
              "langsmith.metadata.usage_metadata",
              "input_token_details",
              LangChainRuns.HOUR)
          .within(
              REASONING,
              75,
              "langsmith.metadata.usage_metadata",
              "output_token_details",
              "reasoning")
          .end();

  private LangSmith() {}
}
