package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.INPUT;
import static io.hivecore.ingest.dialect.Slot.OUTPUT;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.TOOL_ARGUMENTS;
import static io.hivecore.ingest.dialect.Slot.TOOL_RESULT;

/** Google's Agent Development Kit. */
final class GoogleAdk {
  static final Dialect TABLE =
      Dialect.named("google-adk")
          .scopes("gcp.vertex.agent")
          .markers("gcp.vertex.agent.")
          .row(SESSION, 35, "gcp.vertex.agent.session_id")
          .row(INPUT, 110, "gcp.vertex.agent.llm_request")
          .row(OUTPUT, 110, "gcp.vertex.agent.llm_response")
          .row(TOOL_ARGUMENTS, 60, "gcp.vertex.agent.tool_call_args")
          .row(TOOL_RESULT, 60, "gcp.vertex.agent.tool_response")
          .end();

  private GoogleAdk() {}
}
