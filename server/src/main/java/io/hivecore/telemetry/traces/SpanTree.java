package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.SpanRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The spans of one trace in a tree, whichever order they came in: parents before their children,
 * siblings by start. A span whose parent has not come is a root until it does. Where spans are each
 * other's parents, the earliest of the circle is a root.
 */
public final class SpanTree {
  /** The value of {@link #parent} for a root. */
  public static final int NONE = -1;

  private static final Comparator<SpanRecord> BY_START =
      Comparator.comparing(SpanRecord::timestamp).thenComparing(SpanRecord::spanId);

  private final List<SpanRecord> spans;
  private final int[] parents;
  private final int[] depths;

  private SpanTree(List<SpanRecord> spans, int[] parents, int[] depths) {
    this.spans = spans;
    this.parents = parents;
    this.depths = depths;
  }

  /**
   * The tree of a trace's spans.
   *
   * @param all each with a span id of its own
   */
  public static SpanTree of(Collection<SpanRecord> all) {
    List<SpanRecord> byStart = new ArrayList<>(all);
    byStart.sort(BY_START);
    int[] parents = parents(byStart);
    cutCircles(parents);
    return depthFirst(byStart, parents);
  }

  private static int[] parents(List<SpanRecord> byStart) {
    Map<String, Integer> places = HashMap.newHashMap(byStart.size());
    for (int i = 0; i < byStart.size(); i++) {
      places.put(byStart.get(i).spanId(), i);
    }
    int[] parents = new int[byStart.size()];
    for (int i = 0; i < parents.length; i++) {
      String parent = byStart.get(i).parentSpanId();
      parents[i] = parent.isEmpty() ? NONE : places.getOrDefault(parent, NONE);
    }
    return parents;
  }

  /** Makes the first of each circle a root: the lowest place, which is the earliest start. */
  private static void cutCircles(int[] parents) {
    int[] seenFrom = new int[parents.length];
    Arrays.fill(seenFrom, NONE);
    for (int start = 0; start < parents.length; start++) {
      int at = start;
      while (at != NONE && seenFrom[at] == NONE) {
        seenFrom[at] = start;
        at = parents[at];
      }
      if (at != NONE && seenFrom[at] == start) {
        int first = at;
        for (int next = parents[at]; next != at; next = parents[next]) {
          first = Math.min(first, next);
        }
        parents[first] = NONE;
      }
    }
  }

  private static SpanTree depthFirst(List<SpanRecord> byStart, int[] parents) {
    int size = parents.length;
    // Children as linked lists: the last one first, so that a stack gives them in order.
    int[] lastChild = new int[size];
    int[] sibling = new int[size];
    Arrays.fill(lastChild, NONE);
    int lastRoot = NONE;
    for (int i = 0; i < size; i++) {
      if (parents[i] == NONE) {
        sibling[i] = lastRoot;
        lastRoot = i;
      } else {
        sibling[i] = lastChild[parents[i]];
        lastChild[parents[i]] = i;
      }
    }
    List<SpanRecord> spans = new ArrayList<>(size);
    int[] places = new int[size];
    int[] newParents = new int[size];
    int[] depths = new int[size];
    int[] stack = new int[size];
    int height = 0;
    for (int root = lastRoot; root != NONE; root = sibling[root]) {
      stack[height++] = root;
    }
    while (height > 0) {
      int at = stack[--height];
      int place = spans.size();
      places[at] = place;
      spans.add(byStart.get(at));
      newParents[place] = parents[at] == NONE ? NONE : places[parents[at]];
      depths[place] = newParents[place] == NONE ? 0 : depths[newParents[place]] + 1;
      for (int child = lastChild[at]; child != NONE; child = sibling[child]) {
        stack[height++] = child;
      }
    }
    return new SpanTree(spans, newParents, depths);
  }

  public int size() {
    return spans.size();
  }

  /** The spans, depth first. */
  public List<SpanRecord> spans() {
    return spans;
  }

  public SpanRecord span(int place) {
    return spans.get(place);
  }

  /** The place of a span's parent, which is before it; {@link #NONE} for a root. */
  public int parent(int place) {
    return parents[place];
  }

  /** 0 for a root. */
  public int depth(int place) {
    return depths[place];
  }
}
