package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace as agents and tools that call each other. Its size is that of the set of agents and
 * tools, however many spans there are.
 *
 * @param nodes in order of first appearance
 * @param edges in order of first appearance
 */
public record TraceGraph(List<Node> nodes, List<Edge> edges) {
  public TraceGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** Whether a node is an agent or a tool. */
  public enum Role {
    AGENT,
    TOOL
  }

  /**
   * An agent or tool.
   *
   * @param id unique in the graph
   * @param calls how often it ran
   * @param errors how many of these failed
   * @param millis of all runs together
   * @param modelCalls model calls of its own, those of what it called not included
   * @param tokens of these
   * @param cost of these, USD
   */
  public record Node(
      String id,
      Role role,
      String name,
      long calls,
      long errors,
      double millis,
      long modelCalls,
      long tokens,
      BigDecimal cost) {}

  /**
   * That one called another.
   *
   * @param from the caller's id
   * @param to the id of what was called
   * @param millis of all calls together
   * @param tokens of what was called and all below it
   * @param cost of the same, USD
   */
  public record Edge(
      String from,
      String to,
      long calls,
      long errors,
      double millis,
      long tokens,
      BigDecimal cost) {}

  /** The graph of a trace's spans. */
  public static TraceGraph of(Collection<SpanRecord> spans) {
    SpanTree tree = SpanTree.of(spans);
    return new Builder(tree, Billing.of(tree)).build();
  }

  private static final class Sum {
    private long calls;
    private long errors;
    private double millis;
    private long modelCalls;
    private long tokens;
    private BigDecimal cost = BigDecimal.ZERO;

    void ran(SpanRecord span) {
      calls++;
      errors += span.status() == SpanStatus.ERROR ? 1 : 0;
      Double duration = span.durationMillis();
      millis += duration == null ? 0 : duration;
    }

    void used(SpanRecord span) {
      modelCalls++;
      TokenUsage used = span.tokens();
      tokens += used == null ? 0 : used.total();
      BigDecimal amount = span.cost().amount();
      cost = amount == null ? cost : cost.add(amount);
    }

    void add(Sum below) {
      tokens += below.tokens;
      cost = cost.add(below.cost);
    }
  }

  private record Ends(String from, String to) {}

  private static final class Builder {
    private final SpanTree tree;
    private final BitSet billed;
    private final Map<String, SpanRecord> first = new LinkedHashMap<>();
    private final Map<String, Sum> nodes = new LinkedHashMap<>();
    private final Map<Ends, Sum> edges = new LinkedHashMap<>();

    Builder(SpanTree tree, BitSet billed) {
      this.tree = tree;
      this.billed = billed;
    }

    TraceGraph build() {
      int size = tree.size();
      @Nullable String[] owners = new @Nullable String[size];
      @Nullable Ends[] calls = new @Nullable Ends[size];
      for (int i = 0; i < size; i++) {
        SpanRecord span = tree.span(i);
        int parent = tree.parent(i);
        String caller = parent == SpanTree.NONE ? null : owners[parent];
        String own = id(span);
        owners[i] = own == null ? caller : own;
        if (own != null) {
          first.putIfAbsent(own, span);
          sum(own).ran(span);
          if (caller != null) {
            calls[i] = new Ends(caller, own);
            edges.computeIfAbsent(new Ends(caller, own), ignored -> new Sum()).ran(span);
          }
        }
        String owner = owners[i];
        if (billed.get(i) && owner != null) {
          sum(owner).used(span);
        }
      }
      addUsageBelow(calls);
      return new TraceGraph(
          nodes.entrySet().stream().map(entry -> node(entry.getKey(), entry.getValue())).toList(),
          edges.entrySet().stream().map(entry -> edge(entry.getKey(), entry.getValue())).toList());
    }

    /** Children before their parents: each call gets what all below it used. */
    private void addUsageBelow(@Nullable Ends[] calls) {
      Sum[] below = new Sum[tree.size()];
      for (int i = tree.size() - 1; i >= 0; i--) {
        Sum own = below[i] == null ? new Sum() : below[i];
        if (billed.get(i)) {
          own.used(tree.span(i));
        }
        Ends call = calls[i];
        if (call != null) {
          edges.computeIfAbsent(call, ignored -> new Sum()).add(own);
        }
        int parent = tree.parent(i);
        if (parent != SpanTree.NONE) {
          if (below[parent] == null) {
            below[parent] = new Sum();
          }
          below[parent].add(own);
        }
      }
    }

    private Sum sum(String node) {
      return nodes.computeIfAbsent(node, ignored -> new Sum());
    }

    private static @Nullable String id(SpanRecord span) {
      return switch (span.kindOfSpan()) {
        case AGENT -> "agent:" + name(span);
        case TOOL -> "tool:" + name(span);
        case SPAN, GENERATION, RETRIEVER, EMBEDDING, CHAIN, GUARDRAIL, EVALUATOR -> null;
      };
    }

    private static String name(SpanRecord span) {
      String name =
          span.kindOfSpan() == SpanKind.AGENT ? span.context().agentName() : span.call().toolName();
      return name.isEmpty() ? span.name() : name;
    }

    private Node node(String id, Sum sum) {
      SpanRecord span = first.get(id);
      boolean agent = id.startsWith("agent:");
      return new Node(
          id,
          agent ? Role.AGENT : Role.TOOL,
          span == null ? id : name(span),
          sum.calls,
          sum.errors,
          sum.millis,
          sum.modelCalls,
          sum.tokens,
          sum.cost);
    }

    private static Edge edge(Ends ends, Sum sum) {
      return new Edge(
          ends.from(), ends.to(), sum.calls, sum.errors, sum.millis, sum.tokens, sum.cost);
    }
  }
}
