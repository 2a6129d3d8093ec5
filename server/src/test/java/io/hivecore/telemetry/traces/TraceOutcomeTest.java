package io.hivecore.telemetry.traces;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is billed, whose it is, and how it is laid out; each rule by itself. */
class TraceOutcomeTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private final List<SpanRecord> spans = new ArrayList<>();

  /** A span that is being put together. */
  private static final class Draft {
    private String parent = "";
    private long tokens;
    private String response = "";
    private String agent = "";
    private String tool = "";
    private String model = "gpt-4o";
    private SpanStatus status = SpanStatus.UNSET;
    private @Nullable BigDecimal reported;
    private int second;

    Draft under(String span) {
      parent = span;
      return this;
    }

    Draft tokens(long count) {
      tokens = count;
      return this;
    }

    Draft response(String id) {
      response = id;
      return this;
    }

    Draft agent(String name) {
      agent = name;
      return this;
    }

    Draft tool(String name) {
      tool = name;
      return this;
    }

    Draft model(String name) {
      model = name;
      return this;
    }

    Draft failed() {
      status = SpanStatus.ERROR;
      return this;
    }

    Draft reported(String usd) {
      reported = new BigDecimal(usd);
      return this;
    }

    Draft at(int seconds) {
      second = seconds;
      return this;
    }

    SpanRecord span(String id, SpanKind kind) {
      Instant start = START.plusSeconds(second);
      return new SpanRecord(
          new RecordNames().span("t", id),
          start,
          START,
          new Context("", "", "", agent, "t", id),
          true,
          true,
          parent,
          kind,
          id,
          start.plusSeconds(1),
          status,
          "",
          Subject.NONE,
          new ModelCall("", model, "openai", "", response, "", null, "", "", tool, "", ""),
          tokens == 0 ? null : new TokenUsage(tokens, 0, tokens, 0, 0, 0),
          new Cost(reported, null, ""),
          SpanContent.NONE,
          SpanDetail.NONE,
          "otel",
          null);
    }
  }

  private static Draft a() {
    return new Draft();
  }

  private void add(String id, SpanKind kind, Draft draft) {
    spans.add(draft.span(id, kind));
  }

  private TraceOutcome outcome() {
    TraceOutcome outcome = TraceOutcome.of(spans);
    Collections.shuffle(spans, new Random(1));
    assertThat(TraceOutcome.of(spans).usage()).isEqualTo(outcome.usage());
    return outcome;
  }

  @Test
  void ofCallsWithinEachOtherTheInnermostIsBilled() {
    add("framework", SpanKind.GENERATION, a().tokens(10));
    add("client", SpanKind.GENERATION, a().under("framework").tokens(11));
    add("raw", SpanKind.GENERATION, a().under("client"));
    assertThat(outcome().usage().keySet()).containsExactly("client");
  }

  @Test
  void sumsOfAgentsAreBilledOnlyWhereNoCallIsKnown() {
    add("agent", SpanKind.AGENT, a().agent("one").tokens(30));
    add("call", SpanKind.GENERATION, a().under("agent").tokens(12));
    add("remote", SpanKind.AGENT, a().under("agent").agent("two").tokens(18));
    add("step", SpanKind.CHAIN, a().under("remote").tokens(18));
    TraceOutcome outcome = outcome();
    assertThat(outcome.usage().keySet()).containsExactlyInAnyOrder("call", "remote");
    assertThat(outcome.figures().tokens().total()).isEqualTo(30);
  }

  @Test
  void callsWithOneResponseAreOneCall() {
    add("agent", SpanKind.AGENT, a());
    add("one", SpanKind.GENERATION, a().under("agent").tokens(10).response("r"));
    add("two", SpanKind.GENERATION, a().under("agent").tokens(12).response("r"));
    add("other", SpanKind.GENERATION, a().under("agent").tokens(5).response("s"));
    assertThat(outcome().usage().keySet()).containsExactlyInAnyOrder("two", "other");
  }

  @Test
  void aCallThatTellsNoUsageIsUnpriced() {
    add("silent", SpanKind.GENERATION, a());
    add("failed", SpanKind.GENERATION, a().failed());
    add("search", SpanKind.RETRIEVER, a());
    add("nothing", SpanKind.GENERATION, a().model(""));
    TraceOutcome outcome = outcome();
    assertThat(outcome.usage().keySet()).containsExactly("silent");
    assertThat(outcome.figures().unpriced()).isEqualTo(1);
  }

  @Test
  void aReportedCostIsUsageAndAReportedZeroIsNone() {
    add("priced", SpanKind.GENERATION, a().reported("0.25"));
    add("zero", SpanKind.GENERATION, a().reported("0").failed());
    TraceOutcome outcome = outcome();
    assertThat(outcome.usage().keySet()).containsExactly("priced");
    assertThat(outcome.figures().cost()).isEqualByComparingTo("0.25");
  }

  @Test
  void spansThatAreEachOthersParentsAreCut() {
    add("a", SpanKind.GENERATION, a().under("b").tokens(3).at(2));
    add("b", SpanKind.CHAIN, a().under("c").at(1));
    add("c", SpanKind.CHAIN, a().under("a").at(3));
    add("self", SpanKind.GENERATION, a().under("self").tokens(4));
    TraceOutcome outcome = outcome();
    assertThat(outcome.usage().keySet()).containsExactlyInAnyOrder("a", "self");
    TraceLayout layout = TraceLayout.of(spans);
    assertThat(layout.rows())
        .extracting(row -> row.span().spanId())
        .containsExactly("self", "b", "a", "c");
    assertThat(layout.rows()).extracting(TraceLayout.Row::depth).containsExactly(0, 0, 1, 2);
  }

  @Test
  void aSpanIsItsNearestAgents() {
    add("outer", SpanKind.AGENT, a().agent("planner"));
    add("chain", SpanKind.CHAIN, a().under("outer"));
    add("inner", SpanKind.AGENT, a().under("chain").agent("writer"));
    add("call", SpanKind.GENERATION, a().under("inner").tokens(7));
    add("tool", SpanKind.TOOL, a().under("chain").tool("search").failed());
    TraceOutcome outcome = outcome();
    assertThat(requireNonNull(outcome.usage().get("call")).context().agentName())
        .isEqualTo("writer");
    assertThat(outcome.figures().agentTools()).containsExactly("planner\tsearch\t1\t1");
    assertThat(requireNonNull(outcome.executions().get("outer")).totalTokens()).isEqualTo(7);
    assertThat(requireNonNull(outcome.executions().get("inner")).llmCalls()).isEqualTo(1);
    assertThat(requireNonNull(outcome.executions().get("outer")).effectiveStatus())
        .isEqualTo(ExecutionStatus.COMPLETED);
    assertThat(outcome.context().agentName()).isEqualTo("planner");
  }

  @Test
  void theGraphHasAgentsAndToolsAndWhoCalledWhom() {
    add("outer", SpanKind.AGENT, a().agent("planner"));
    add("own", SpanKind.GENERATION, a().under("outer").tokens(5));
    for (int i = 0; i < 3; i++) {
      add("tool" + i, SpanKind.TOOL, a().under("outer").tool("search"));
    }
    add("inner", SpanKind.AGENT, a().under("tool0").agent("writer"));
    add("call", SpanKind.GENERATION, a().under("inner").tokens(7));
    TraceGraph graph = TraceGraph.of(spans);
    assertThat(graph.nodes())
        .extracting(TraceGraph.Node::id, TraceGraph.Node::calls, TraceGraph.Node::tokens)
        .containsExactlyInAnyOrder(
            tuple("agent:planner", 1L, 5L),
            tuple("tool:search", 3L, 0L),
            tuple("agent:writer", 1L, 7L));
    assertThat(graph.edges())
        .extracting(
            TraceGraph.Edge::from,
            TraceGraph.Edge::to,
            TraceGraph.Edge::calls,
            TraceGraph.Edge::tokens)
        .containsExactlyInAnyOrder(
            tuple("agent:planner", "tool:search", 3L, 7L),
            tuple("tool:search", "agent:writer", 1L, 7L));
  }

  @Test
  void aDeepTraceTakesNoStack() {
    add("s0", SpanKind.AGENT, a().tokens(1));
    for (int i = 1; i < 100_000; i++) {
      add("s" + i, SpanKind.AGENT, a().under("s" + (i - 1)).tokens(1));
    }
    assertThat(TraceOutcome.of(spans).usage().keySet()).containsExactly("s0");
    assertThat(TraceLayout.of(spans).rows().getLast().depth()).isEqualTo(99_999);
  }
}
