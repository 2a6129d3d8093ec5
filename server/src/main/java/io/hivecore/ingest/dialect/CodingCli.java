package io.hivecore.ingest.dialect;

import static io.hivecore.ingest.dialect.TokenArithmetic.Input.EXCLUSIVE;
import static io.hivecore.ingest.dialect.TokenArithmetic.Input.INCLUSIVE;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command-line agents that tell of their work in log events, and which of those are what. */
enum CodingCli {
  /** Hands on Anthropic's count of input, which is without the cache. */
  CLAUDE_CODE("claude_code", "anthropic", EXCLUSIVE),
  CODEX("codex", "openai", INCLUSIVE),
  /** Counts thoughts beside the output. */
  GEMINI_CLI("gemini_cli", "gcp.gemini", INCLUSIVE);

  static final String USER_PROMPT = "user_prompt";

  /** What Claude Code's model said, beside the call that it said it in. */
  static final String ASSISTANT_RESPONSE = "assistant_response";

  /** The attributes of these events; no name means two things. */
  static final List<String> SESSION = List.of("session.id", "conversation.id");

  static final List<String> PROMPT_ID = List.of("prompt.id", "prompt_id");
  static final List<String> USER =
      List.of("user.email", "user.account_uuid", "user.account_id", "user.id");
  static final List<String> VERSION = List.of("app.version");
  static final List<String> MODEL = List.of("model", "model_name");
  static final List<String> INPUT_TOKENS = List.of("input_tokens", "input_token_count");
  static final List<String> OUTPUT_TOKENS = List.of("output_tokens", "output_token_count");
  static final List<String> CACHE_READ =
      List.of("cache_read_tokens", "cached_token_count", "cached_content_token_count");
  static final List<String> CACHE_WRITE =
      List.of("cache_creation_tokens", "cache_write_token_count");
  static final List<String> REASONING = List.of("reasoning_token_count", "thoughts_token_count");
  static final List<String> COST = List.of("cost_usd");
  static final List<String> DURATION = List.of("duration_ms");
  static final List<String> ERROR =
      List.of("error", "error.message", "error_message", "error_type");
  static final List<String> FIRST_TOKEN = List.of("ttft_ms");
  static final List<String> RESPONSE = List.of("response_text", "response");
  static final List<String> RESPONSE_ID = List.of("request_id", "response_id");
  static final List<String> FINISH_REASONS = List.of("finish_reasons");
  static final List<String> TOOL = List.of("tool_name", "function_name");
  static final List<String> CALL_ID = List.of("tool_use_id", "call_id");
  static final List<String> ARGUMENTS =
      List.of("tool_input", "tool_parameters", "arguments", "function_args");
  static final List<String> RESULT = List.of("output", "tool_output");
  static final List<String> PROMPT = List.of("prompt");

  private final String wireName;
  private final String provider;
  private final TokenArithmetic.Input input;

  CodingCli(String wireName, String provider, TokenArithmetic.Input input) {
    this.wireName = wireName;
    this.provider = provider;
    this.input = input;
  }

  /** Its name in front of its events' names, and that of its agent. */
  String wireName() {
    return wireName;
  }

  String provider() {
    return provider;
  }

  TokenArithmetic.Input input() {
    return input;
  }

  /** Whether its count of output leaves reasoning out. */
  boolean countsReasoningBeside() {
    return this == GEMINI_CLI;
  }

  /** Whether the version that it sends as its own is: Gemini CLI sends that of Node. */
  boolean sendsItsVersion() {
    return this != GEMINI_CLI;
  }

  /** Whether an event is a call of a model. */
  boolean isGeneration(String name, LogEvent event) {
    return switch (this) {
      case CLAUDE_CODE -> name.equals("api_request") || name.equals("api_error");
      case CODEX ->
          (name.equals("sse_event") && (isLast(event) || isFailed(event)))
              || (name.equals("api_request") && isFailed(event) && isOfModel(event));
      case GEMINI_CLI -> name.equals("api_response") || name.equals("api_error");
    };
  }

  /**
   * Codex logs every event of a stream, and the last one twice: how long it took, and what was
   * used.
   */
  private static boolean isLast(LogEvent event) {
    return event.text(List.of("event.kind")).equals("response.completed")
        && (event.count(INPUT_TOKENS) != null || event.count(OUTPUT_TOKENS) != null);
  }

  private static boolean isFailed(LogEvent event) {
    return !event.content(ERROR).isEmpty();
  }

  /** Codex asks for lists of models, too. */
  private static boolean isOfModel(LogEvent event) {
    String path = event.text(List.of("endpoint"));
    return path.isEmpty() || path.startsWith("/responses");
  }

  /** Whether an event is a call of a tool. */
  boolean isTool(String event) {
    return switch (this) {
      case CLAUDE_CODE, CODEX -> event.equals("tool_result");
      case GEMINI_CLI -> event.equals("tool_call");
    };
  }

  /** Whose events have such a full name; null for nobody's. */
  static @Nullable CodingCli ofEvent(String name) {
    for (CodingCli cli : values()) {
      if (name.startsWith(cli.wireName) && name.startsWith(".", cli.wireName.length())) {
        return cli;
      }
    }
    return null;
  }

  /** An event's name without the agent's. */
  String eventOf(String name) {
    return name.substring(wireName.length() + 1);
  }
}
