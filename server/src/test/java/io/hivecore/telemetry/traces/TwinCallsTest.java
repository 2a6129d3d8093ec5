package io.hivecore.telemetry.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TokenUsage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When two calls are one, and which of them counts; each rule by itself. */
class TwinCallsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** A call that is being put together; as it stands it is a twin of another one so made. */
  private static final class Draft {
    private final String trace;
    private String response = "answer";
    private String model = "claude-1";
    private String agent = "";
    private SpanKind kind = SpanKind.GENERATION;
    private @Nullable TokenUsage tokens = new TokenUsage(50, 7, 57, 0, 0, 0);
    private String words;
    private long milli;
    private long millis = 1_000;

    Draft(String trace) {
      this.trace = trace;
      this.words = trace;
    }

    Draft response(String id) {
      response = id;
      return this;
    }

    Draft model(String name) {
      model = name;
      return this;
    }

    Draft agent(String name) {
      agent = name;
      return this;
    }

    Draft kind(SpanKind newKind) {
      kind = newKind;
      return this;
    }

    Draft tokens(@Nullable TokenUsage newTokens) {
      tokens = newTokens;
      return this;
    }

    Draft words(String newWords) {
      words = newWords;
      return this;
    }

    Draft at(long startMilli, long durationMillis) {
      milli = startMilli;
      millis = durationMillis;
      return this;
    }

    Call call() {
      Instant start = START.plusMillis(milli);
      SpanRecord span =
          new SpanRecord(
              new RecordNames().span(trace, "s"),
              start,
              START,
              new Context("", "", "", agent, trace, "s"),
              true,
              true,
              "",
              kind,
              "chat",
              start.plusMillis(millis),
              SpanStatus.UNSET,
              "",
              Subject.NONE,
              new ModelCall("claude", model, "", "", response, "", null, "", "", "", "", ""),
              tokens,
              Cost.UNPRICED,
              SpanContent.NONE,
              SpanDetail.NONE,
              words,
              null);
      return new Call(span, TraceOutcome.of(List.of(span)).usage().values().iterator().next());
    }
  }

  private static Draft a(String trace) {
    return new Draft(trace);
  }

  private static Draft b() {
    return a("b");
  }

  private static boolean isTwinOfA(Draft other) {
    Call one = a("a").call();
    boolean twins = TwinCalls.areTwins(one, other.call());
    assertThat(TwinCalls.areTwins(other.call(), one)).isEqualTo(twins);
    return twins;
  }

  private static TokenUsage tokens(long input, long output, long read, long write, long reasoning) {
    return new TokenUsage(input, output, input + output, read, write, reasoning);
  }

  @Test
  void twinsAgreeInAllThatTheyTell() {
    assertThat(isTwinOfA(b())).isTrue();
    assertThat(isTwinOfA(b().response("other"))).isFalse();
    assertThat(TwinCalls.areTwins(a("a").response("").call(), b().response("").call())).isFalse();
    assertThat(isTwinOfA(b().model(""))).isTrue();
    assertThat(isTwinOfA(b().model("anthropic/Claude-1"))).isTrue();
    assertThat(isTwinOfA(b().model("claude-2"))).isFalse();
    assertThat(isTwinOfA(b().kind(SpanKind.AGENT))).isFalse();
    assertThat(isTwinOfA(a("a").words("b"))).as("of one trace").isFalse();
    assertThat(isTwinOfA(b().words("a"))).as("of one instrumentation").isFalse();
  }

  @Test
  void twinsAreOfOneTime() {
    assertThat(isTwinOfA(b().at(5_900, 10))).isTrue();
    assertThat(isTwinOfA(b().at(6_100, 10))).isFalse();
    assertThat(isTwinOfA(b().at(-5_900, 1_000))).isTrue();
    assertThat(isTwinOfA(b().at(-290_000, 300_000))).isTrue();
    assertThat(isTwinOfA(b().at(-310_000, 320_000))).isFalse();
  }

  @Test
  void twinsMayKnowLessOfTheirTokens() {
    assertThat(isTwinOfA(b().tokens(null))).isTrue();
    assertThat(isTwinOfA(b().tokens(tokens(50, 8, 0, 0, 0)))).isTrue();
    assertThat(isTwinOfA(b().tokens(tokens(50, 90, 0, 0, 0)))).isFalse();
    assertThat(isTwinOfA(b().tokens(tokens(51, 7, 0, 0, 0)))).isFalse();
    assertThat(isTwinOfA(b().tokens(tokens(50, 7, 30, 0, 5)))).isTrue();
    assertThat(isTwinOfA(b().tokens(tokens(80, 7, 20, 10, 0)))).isTrue();
    assertThat(isTwinOfA(b().tokens(tokens(50, 107, 0, 0, 100)))).isTrue();
    Call cached = a("a").tokens(tokens(50, 7, 30, 0, 0)).call();
    assertThat(TwinCalls.areTwins(cached, b().tokens(tokens(50, 7, 20, 0, 0)).call())).isFalse();
  }

  @Test
  void theOneThatKnowsMoreCountsElseTheInnermost() {
    assertThat(counting(a("a"), b().tokens(null))).isEqualTo("a");
    assertThat(counting(a("a"), b().at(10, 900))).isEqualTo("b");
    assertThat(counting(a("a"), b().tokens(tokens(50, 7, 30, 0, 0)).at(-10, 900))).isEqualTo("b");
    assertThat(counting(a("a").agent("planner"), b().at(10, 900))).isEqualTo("a");
    assertThat(counting(a("a"), b())).isEqualTo("a");
  }

  private static String counting(Draft one, Draft other) {
    List<Call> calls = List.of(one.call(), other.call());
    List<Call> doubled = TwinCalls.doubled(calls, calls);
    assertThat(doubled).hasSize(1);
    return calls.get(doubled.contains(calls.getFirst()) ? 1 : 0).span().traceId();
  }

  @Test
  void ofAnyNumberOneCounts() {
    List<Call> calls = List.of(a("a").call(), b().at(10, 100).call(), a("c").at(20, 100).call());
    assertThat(TwinCalls.doubled(calls, calls)).containsExactly(calls.get(0), calls.get(1));
  }
}
