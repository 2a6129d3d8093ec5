package io.hivecore.ingest.dialect;

import static io.hivecore.telemetry.SpanKind.AGENT;
import static io.hivecore.telemetry.SpanKind.CHAIN;
import static io.hivecore.telemetry.SpanKind.EMBEDDING;
import static io.hivecore.telemetry.SpanKind.EVALUATOR;
import static io.hivecore.telemetry.SpanKind.GENERATION;
import static io.hivecore.telemetry.SpanKind.GUARDRAIL;
import static io.hivecore.telemetry.SpanKind.RETRIEVER;
import static io.hivecore.telemetry.SpanKind.SPAN;
import static io.hivecore.telemetry.SpanKind.TOOL;
import static java.util.Map.entry;

import io.hivecore.telemetry.SpanKind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words by which dialects tell kinds of spans, in any case. */
final class KindWords {
  static final Reading LANGFUSE =
      of(
          entry("span", SPAN),
          entry("event", SPAN),
          entry("generation", GENERATION),
          entry("embedding", EMBEDDING),
          entry("agent", AGENT),
          entry("tool", TOOL),
          entry("chain", CHAIN),
          entry("retriever", RETRIEVER),
          entry("evaluator", EVALUATOR),
          entry("guardrail", GUARDRAIL));

  static final Reading OPEN_INFERENCE =
      of(
          entry("llm", GENERATION),
          entry("embedding", EMBEDDING),
          entry("agent", AGENT),
          entry("tool", TOOL),
          entry("chain", CHAIN),
          entry("prompt", CHAIN),
          entry("retriever", RETRIEVER),
          entry("reranker", RETRIEVER),
          entry("evaluator", EVALUATOR),
          entry("guardrail", GUARDRAIL));

  static final Reading LANG_SMITH =
      of(
          entry("llm", GENERATION),
          entry("embedding", EMBEDDING),
          entry("tool", TOOL),
          entry("chain", CHAIN),
          entry("prompt", CHAIN),
          entry("parser", CHAIN),
          entry("retriever", RETRIEVER));

  /** {@code gen_ai.operation.name}. */
  static final Reading OPERATION =
      of(
          entry("chat", GENERATION),
          entry("text_completion", GENERATION),
          entry("generate_content", GENERATION),
          entry("completion", GENERATION),
          entry("generate", GENERATION),
          entry("response", GENERATION),
          entry("acompletion", GENERATION),
          entry("embeddings", EMBEDDING),
          entry("embedding", EMBEDDING),
          entry("aembedding", EMBEDDING),
          entry("invoke_agent", AGENT),
          entry("create_agent", AGENT),
          entry("agent_step", AGENT),
          entry("plan", AGENT),
          entry("execute_tool", TOOL),
          entry("invoke_workflow", CHAIN),
          entry("chain", CHAIN),
          entry("format", CHAIN),
          entry("invoke_generic_function", CHAIN),
          entry("framework", CHAIN),
          entry("retrieval", RETRIEVER),
          entry("rerank", RETRIEVER),
          entry("vector_db_retrieve", RETRIEVER),
          entry("guardrail_check", GUARDRAIL),
          entry("create_memory", SPAN),
          entry("search_memory", SPAN),
          entry("update_memory", SPAN),
          entry("upsert_memory", SPAN),
          entry("delete_memory", SPAN),
          entry("create_memory_store", SPAN),
          entry("delete_memory_store", SPAN),
          entry("fetch_response", SPAN));

  static final Reading TRACELOOP =
      of(
          entry("workflow", CHAIN),
          entry("task", CHAIN),
          entry("agent", AGENT),
          entry("tool", TOOL));

  /** {@code llm.request.type}. */
  static final Reading REQUEST_TYPE =
      of(
          entry("chat", GENERATION),
          entry("completion", GENERATION),
          entry("embedding", EMBEDDING),
          entry("rerank", RETRIEVER));

  /** {@code spring.ai.kind}. */
  static final Reading SPRING =
      of(
          entry("tool_call", TOOL),
          entry("chat_client", CHAIN),
          entry("advisor", CHAIN),
          entry("vector_store", RETRIEVER));

  /** {@code span.kind} of AgentScope before 1.0.9; other senders mean the role in a network. */
  static final Reading OLD_AGENT_SCOPE =
      of(
          entry("llm", GENERATION),
          entry("agent", AGENT),
          entry("tool", TOOL),
          entry("embedding", EMBEDDING),
          entry("formatter", CHAIN));

  /** The templates of messages that OpenAI's Agents SDK has under Logfire. */
  static final Reading LOGFIRE = KindWords::logfire;

  /** {@code ai.operationId}, with or without the name of a function behind it. */
  static final Reading VERCEL = KindWords::vercel;

  private KindWords() {}

  @SafeVarargs
  private static Reading of(Map.Entry<String, SpanKind>... words) {
    Map<String, SpanKind> kinds = Map.ofEntries(words);
    return value ->
        value instanceof String word
            ? kinds.get(Readings.unquoted(word.strip()).toLowerCase(Locale.ROOT))
            : null;
  }

  private static @Nullable SpanKind logfire(Object value) {
    if (!(value instanceof String text)) {
      return null;
    }
    if (text.startsWith("Function: ")) {
      return TOOL;
    }
    if (text.startsWith("Agent run: ")) {
      return AGENT;
    }
    if (text.startsWith("Guardrail ")) {
      return GUARDRAIL;
    }
    return text.startsWith("OpenAI Agents trace: ") ? CHAIN : null;
  }

  private static @Nullable SpanKind vercel(Object value) {
    if (!(value instanceof String text) || !text.startsWith("ai.")) {
      return null;
    }
    int blank = text.indexOf(' ');
    String operation = blank < 0 ? text : text.substring(0, blank);
    if (operation.endsWith(".doGenerate") || operation.endsWith(".doStream")) {
      return GENERATION;
    }
    if (operation.endsWith(".doEmbed")) {
      return EMBEDDING;
    }
    if (operation.endsWith(".doRerank")) {
      return RETRIEVER;
    }
    return operation.equals("ai.toolCall") ? TOOL : CHAIN;
  }
}
