package io.hivecore.ingest.dialect;

import io.hivecore.telemetry.SpanMessage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events that carry one message of a prompt or completion each. What is in them came as body of a
 * log record or as attributes of an event of a span.
 */
final class MessageEvents {
  private static final String CHOICE = "gen_ai.choice";

  /** Which events are messages, and whose. */
  private static final Map<String, String> ROLES =
      Map.of(
          "gen_ai.system.message",
          "system",
          "gen_ai.user.message",
          "user",
          "gen_ai.assistant.message",
          "assistant",
          "gen_ai.tool.message",
          "tool",
          CHOICE,
          "assistant");

  private MessageEvents() {}

  static boolean isMessage(String name) {
    return ROLES.containsKey(name);
  }

  /** Whether an event tells what kept an operation of a model from ending well. */
  static boolean isFailure(String name) {
    return name.equals("gen_ai.client.operation.exception");
  }

  /** Whether an event has the same attributes as the span that it belongs to. */
  static boolean carriesAttributes(String name) {
    return name.equals("gen_ai.client.inference.operation.details")
        || name.equals("gen_ai.content.prompt")
        || name.equals("gen_ai.content.completion");
  }

  /** Makes the message of an event for which {@link #isMessage} is true. */
  static SpanMessage message(String name, Instant time, Map<?, ?> sent) {
    // Some have the whole body as one attribute.
    Map<?, ?> said =
        JsonIn.structure(sent.get("gen_ai.event.content")) instanceof Map<?, ?> body ? body : sent;
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("role", ROLES.getOrDefault(name, ""));
    if (name.equals(CHOICE)) {
      Object inner = said.get("message");
      Object structure = JsonIn.structure(inner);
      if (structure instanceof Map<?, ?> object) {
        put(message, object);
      } else if (inner != null) {
        message.put("content", inner);
      }
    }
    put(message, said);
    return new SpanMessage(
        time,
        name.equals(CHOICE) ? SpanMessage.Side.OUTPUT : SpanMessage.Side.INPUT,
        JsonOut.of(message));
  }

  private static void put(Map<String, @Nullable Object> message, Map<?, ?> members) {
    members.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          boolean ours = !name.equals("message") && !name.equals("index");
          if (ours && !isContext(name) && value != null) {
            Object structure = value instanceof String ? JsonIn.structure(value) : null;
            message.put(name, structure == null ? value : structure);
          }
        });
  }

  /** What events repeat of their span. */
  private static boolean isContext(String name) {
    return name.equals("gen_ai.system")
        || name.equals("gen_ai.provider.name")
        || name.equals("event.name");
  }
}
