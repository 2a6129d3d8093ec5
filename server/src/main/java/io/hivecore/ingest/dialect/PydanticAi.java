package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.AGENT_NAME;
import static io.hivecore.ingest.dialect.Slot.CACHE_READ;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE;
import static io.hivecore.ingest.dialect.Slot.COST;
import static io.hivecore.ingest.dialect.Slot.EMBEDDED;
import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.PARAMETERS;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.REQUEST_MODEL;
import static io.hivecore.ingest.dialect.Slot.TOOL_ARGUMENTS;
import static io.hivecore.ingest.dialect.Slot.TOOL_RESULT;

/** Pydantic AI, in all formats of its instrumentation. */
final class PydanticAi {
  static final Dialect TABLE =
      Dialect.named("pydantic-ai")
          .scopes("pydantic-ai")
          .markers("pydantic_ai.")
          .row(AGENT_NAME, 30, "agent_name")
          .row(REQUEST_MODEL, 70, "model_name", "model")
          .row(PARAMETERS, 60, "model_request_parameters")
          .row(
              CACHE_READ,
              60,
              "gen_ai.usage.details.cache_read_tokens",
              "gen_ai.usage.details.cache_read_input_tokens")
          .row(
              CACHE_WRITE,
              60,
              "gen_ai.usage.details.cache_write_tokens",
              "gen_ai.usage.details.cache_creation_input_tokens")
          .row(REASONING, 22, "gen_ai.usage.details.reasoning_tokens")
          .row(COST, 50, "operation.cost")
          .row(INPUT, 90, "pydantic_ai.all_messages")
          .row(OUTPUT, 80, "final_result")
          .row(TOOL_ARGUMENTS, 50, "tool_arguments")
          .row(TOOL_RESULT, 50, "tool_response")
          .row(EMBEDDED, 30, "inputs")
          .drop("embeddings", "embeddings")
          .end();

  private PydanticAi() {}
}
