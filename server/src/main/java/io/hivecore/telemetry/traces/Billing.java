package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TokenUsage;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Which spans of a trace are billed, so that each call counts once however many spans tell of it.
 *
 * <ul>
 *   <li>Of model calls within each other (a framework's around a client library's) the innermost
 *       that has usage.
 *   <li>Of model calls with the same response id one: that with most tokens, then the earliest.
 *   <li>Usage on other spans, such as agents, is the sum of the calls within. It is billed only
 *       where no such call is known, as of an agent that runs elsewhere; then the outermost.
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

  private Billing() {}

  /** The places in the tree that are billed. */
  static BitSet of(SpanTree tree) {
    int size = tree.size();
    BitSet callBelow = new BitSet(size);
    for (int i = size - 1; i >= 0; i--) {
      int parent = tree.parent(i);
      if (parent != SpanTree.NONE && (callBelow.get(i) || isCall(tree.span(i)))) {
        callBelow.set(parent);
      }
    }
    BitSet billed = new BitSet(size);
    BitSet sumAbove = new BitSet(size);
    Map<String, Integer> byResponse = new HashMap<>();
    for (int i = 0; i < size; i++) {
      SpanRecord span = tree.span(i);
      int parent = tree.parent(i);
      boolean within =
          parent != SpanTree.NONE && (sumAbove.get(parent) || isSum(tree, parent, callBelow));
      sumAbove.set(i, within);
      if (callBelow.get(i) || !hasUsage(span)) {
        continue;
      }
      if (!span.kindOfSpan().isInference()) {
        billed.set(i, !within);
        continue;
      }
      String response = span.call().responseId();
      Integer other = response.isEmpty() ? null : byResponse.get(response);
      if (other == null || BEST_OF_SAME_RESPONSE.compare(span, tree.span(other)) < 0) {
        billed.set(i);
        if (other != null) {
          billed.clear(other);
        }
        if (!response.isEmpty()) {
          byResponse.put(response, i);
        }
      }
    }
    return billed;
  }

  /** Whether a span has usage of its own that stands for calls that are not known. */
  private static boolean isSum(SpanTree tree, int place, BitSet callBelow) {
    SpanRecord span = tree.span(place);
    return !callBelow.get(place) && hasUsage(span) && !span.kindOfSpan().isInference();
  }

  private static boolean isCall(SpanRecord span) {
    return span.kindOfSpan().isInference() && hasUsage(span);
  }

  private static boolean hasUsage(SpanRecord span) {
    return total(span) > 0 || span.cost().reported() != null;
  }

  private static long total(SpanRecord span) {
    TokenUsage tokens = span.tokens();
    return tokens == null ? 0 : Math.max(tokens.total(), tokens.input() + tokens.output());
  }
}
