package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.Slot.COST;
import static io.hivecore.ingest.dialect.Slot.REASONING;
import static io.hivecore.ingest.dialect.Slot.SESSION;

/**
 * Claude Code, Codex and Gemini CLI, where their spans and logs have names of their own. All that
 * counts stands in their log events: their spans tell some of it again, each in a trace of its own
 * or without the cache.
 */
final class CodingClis {
  static final Dialect TABLE =
      Dialect.named("coding-cli")
          .scopes(
              "com.anthropic.claude_code",
              "codex",
              "codex_app_server",
              "codex_cli_rs",
              "codex_exec",
              "codex_tui",
              "gemini-cli")
          .markers("codex.")
          .row(SESSION, 120, "conversation.id")
          .row(REASONING, 60, "codex.usage.reasoning_output_tokens")
          .row(COST, 60, "cost_usd")
          .end();

  private CodingClis() {}

  /** Whether spans of this dialect tell of calls that log events tell of. */
  static boolean repeat(String dialect) {
    return dialect.equals(TABLE.name());
  }
}
