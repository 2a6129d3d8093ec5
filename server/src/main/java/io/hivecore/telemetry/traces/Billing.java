package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Which spans of a trace are billed, so that each call counts once however many spans tell of it.
 *
 * <ul>
 *   <li>Of model calls within each other (a framework's around a client library's) the innermost
 *       that has usage.
 *   <li>Of model calls with the same response id one: that with most tokens, then the earliest.
 *   <li>Usage on other spans, such as agents, is the sum of the calls within. It is billed only
 *       where no such call is known, as of an agent that runs elsewhere; then the outermost.
 *   <li>A model call that succeeded but tells no usage, and of which no span around or within it
 *       does, counts as a call without price: it was not free.
 * </ul>
 *
 * It follows from the spans alone, not from the order in which they came.
 */
final class Billing {
  private static final Comparator<SpanRecord> BEST_OF_SAME_RESPONSE =
      Comparator.comparingLong(Billing::total)
          .reversed()
          .thenComparing(SpanRecord::timestamp)
          .thenComparing(SpanRecord::spanId);

  private final SpanTree tree;

  /** The spans with a model call that has usage somewhere below them. */
  private final BitSet aroundUsage;

  private Billing(SpanTree tree) {
    this.tree = tree;
    this.aroundUsage = around(span -> span.kindOfSpan().isInference() && hasUsage(span));
  }

  /** The places in the tree that are billed. */
  static BitSet of(SpanTree tree) {
    return new Billing(tree).billed();
  }

  private BitSet billed() {
    BitSet aroundModel = around(span -> span.kindOfSpan().isInference());
    BitSet withinModel = within(place -> tree.span(place).kindOfSpan().isInference());
    BitSet withinSum = within(this::isSum);
    BitSet billed = new BitSet(tree.size());
    Map<String, Integer> byResponse = new HashMap<>();
    for (int i = 0; i < tree.size(); i++) {
      SpanRecord span = tree.span(i);
      boolean alone = !aroundModel.get(i) && !withinModel.get(i) && !withinSum.get(i);
      if (isSum(i)) {
        billed.set(i, !withinSum.get(i));
      } else if (isCall(i) || (alone && isUntold(span))) {
        String response = span.call().responseId();
        Integer other = response.isEmpty() ? null : byResponse.get(response);
        if (other == null || BEST_OF_SAME_RESPONSE.compare(span, tree.span(other)) < 0) {
          billed.set(i);
          byResponse.put(response, i);
          if (other != null) {
            billed.clear(other);
          }
        }
      }
    }
    return billed;
  }

  /** The spans with one somewhere below them of which something is true. */
  private BitSet around(Predicate<SpanRecord> what) {
    BitSet around = new BitSet(tree.size());
    for (int i = tree.size() - 1; i >= 0; i--) {
      int parent = tree.parent(i);
      if (parent != SpanTree.NONE && (around.get(i) || what.test(tree.span(i)))) {
        around.set(parent);
      }
    }
    return around;
  }

  /** The spans with one somewhere above them of which something is true. */
  private BitSet within(IntPredicate what) {
    BitSet within = new BitSet(tree.size());
    for (int i = 0; i < tree.size(); i++) {
      int parent = tree.parent(i);
      within.set(i, parent != SpanTree.NONE && (within.get(parent) || what.test(parent)));
    }
    return within;
  }

  /** Whether a span is the innermost model call that has usage. */
  private boolean isCall(int place) {
    SpanRecord span = tree.span(place);
    return span.kindOfSpan().isInference() && hasUsage(span) && !aroundUsage.get(place);
  }

  /** Whether a span has usage that stands for calls which are not known. */
  private boolean isSum(int place) {
    SpanRecord span = tree.span(place);
    return !span.kindOfSpan().isInference() && hasUsage(span) && !aroundUsage.get(place);
  }

  /** Whether a model answered, but nothing says what it took. */
  private static boolean isUntold(SpanRecord span) {
    return (span.kindOfSpan() == SpanKind.GENERATION || span.kindOfSpan() == SpanKind.EMBEDDING)
        && span.primary()
        && span.endTime() != null
        && span.status() != SpanStatus.ERROR
        && !span.call().model().isEmpty();
  }

  private static boolean hasUsage(SpanRecord span) {
    BigDecimal reported = span.cost().reported();
    return total(span) > 0 || (reported != null && reported.signum() > 0);
  }

  private static long total(SpanRecord span) {
    TokenUsage tokens = span.tokens();
    return tokens == null ? 0 : Math.max(tokens.total(), tokens.input() + tokens.output());
  }
}
