package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the spans of one trace come to. It follows from the spans alone, so that the order in which
 * they came, and how often, makes no difference.
 *
 * @param usage of each billed span, by span id
 * @param executions of each span that is an agent's run, by span id
 * @param context whose the trace is: project, round and agent
 */
public record TraceOutcome(
    Map<String, UsageRecord> usage,
    Map<String, ExecutionRecord> executions,
    TraceFigures figures,
    Context context) {
  private static final TokenUsage NO_TOKENS = new TokenUsage(0, 0, 0, 0, 0, 0);

  /** An agent's run has the id of its span, as it has no other in every dialect. */
  public static String executionId(SpanRecord span) {
    return span.traceId() + "-" + span.spanId();
  }

  /**
   * What spans come to.
   *
   * @param spans at least one, of one trace, each with a span id of its own
   */
  public static TraceOutcome of(Collection<SpanRecord> spans) {
    SpanTree tree = SpanTree.of(spans);
    BitSet billed = Billing.of(tree);
    Inherited inherited = Inherited.in(tree);
    RecordNames names = new RecordNames();
    Map<String, UsageRecord> usage = new LinkedHashMap<>();
    for (int i = billed.nextSetBit(0); i >= 0; i = billed.nextSetBit(i + 1)) {
      SpanRecord span = tree.span(i);
      usage.put(span.spanId(), usage(span, inherited.context(i), names));
    }
    var figures = new FigureCounter();
    for (int i = 0; i < tree.size(); i++) {
      figures.add(tree.span(i), inherited.context(i));
    }
    usage.values().forEach(figures::addCall);
    return new TraceOutcome(
        usage, executions(tree, usage, inherited, names), figures.figures(), figures.context());
  }

  private static UsageRecord usage(SpanRecord span, Context context, RecordNames names) {
    TokenUsage tokens = span.tokens();
    Double duration = span.durationMillis();
    return new UsageRecord(
        names.usage(span.traceId(), span.spanId()),
        span.timestamp(),
        span.receivedAt(),
        context,
        span.call().model(),
        span.call().provider(),
        tokens == null ? NO_TOKENS : tokens,
        span.cost(),
        duration == null ? 0 : duration,
        null);
  }

  private static Map<String, ExecutionRecord> executions(
      SpanTree tree, Map<String, UsageRecord> usage, Inherited inherited, RecordNames names) {
    long[] calls = new long[tree.size()];
    long[] tokens = new long[tree.size()];
    @Nullable BigDecimal[] costs = new BigDecimal[tree.size()];
    Map<String, ExecutionRecord> executions = new LinkedHashMap<>();
    for (int i = tree.size() - 1; i >= 0; i--) {
      SpanRecord span = tree.span(i);
      UsageRecord call = usage.get(span.spanId());
      if (call != null) {
        calls[i]++;
        tokens[i] += call.tokens().total();
        costs[i] = sum(costs[i], call.cost().amount());
      }
      if (span.kindOfSpan() == SpanKind.AGENT && span.primary()) {
        executions.put(
            span.spanId(),
            execution(span, inherited.context(i), calls[i], tokens[i], costs[i], names));
      }
      int parent = tree.parent(i);
      if (parent != SpanTree.NONE) {
        calls[parent] += calls[i];
        tokens[parent] += tokens[i];
        costs[parent] = sum(costs[parent], costs[i]);
      }
    }
    return executions;
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.add(other);
  }

  private static ExecutionRecord execution(
      SpanRecord span,
      Context context,
      long calls,
      long tokens,
      @Nullable BigDecimal cost,
      RecordNames names) {
    String executionId = executionId(span);
    String message = span.statusMessage();
    return new ExecutionRecord(
        names.of(RecordKind.EXECUTION, "execution_id", executionId),
        executionId,
        span.timestamp(),
        span.receivedAt(),
        context,
        null,
        null,
        span.endTime(),
        span.durationMillis(),
        status(span),
        null,
        message.isEmpty() ? null : message,
        calls,
        tokens,
        cost,
        null);
  }

  private static ExecutionStatus status(SpanRecord span) {
    if (span.endTime() == null) {
      return ExecutionStatus.RUNNING;
    }
    return span.status() == SpanStatus.ERROR ? ExecutionStatus.FAILED : ExecutionStatus.COMPLETED;
  }
}
