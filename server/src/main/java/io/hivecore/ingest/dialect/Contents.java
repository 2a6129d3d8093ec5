package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanMessage;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses what went into a span and what came out, by its kind. */
final class Contents {
  private static final Pattern SYSTEM_ROLE =
      Pattern.compile("\"role\"\\s*:\\s*\"(?:system|developer)\"");

  private Contents() {}

  static SpanContent of(Found found, SpanKind kind, List<SpanMessage> messages) {
    Found.Value input = input(found, kind);
    Found.Value output = withCalls(found, output(found, kind));
    String system = found.text(Slot.SYSTEM);
    String inputText = text(input);
    if (!system.isEmpty()) {
      String whole = withSystem(system, inputText);
      if (!whole.equals(inputText)) {
        return new SpanContent(whole, text(output), "", source(output), messages);
      }
    }
    return new SpanContent(inputText, text(output), source(input), source(output), messages);
  }

  private static Found.@Nullable Value input(Found found, SpanKind kind) {
    return switch (kind) {
      case TOOL -> first(found, Slot.TOOL_ARGUMENTS, Slot.INPUT);
      case RETRIEVER -> first(found, Slot.INPUT, Slot.QUERY);
      case EMBEDDING -> first(found, Slot.EMBEDDED, Slot.INPUT);
      case SPAN, AGENT, GENERATION, CHAIN, GUARDRAIL, EVALUATOR -> found.value(Slot.INPUT);
    };
  }

  private static Found.@Nullable Value output(Found found, SpanKind kind) {
    return switch (kind) {
      case TOOL -> first(found, Slot.TOOL_RESULT, Slot.OUTPUT);
      case RETRIEVER -> first(found, Slot.DOCUMENTS, Slot.OUTPUT);
      case SPAN, AGENT, GENERATION, EMBEDDING, CHAIN, GUARDRAIL, EVALUATOR ->
          found.value(Slot.OUTPUT);
    };
  }

  /** Text and calls of tools that one answer has together, as one message. */
  private static Found.@Nullable Value withCalls(Found found, Found.@Nullable Value output) {
    Found.Value calls = found.value(Slot.OUTPUT_CALLS);
    if (output == null || calls == null || !output.key().endsWith(".text")) {
      return output;
    }
    String message =
        "[{\"role\":\"assistant\",\"content\":"
            + JsonOut.of(output.value())
            + ",\"tool_calls\":"
            + JsonOut.of(JsonIn.structure(calls.value()))
            + "}]";
    return new Found.Value(message, output.rank(), "", false);
  }

  private static Found.@Nullable Value first(Found found, Slot preferred, Slot other) {
    Found.Value value = found.value(preferred);
    return value == null ? found.value(other) : value;
  }

  private static String text(Found.@Nullable Value value) {
    return value != null && value.value() instanceof String text ? text : "";
  }

  private static String source(Found.@Nullable Value value) {
    return value != null && value.verbatim() ? value.key() : "";
  }

  /**
   * The instructions as first message of a prompt, unless the prompt has them itself or is no list
   * of messages.
   */
  private static String withSystem(String system, String input) {
    boolean list = input.isEmpty() || input.stripLeading().startsWith("[");
    if (!list || SYSTEM_ROLE.matcher(input).find()) {
      return input;
    }
    Object structure = JsonIn.structure(system);
    String message =
        structure == null
            ? "{\"role\":\"system\",\"content\":" + JsonOut.of(system) + "}"
            : "{\"role\":\"system\",\"parts\":" + JsonOut.of(structure) + "}";
    String rest = input.isEmpty() ? "]" : input.stripLeading().substring(1);
    return "[" + message + (rest.stripLeading().startsWith("]") ? "]" : "," + rest);
  }
}
