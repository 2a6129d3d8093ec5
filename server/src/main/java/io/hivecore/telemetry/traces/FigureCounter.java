package io.hivecore.telemetry.traces;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Adds up a trace's figures, in any order of its spans. */
final class FigureCounter {
  /** As many names of a kind as a trace is found by. */
  private static final int MOST_NAMES = 200;

  private @Nullable SpanRecord root;
  private @Nullable Context rootContext;
  private @Nullable Instant start;
  private @Nullable Instant end;
  private long spans;
  private long open;
  private long errors;
  private long calls;
  private long unpriced;
  private final long[] tokens = new long[6];
  private BigDecimal cost = BigDecimal.ZERO;
  private final Earliest session = new Earliest();
  private final Earliest user = new Earliest();
  private final Earliest environment = new Earliest();
  private final Earliest release = new Earliest();
  private final Earliest project = new Earliest();
  private final Earliest round = new Earliest();
  private final Earliest agentId = new Earliest();
  private final Earliest agentName = new Earliest();
  private final Set<String> tags = new TreeSet<>();
  private final Set<String> kinds = new TreeSet<>();
  private final Set<String> agents = new TreeSet<>();
  private final Set<String> models = new TreeSet<>();
  private final Set<String> tools = new TreeSet<>();
  private final Set<String> versions = new TreeSet<>();

  /** Calls and failed calls, by agent and tool. */
  private final SortedMap<String, long[]> agentTools = new TreeMap<>();

  /** The first text that is not empty, by the time of its span. */
  private static final class Earliest {
    private @Nullable SpanRecord of;
    private String text = "";

    void offer(SpanRecord span, String offered) {
      if (!offered.isEmpty() && (of == null || isBefore(span, of))) {
        of = span;
        text = offered;
      }
    }
  }

  private static boolean isBefore(SpanRecord one, SpanRecord other) {
    int compared = one.timestamp().compareTo(other.timestamp());
    return compared < 0 || (compared == 0 && one.spanId().compareTo(other.spanId()) < 0);
  }

  /** Adds a span; one of which only log events have come is not counted as one. */
  void add(SpanRecord span, Context context) {
    Subject subject = span.subject();
    session.offer(span, subject.sessionId());
    user.offer(span, subject.userId());
    environment.offer(span, subject.environment());
    release.offer(span, subject.release());
    project.offer(span, context.projectId());
    round.offer(span, context.roundId());
    agentId.offer(span, context.agentId());
    agentName.offer(span, context.agentName());
    tags.addAll(span.detail().tags());
    name(models, span.call().model());
    name(tools, span.kindOfSpan() == SpanKind.TOOL ? span.call().toolName() : "");
    name(agents, span.context().agentName());
    if (!span.primary()) {
      return;
    }
    name(kinds, span.kindOfSpan().wireName());
    if (span.kindOfSpan() == SpanKind.TOOL) {
      String tool = plain(context.agentName()) + "\t" + plain(span.call().toolName());
      long[] counts = agentTools.computeIfAbsent(tool, ignored -> new long[2]);
      counts[0]++;
      counts[1] += span.status() == SpanStatus.ERROR ? 1 : 0;
    }
    if (!span.call().agentVersion().isEmpty()) {
      versions.add(plain(context.agentName()) + "\t" + plain(span.call().agentVersion()));
    }
    spans++;
    Instant ended = span.endTime();
    if (ended == null) {
      open++;
    } else if (end == null || ended.isAfter(end)) {
      end = ended;
    }
    if (span.status() == SpanStatus.ERROR) {
      errors++;
    }
    if (start == null || span.timestamp().isBefore(start)) {
      start = span.timestamp();
    }
    if (root == null || isMoreOfARoot(span, root)) {
      root = span;
      rootContext = context;
    }
  }

  private static String plain(String name) {
    return name.replace('\t', ' ');
  }

  private static void name(Set<String> names, String name) {
    if (!name.isEmpty()) {
      names.add(name);
    }
  }

  private static boolean isMoreOfARoot(SpanRecord one, SpanRecord other) {
    boolean orphan = !one.parentSpanId().isEmpty();
    boolean otherOrphan = !other.parentSpanId().isEmpty();
    return orphan == otherOrphan ? isBefore(one, other) : otherOrphan;
  }

  void addCall(UsageRecord call) {
    calls++;
    TokenUsage more = call.tokens();
    long[] counts = {
      more.input(),
      more.output(),
      more.total(),
      more.cacheRead(),
      more.cacheWrite(),
      more.reasoning()
    };
    for (int i = 0; i < counts.length; i++) {
      tokens[i] = Math.min(TokenUsage.MAX, tokens[i] + counts[i]);
    }
    BigDecimal amount = call.cost().amount();
    if (amount == null) {
      unpriced++;
    } else {
      cost = cost.add(amount);
    }
  }

  TraceFigures figures() {
    SpanRecord top = root;
    return new TraceFigures(
        top == null ? "" : top.spanId(),
        top == null ? "" : top.name(),
        start,
        end,
        spans,
        open,
        errors,
        calls,
        unpriced,
        new TokenUsage(tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], tokens[5]),
        cost,
        top == null ? SpanStatus.UNSET : top.status(),
        new Subject(session.text, user.text, environment.text, release.text),
        first(tags),
        first(kinds),
        first(agents),
        first(models),
        first(tools),
        calledTools(),
        first(versions));
  }

  private List<String> calledTools() {
    return agentTools.entrySet().stream()
        .limit(MOST_NAMES)
        .map(entry -> entry.getKey() + "\t" + entry.getValue()[0] + "\t" + entry.getValue()[1])
        .toList();
  }

  private static List<String> first(Set<String> names) {
    return names.stream().limit(MOST_NAMES).toList();
  }

  /** Project, round and agent of the root, else of the earliest span that has them. */
  Context context() {
    Context top = rootContext;
    String traceId = top == null ? "" : top.traceId();
    var earliest = new Context(project.text, round.text, agentId.text, agentName.text, traceId, "");
    if (top == null) {
      return earliest;
    }
    boolean rootsAgent = !top.agentName().isEmpty() || !top.agentId().isEmpty();
    return new Context(
        top.projectId().isEmpty() ? earliest.projectId() : top.projectId(),
        top.roundId().isEmpty() ? earliest.roundId() : top.roundId(),
        rootsAgent ? top.agentId() : earliest.agentId(),
        rootsAgent ? top.agentName() : earliest.agentName(),
        traceId,
        "");
  }
}
