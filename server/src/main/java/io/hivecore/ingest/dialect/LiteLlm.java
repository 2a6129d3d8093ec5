package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.COST;
import static io.hivecore.ingest.dialect.Slot.INPUT_COST;
import static io.hivecore.ingest.dialect.Slot.METADATA;
import static io.hivecore.ingest.dialect.Slot.OUTPUT_COST;
import static io.hivecore.ingest.dialect.Slot.RESPONSE_ID;
import static io.hivecore.ingest.dialect.Slot.USER;

/** LiteLLM's {@code otel} callback, in its proxy and in its SDK. */
final class LiteLlm {
  static final Dialect TABLE =
      Dialect.named("litellm")
          .scopes("litellm")
          .markers("gen_ai.cost.", "metadata.user_api_key", "hidden_params")
          .row(USER, 80, "metadata.user_api_key_end_user_id", "metadata.user_api_key_user_id")
          .members(METADATA, 21, "metadata.")
          .row(RESPONSE_ID, 25, "llm.response.id")
          .row(COST, 40, "gen_ai.cost.total_cost")
          .row(INPUT_COST, 40, "gen_ai.cost.input_cost")
          .row(OUTPUT_COST, 40, "gen_ai.cost.output_cost")
          .end();

  private LiteLlm() {}
}
