package io.hivecore.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What went into a span and what came out: prompt and completion, or a tool's arguments and result.
 *
 * @param input as sent, JSON or plain text; empty when not sent
 * @param output as sent, JSON or plain text; empty when not sent
 * @param inputSource the attribute that {@code input} is the unchanged text of, but for letters
 *     that JSON had escaped, which is then not kept a second time among the attributes; else empty
 * @param outputSource the same for {@code output}
 * @param messages parts that came by themselves, in log events, in order and each once
 */
public record SpanContent(
    String input,
    String output,
    String inputSource,
    String outputSource,
    List<SpanMessage> messages) {
  public static final SpanContent NONE = new SpanContent("", "", "", "", List.of());

  /** As many parts as a span may gather. */
  private static final int MOST_MESSAGES = 1_000;

  public SpanContent {
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    requireNonNull(inputSource, "inputSource");
    requireNonNull(outputSource, "outputSource");
    messages = List.copyOf(messages);
  }

  /** This content with what it does not have taken from the other. */
  public SpanContent filledFrom(SpanContent other) {
    return new SpanContent(
        Texts.first(input, other.input),
        Texts.first(output, other.output),
        input.isEmpty() ? other.inputSource : inputSource,
        output.isEmpty() ? other.outputSource : outputSource,
        union(messages, other.messages));
  }

  private static List<SpanMessage> union(List<SpanMessage> one, List<SpanMessage> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    var both = new TreeSet<>(SpanMessage.ORDER);
    both.addAll(one);
    both.addAll(other);
    List<SpanMessage> all = new ArrayList<>(both);
    return all.size() > MOST_MESSAGES ? all.subList(0, MOST_MESSAGES) : all;
  }

  /** The input to show: as sent, else put together from its parts. */
  public String shownInput() {
    return input.isEmpty() ? joined(SpanMessage.Side.INPUT) : input;
  }

  /** The output to show: as sent, else put together from its parts. */
  public String shownOutput() {
    return output.isEmpty() ? joined(SpanMessage.Side.OUTPUT) : output;
  }

  private String joined(SpanMessage.Side side) {
    List<String> parts =
        messages.stream().filter(message -> message.side() == side).map(SpanMessage::json).toList();
    return parts.isEmpty() ? "" : "[" + String.join(",", parts) + "]";
  }
}
