package io.hivecore.telemetry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trace's spans come to.
 *
 * @param rootSpanId the span that stands for the trace: the earliest without a parent, or while
 *     there is none the earliest; empty without spans
 * @param rootName the root's name
 * @param start when the first span started; null without spans
 * @param end when the last span ended that has; null while none has
 * @param spans how many there are
 * @param open how many of them have not ended
 * @param errors how many of them failed
 * @param calls how many model calls are billed
 * @param unpriced how many of these have no price
 * @param tokens of the billed calls
 * @param cost of the billed calls that have a price, USD
 * @param status of the root; of a trace without root unset
 * @param subject the first that its spans name, in order of time
 * @param tags of all spans
 * @param kinds of spans, by wire name
 * @param agents by name
 * @param models by name
 * @param tools by name
 * @param agentTools what each agent called: its name, the tool's, calls and failed calls, with tabs
 *     between
 * @param agentVersions an agent's name and version, with a tab between
 */
public record TraceFigures(
    String rootSpanId,
    String rootName,
    @Nullable Instant start,
    @Nullable Instant end,
    long spans,
    long open,
    long errors,
    long calls,
    long unpriced,
    TokenUsage tokens,
    BigDecimal cost,
    SpanStatus status,
    Subject subject,
    List<String> tags,
    List<String> kinds,
    List<String> agents,
    List<String> models,
    List<String> tools,
    List<String> agentTools,
    List<String> agentVersions) {
  public static final TraceFigures NONE =
      new TraceFigures(
          "",
          "",
          null,
          null,
          0,
          0,
          0,
          0,
          0,
          new TokenUsage(0, 0, 0, 0, 0, 0),
          BigDecimal.ZERO,
          SpanStatus.UNSET,
          Subject.NONE,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public TraceFigures {
    tags = List.copyOf(tags);
    kinds = List.copyOf(kinds);
    agents = List.copyOf(agents);
    models = List.copyOf(models);
    tools = List.copyOf(tools);
    agentTools = List.copyOf(agentTools);
    agentVersions = List.copyOf(agentVersions);
  }
}
