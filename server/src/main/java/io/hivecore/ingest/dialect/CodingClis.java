package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.COST;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.SESSION;

/** Claude Code, Codex and Gemini CLI, where their spans and logs have names of their own. */
final class CodingClis {
  static final Dialect TABLE =
      Dialect.named("coding-cli")
          .scopes("com.anthropic.claude_code", "codex", "gemini-cli")
          .row(SESSION, 120, "conversation.id")
          .row(REASONING, 60, "codex.usage.reasoning_output_tokens")
          .row(COST, 60, "cost_usd")
          .end();

  private CodingClis() {}
}
