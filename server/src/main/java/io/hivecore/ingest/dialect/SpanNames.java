package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanKind;

/** What the name of a span says: the conventions have the operation first. */
final class SpanNames {
  private static final String CHAT = "chat ";
  private static final String EMBEDDINGS = "embeddings ";
  private static final String TOOL = "execute_tool ";
  private static final String INVOKE_AGENT = "invoke_agent ";
  private static final String CREATE_AGENT = "create_agent ";

  private SpanNames() {}

  /** Only for spans that have attributes of models or agents at all. */
  static SpanKind kind(String spanName) {
    if (spanName.startsWith(CHAT)) {
      return SpanKind.GENERATION;
    }
    if (spanName.startsWith(EMBEDDINGS)) {
      return SpanKind.EMBEDDING;
    }
    if (spanName.startsWith(TOOL)) {
      return SpanKind.TOOL;
    }
    return spanName.startsWith(INVOKE_AGENT) || spanName.startsWith(CREATE_AGENT)
        ? SpanKind.AGENT
        : SpanKind.SPAN;
  }

  static String model(String spanName) {
    String chat = after(CHAT, spanName);
    return chat.isEmpty() ? after(EMBEDDINGS, spanName) : chat;
  }

  /** The tool that a span of kind tool runs. */
  static String tool(String spanName, String entity) {
    if (!entity.isEmpty()) {
      return entity;
    }
    String executed = after(TOOL, spanName);
    return executed.isEmpty() ? Readings.shortened(Tree.clean(spanName).strip()) : executed;
  }

  /** The name of the agent that a span of kind agent is. */
  static String agent(String spanName, String entity) {
    if (!entity.isEmpty()) {
      return entity;
    }
    String invoked = after(INVOKE_AGENT, spanName);
    String created = invoked.isEmpty() ? after(CREATE_AGENT, spanName) : invoked;
    return created.isEmpty() ? Readings.shortened(spanName.strip()) : created;
  }

  /** The name to show of a span. */
  static String shown(Found found, SpanKind kind, String toolName, String spanName) {
    if (kind == SpanKind.TOOL && !toolName.isEmpty()) {
      return toolName;
    }
    String given = found.text(Slot.ENTITY_NAME);
    if (given.isEmpty()) {
      given = found.text(Slot.NAME);
    }
    if (given.isEmpty() && found.has(Slot.OPERATION) && found.has(Slot.FUNCTION)) {
      given = found.text(Slot.OPERATION) + " " + found.text(Slot.FUNCTION);
    }
    if (given.isEmpty()) {
      given = found.text(Slot.RUN_NAME);
    }
    return given.isEmpty() ? Readings.shortened(Tree.clean(spanName).strip()) : given;
  }

  private static String after(String start, String spanName) {
    return spanName.startsWith(start)
        ? Readings.shortened(Tree.clean(spanName.substring(start.length())).strip())
        : "";
  }
}
