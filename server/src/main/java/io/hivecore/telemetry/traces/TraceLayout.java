package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** The spans of one trace as the rows of a tree, depth first. */
public final class TraceLayout {
  private final List<Row> rows;

  private TraceLayout(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * A span in the tree.
   *
   * @param span its outline
   * @param context of the span, with what it has from those above it
   * @param depth 0 for a root
   * @param children how many are right below it
   * @param below how many are below it at any depth
   * @param billed whether its usage counts; it does not where that of a span below it does
   * @param tokens billed of it and of all below it
   * @param cost of the same, USD
   */
  public record Row(
      SpanRecord span,
      Context context,
      int depth,
      int children,
      int below,
      boolean billed,
      long tokens,
      BigDecimal cost) {}

  public static TraceLayout of(Collection<SpanRecord> spans) {
    SpanTree tree = SpanTree.of(spans);
    Inherited inherited = Inherited.in(tree);
    BitSet billed = Billing.of(tree);
    int size = tree.size();
    int[] children = new int[size];
    int[] below = new int[size];
    long[] tokens = new long[size];
    BigDecimal[] costs = new BigDecimal[size];
    Arrays.fill(costs, BigDecimal.ZERO);
    for (int i = size - 1; i >= 0; i--) {
      if (billed.get(i)) {
        SpanRecord span = tree.span(i);
        TokenUsage used = span.tokens();
        tokens[i] += used == null ? 0 : used.total();
        BigDecimal amount = span.cost().amount();
        costs[i] = amount == null ? costs[i] : costs[i].add(amount);
      }
      int parent = tree.parent(i);
      if (parent != SpanTree.NONE) {
        children[parent]++;
        below[parent] += below[i] + 1;
        tokens[parent] += tokens[i];
        costs[parent] = costs[parent].add(costs[i]);
      }
    }
    List<Row> rows = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      SpanRecord span = tree.span(i);
      rows.add(
          new Row(
              span,
              inherited.context(i),
              tree.depth(i),
              children[i],
              below[i],
              billed.get(i),
              tokens[i],
              costs[i]));
    }
    return new TraceLayout(rows);
  }

  /** All rows; those below a row follow it at once. */
  public List<Row> rows() {
    return rows;
  }
}
