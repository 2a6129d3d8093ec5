package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;

/** What the spans of a tree have from those above them. */
final class Inherited {
  private final Context[] contexts;

  private Inherited(Context[] contexts) {
    this.contexts = contexts;
  }

  /**
   * A span is its nearest ancestor's agent's, in its project and round, where it does not say
   * otherwise.
   */
  static Inherited in(SpanTree tree) {
    Context[] contexts = new Context[tree.size()];
    for (int i = 0; i < contexts.length; i++) {
      SpanRecord span = tree.span(i);
      int parent = tree.parent(i);
      contexts[i] = parent == SpanTree.NONE ? span.context() : below(contexts[parent], span);
    }
    return new Inherited(contexts);
  }

  private static Context below(Context parent, SpanRecord span) {
    Context own = span.context();
    boolean otherAgent =
        span.kindOfSpan() == SpanKind.AGENT
            || !own.agentName().isEmpty()
            || !own.agentId().isEmpty();
    return new Context(
        own.projectId().isEmpty() ? parent.projectId() : own.projectId(),
        own.roundId().isEmpty() ? parent.roundId() : own.roundId(),
        otherAgent ? own.agentId() : parent.agentId(),
        otherAgent ? own.agentName() : parent.agentName(),
        own.traceId(),
        own.spanId());
  }

  Context context(int place) {
    return contexts[place];
  }
}
