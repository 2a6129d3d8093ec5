package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.KIND;
import static io.hivecore.ingest.dialect.Slot.SESSION;
import static io.hivecore.ingest.dialect.Slot.TOOL_ARGUMENTS;
import static io.hivecore.ingest.dialect.Slot.TOOL_CALL_ID;
import static io.hivecore.ingest.dialect.Slot.TOOL_NAME;
import static io.hivecore.ingest.dialect.Slot.TOOL_RESULT;

/** Spring AI; all its values are text. */
final class SpringAi {
  static final Dialect TABLE =
      Dialect.named("spring-ai")
          .scopes("org.springframework")
          .markers("spring.ai.")
          .row(SESSION, 90, "spring.ai.chat.client.conversation.id")
          // Before the operation, which is "framework" for all of these.
          .row(KIND, 35, KindWords.SPRING, "spring.ai.kind")
          .row(TOOL_NAME, 40, "spring.ai.tool.definition.name")
          .row(TOOL_CALL_ID, 40, "spring.ai.tool.call.id")
          .row(TOOL_ARGUMENTS, 40, "spring.ai.tool.call.arguments")
          .row(TOOL_RESULT, 40, "spring.ai.tool.call.result")
          .end();

  private SpringAi() {}
}
