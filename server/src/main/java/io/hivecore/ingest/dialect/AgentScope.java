package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.CACHE_READ;
import static io.hivecore.ingest.dialect.Slot.CACHE_WRITE;
import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.INPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.OUTPUT_TOKENS;
import static io.hivecore.ingest.dialect.Slot.PARAMETERS;
import static io.hivecore.ingest.dialect.Slot.REQUEST_MODEL;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.STEP_ARGUMENTS;
import static io.hivecore.ingest.dialect.Slot.STEP_ID;
import static io.hivecore.ingest.dialect.Slot.STEP_NAME;

/** AgentScope in Python and Java, all releases with tracing. */
final class AgentScope {
  /** The attribute by which releases before 1.0.9 tell kinds. */
  static final String OLD_KIND = "span.kind";

  static final Dialect TABLE =
      Dialect.named("agentscope")
          .scopes("agentscope", "io.agentscope")
          .markers("agentscope.")
          .row(SESSION, 130, "project.run_id")
          .row(KIND, 80, KindWords.OLD_AGENT_SCOPE, OLD_KIND)
          .within(STEP_NAME, 10, "metadata", "name")
          .within(STEP_ID, 10, "metadata", "id")
          .within(STEP_ARGUMENTS, 10, "metadata", "input")
          .within(REQUEST_MODEL, 90, "metadata", "model_name")
          // Counts of what was sent, not what was asked for.
          .row(
              PARAMETERS,
              90,
              value -> null,
              "gen_ai.request.messages.count",
              "gen_ai.request.tools.count")
          .row(CACHE_READ, 50, "agentscope.usage.cache_input_tokens")
          .row(CACHE_WRITE, 50, "agentscope.usage.cache_creation_input_tokens")
          .within(INPUT_TOKENS, 90, "output", "usage", "input_tokens")
          .within(OUTPUT_TOKENS, 90, "output", "usage", "output_tokens")
          .row(INPUT, 150, "agentscope.function.input")
          .row(OUTPUT, 150, "agentscope.function.output")
          .row(INPUT, 160, "input")
          .row(OUTPUT, 160, "output")
          .end();

  private AgentScope() {}
}
