package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A trace to which spans are being added. Belongs to one thread. */
public final class TraceState {
  /**
   * As many spans of one trace as are seen together; about 700 bytes each. What a larger trace has
   * beyond them is kept, but neither billed nor in its figures.
   */
  public static final int MOST_SPANS = 200_000;

  private final Map<String, SpanRecord> outlines = new HashMap<>();
  private @Nullable TraceOutcome outcome;
  private Map<String, Call> calls;

  /** A trace of which these outlines are stored already. */
  public TraceState(Collection<SpanRecord> stored) {
    stored.forEach(span -> outlines.put(span.spanId(), span));
    TraceOutcome stands = outlines.isEmpty() ? null : TraceOutcome.of(outlines.values());
    outcome = stands;
    calls = stands == null ? Map.of() : calls(stands);
  }

  /** The billed calls of which another trace may tell, too. */
  public Collection<Call> calls() {
    return calls.values();
  }

  private Map<String, Call> calls(TraceOutcome of) {
    Map<String, Call> found = new HashMap<>();
    of.usage()
        .forEach(
            (spanId, usage) -> {
              Call call = new Call(Objects.requireNonNull(outlines.get(spanId)), usage);
              if (call.mayHaveTwin()) {
                found.put(spanId, call);
              }
            });
    return found;
  }

  private static List<Call> touched(Map<String, Call> before, Map<String, Call> after) {
    List<Call> touched = new ArrayList<>();
    after.forEach(
        (span, call) -> {
          Call was = before.get(span);
          if (was == null || !isSame(was, call)) {
            touched.add(call);
          }
        });
    before.forEach(
        (span, was) -> {
          Call is = after.get(span);
          if (is == null || !isSame(was, is)) {
            touched.add(was);
          }
        });
    return touched;
  }

  private static boolean isSame(Call one, Call other) {
    return isSame(one.usage(), other.usage()) && one.span().equals(other.span());
  }

  /** How many spans it holds. */
  public int size() {
    return outlines.size();
  }

  /**
   * What new spans change.
   *
   * @param outcome all that the trace comes to now
   * @param billed usage that is to be added
   * @param retracted usage that was added before and counts no more
   * @param executions that are new or changed
   * @param touched calls of which another trace may tell too, as they were and as they are now,
   *     where that is not the same
   */
  public record Change(
      TraceOutcome outcome,
      List<UsageRecord> billed,
      List<UsageRecord> retracted,
      List<ExecutionRecord> executions,
      List<Call> touched) {}

  /** Puts new states of spans in place of the old ones. */
  public Change put(Collection<SpanRecord> changed) {
    TraceOutcome before = outcome;
    Map<String, Call> callsBefore = calls;
    for (SpanRecord span : changed) {
      if (outlines.size() < MOST_SPANS || outlines.containsKey(span.spanId())) {
        outlines.put(span.spanId(), span.outline());
      }
    }
    TraceOutcome after = TraceOutcome.of(outlines.values());
    outcome = after;
    calls = calls(after);
    Map<String, UsageRecord> old = before == null ? Map.of() : before.usage();
    List<UsageRecord> billed = new ArrayList<>();
    List<UsageRecord> retracted = new ArrayList<>();
    after
        .usage()
        .forEach(
            (span, usage) -> {
              UsageRecord was = old.get(span);
              if (was == null || !isSame(was, usage)) {
                billed.add(usage);
              }
            });
    old.forEach(
        (span, was) -> {
          UsageRecord is = after.usage().get(span);
          if (is == null || !isSame(was, is)) {
            retracted.add(was);
          }
        });
    return new Change(
        after, billed, retracted, executions(before, after), touched(callsBefore, calls));
  }

  private static List<ExecutionRecord> executions(
      @Nullable TraceOutcome before, TraceOutcome after) {
    List<ExecutionRecord> changed = new ArrayList<>();
    after
        .executions()
        .forEach(
            (span, execution) -> {
              ExecutionRecord was = before == null ? null : before.executions().get(span);
              if (was == null || !isSame(was, execution)) {
                changed.add(execution);
              }
            });
    return changed;
  }

  /** Whether both say the same, whenever they came. */
  private static boolean isSame(UsageRecord one, UsageRecord other) {
    return one.timestamp().equals(other.timestamp())
        && one.context().equals(other.context())
        && one.modelName().equals(other.modelName())
        && one.provider().equals(other.provider())
        && one.tokens().equals(other.tokens())
        && one.cost().equals(other.cost())
        && one.durationMillis() == other.durationMillis();
  }

  private static boolean isSame(ExecutionRecord one, ExecutionRecord other) {
    return one.timestamp().equals(other.timestamp())
        && one.context().equals(other.context())
        && Objects.equals(one.endTime(), other.endTime())
        && Objects.equals(one.status(), other.status())
        && Objects.equals(one.errorMessage(), other.errorMessage())
        && Objects.equals(one.llmCalls(), other.llmCalls())
        && Objects.equals(one.totalTokens(), other.totalTokens())
        && isSame(one.totalCost(), other.totalCost());
  }

  private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }
}
