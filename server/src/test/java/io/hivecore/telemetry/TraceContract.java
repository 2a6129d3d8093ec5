package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from spans: usage, runs of agents and traces, whatever order they come in. */
public abstract class TraceContract extends StoreContract {
  private static final RecordNames NAMES = new RecordNames();
  private final RandomTraces traces = new RandomTraces(new Random(7));

  protected TraceContract(StoreUnderTest subject) {
    super(subject);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyOrderComesToTheSame(long seed) {
    var random = new Random(seed);
    var shapes = new RandomTraces(random);
    List<SpanRecord> spans = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<SpanRecord> trace = shapes.trace("trace" + i, random.nextInt(1, 30));
      spans.addAll(trace);
      // Of some calls others tell, too; and of some of what they tell again others.
      List<SpanRecord> twins = shapes.twins(trace);
      spans.addAll(twins);
      spans.addAll(shapes.twins(twins));
    }
    // Some come twice.
    spans.addAll(spans.subList(0, spans.size() / 4));
    Collections.shuffle(spans, random);
    var model = new ModelStore();
    List<java.util.UUID> seen = new ArrayList<>();
    int at = 0;
    while (at < spans.size()) {
      int to = Math.min(spans.size(), at + random.nextInt(1, 12));
      for (SpanRecord span : spans.subList(at, to)) {
        boolean created = !seen.contains(span.id());
        seen.add(span.id());
        if (created) {
          apply(FIRST, span);
        } else {
          applyMore(FIRST, span);
        }
      }
      at = to;
      switch (random.nextInt(4)) {
        case 0 -> settle();
        case 1 -> reopen();
        default -> {}
      }
    }
    model.apply(sequenced(spans), spans.size());
    assertThat(model.doubledCalls()).isPositive();
    assertSame(model);
    settle();
    assertSame(model);
    reopen();
    assertSame(model);
  }

  private static List<SequencedRecord> sequenced(List<SpanRecord> spans) {
    List<SequencedRecord> records = new ArrayList<>();
    spans.forEach(span -> records.add(new SequencedRecord(records.size() + 1L, FIRST, true, span)));
    return records;
  }

  private void assertSame(ModelStore model) {
    for (RecordKind kind : List.of(RecordKind.SPAN, RecordKind.USAGE, RecordKind.EXECUTION)) {
      assertThat(sorted(queries(), kind))
          .as(kind.wireName())
          .containsExactlyElementsOf(sorted(model, kind));
    }
    assertThat(sorted(queries(), RecordKind.TRACE).stream().map(TraceContract::figures))
        .containsExactlyElementsOf(
            sorted(model, RecordKind.TRACE).stream().map(TraceContract::figures).toList());
    UsageTotals expected = model.usageTotals(FIRST, RecordFilter.ALL, SOON);
    assertSums(queries().usageTotals(FIRST, RecordFilter.ALL, SOON), expected);
    RecordFilter hour =
        RecordFilter.ALL.between(START.plusSeconds(61), START.plus(Duration.ofMinutes(13)));
    assertSums(queries().usageTotals(FIRST, hour, SOON), model.usageTotals(FIRST, hour, SOON));
    var byAgent =
        new UsageGrouping(List.of(Dimension.AGENT_NAME), 100, UsageDetail.SUMS_AND_DURATIONS);
    List<UsageGroup> groups =
        queries().usage(FIRST, RecordFilter.ALL, List.of(byAgent), SOON).getFirst();
    List<UsageGroup> expectedGroups =
        model.usage(FIRST, RecordFilter.ALL, List.of(byAgent), SOON).getFirst();
    assertThat(groups.stream().map(UsageGroup::values))
        .containsExactlyElementsOf(expectedGroups.stream().map(UsageGroup::values).toList());
    for (int i = 0; i < groups.size(); i++) {
      assertSums(groups.get(i).totals(), expectedGroups.get(i).totals());
    }
    assertThat(queries().count(FIRST, RecordKind.USAGE, RecordFilter.ALL, SOON))
        .isEqualTo(expected.calls());
    RecordFilter day = RecordFilter.ALL.between(START, START.plus(Duration.ofDays(1)));
    assertThat(
            queries()
                .usageTrend(FIRST, day, Interval.HOUR, ZoneOffset.UTC, List.of(), SOON)
                .stream()
                .map(point -> point.totals().calls()))
        .containsExactlyElementsOf(
            model.usageTrend(FIRST, day, Interval.HOUR, ZoneOffset.UTC, List.of(), SOON).stream()
                .map(point -> point.totals().calls())
                .toList());
  }

  private static List<TelemetryRecord> sorted(TelemetryQueries queries, RecordKind kind) {
    List<TelemetryRecord> records =
        new ArrayList<>(
            queries.list(FIRST, kind, RecordFilter.ALL, newestFirst(10_000), SOON).records());
    records.sort(Comparator.comparing(TelemetryRecord::id));
    return records;
  }

  /** All but when it was heard of last. */
  private static Object figures(TelemetryRecord record) {
    var trace = (TraceRecord) record;
    return List.of(trace.traceId(), trace.context(), trace.timestamp(), plain(trace.figures()));
  }

  private static Object plain(TraceFigures figures) {
    return figures.toString().replaceAll("cost=[^,]*", "")
        + figures.cost().stripTrailingZeros().toPlainString();
  }

  @Test
  void aLateCallWithinCorrectsWhatWasBilled() {
    SpanRecord agent = span("t", "outer", "", SpanKind.AGENT, 100);
    SpanRecord call = span("t", "inner", "outer", SpanKind.GENERATION, 90);
    apply(FIRST, agent);
    assertThat(billed(FIRST)).isEqualTo(Map.of("outer", 100L));
    settle();
    apply(FIRST, call);
    assertThat(billed(FIRST)).isEqualTo(Map.of("inner", 90L));
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).totalTokens()).isEqualTo(90);
    settle();
    reopen();
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).calls()).isEqualTo(1);
    assertThat(store().contains(FIRST, RecordKind.USAGE, NAMES.usage("t", "outer"))).isFalse();
    assertThat(store().contains(FIRST, RecordKind.USAGE, NAMES.usage("t", "inner"))).isTrue();
  }

  @Test
  void usageThatWasReportedByItselfCountsOnce() {
    UsageRecord reported = reported("t", "a", 7);
    apply(FIRST, reported);
    apply(FIRST, span("t", "a", "", SpanKind.GENERATION, 90));
    assertThat(billed(FIRST)).isEqualTo(Map.of("a", 7L));

    apply(FIRST, span("t", "b", "", SpanKind.GENERATION, 80));
    apply(FIRST, reported("t", "b", 8));
    assertThat(billed(FIRST)).isEqualTo(Map.of("a", 7L, "b", 80L));

    apply(FIRST, span("t", "c", "", SpanKind.GENERATION, 70), reported("t", "c", 6));
    assertThat(billed(FIRST)).isEqualTo(Map.of("a", 7L, "b", 80L, "c", 6L));
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).totalTokens()).isEqualTo(93);
  }

  @Test
  void aCallThatTwoTracesTellOfCountsOnce() {
    SpanRecord outer = call("t1", "outer", "openllmetry", 30, 90);
    SpanRecord inner = call("t2", "inner", "otel-genai", 31, 90);
    apply(FIRST, outer);
    assertThat(billed(FIRST)).isEqualTo(Map.of("outer", 90L));
    settle();
    reopen();
    apply(FIRST, inner);
    assertThat(billed(FIRST)).isEqualTo(Map.of("inner", 90L));
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).totalTokens()).isEqualTo(90);
    assertThat(list(FIRST, RecordKind.TRACE))
        .allSatisfy(trace -> assertThat(((TraceRecord) trace).figures().calls()).isEqualTo(1));

    // Of other tokens, of another time and of another tenant are calls of their own.
    apply(FIRST, call("t4", "larger", "langchain", 30, 99));
    apply(FIRST, call("t5", "later", "langchain", 60, 90));
    apply(SECOND, call("t6", "foreign", "langchain", 30, 90));
    assertThat(billed(FIRST).keySet()).containsExactlyInAnyOrder("inner", "larger", "later");
    assertThat(billed(SECOND)).isEqualTo(Map.of("foreign", 90L));
  }

  @Test
  void whatBecameOfTheLedgerIsToldOnce() {
    SpanRecord outer = call("t1", "outer", "openllmetry", 30, 90);
    UsageChanges first = apply(FIRST, outer);
    assertThat(told(first.added())).containsExactly("outer");
    assertThat(first.retracted()).isEmpty();
    UsageChanges second = apply(FIRST, call("t2", "inner", "otel-genai", 31, 90));
    assertThat(told(second.added())).containsExactly("inner");
    assertThat(told(second.retracted())).containsExactly("outer");
    assertThat(applyMore(FIRST, outer)).isEqualTo(UsageChanges.NONE);
    // Known from its span, it is not added again.
    assertThat(apply(FIRST, reported("t2", "inner", 90)).added()).isEmpty();
  }

  private static List<String> told(List<UsageChanges.Change> changes) {
    return changes.stream().map(change -> change.usage().context().spanId()).toList();
  }

  /** As of a stand-in for a model server, whose answers are all the same. */
  @Test
  void callsThatOneInstrumentationTellsOfAreCallsOfTheirOwn() {
    for (int i = 0; i < 5; i++) {
      SpanRecord call = call("t" + i, "a", "otel-genai", 30, 90);
      apply(FIRST, call);
    }
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).calls()).isEqualTo(5);
  }

  @Test
  void aCallCountsWhereItIsStillToldOf() {
    apply(FIRST, call("t1", "outer", "openllmetry", 30, 90));
    apply(FIRST, call("t2", "inner", "otel-genai", 31, 90));
    apply(FIRST, call("t3", "other", "otel-genai", 31, 70));
    store().deleteTraces(FIRST, Set.of("t2", "t3"));
    assertThat(billed(FIRST)).isEqualTo(Map.of("outer", 90L, "other", 70L));
    settle();
    reopen();
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).totalTokens()).isEqualTo(160);
    // Nor does what comes later bring it back, or add it twice.
    apply(FIRST, span("t1", "tool", "outer", SpanKind.TOOL, 0));
    apply(FIRST, call("t4", "third", "langchain", 31, 90));
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).totalTokens()).isEqualTo(160);
    store().deleteTraces(FIRST, Set.of("t4"));
    assertThat(billed(FIRST)).isEqualTo(Map.of("outer", 90L, "other", 70L));
    // With the last that tells of it, it stays.
    store().deleteTraces(FIRST, Set.of("t1"));
    settle();
    assertThat(billed(FIRST)).isEqualTo(Map.of("outer", 90L, "other", 70L));
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).calls()).isEqualTo(2);
  }

  private SpanRecord call(String trace, String span, String words, int second, long tokens) {
    SpanRecord any =
        traces.span(
            trace, span, "", SpanKind.GENERATION, RandomTraces.tokens(tokens, 0), null, "answer");
    return ended(any, words, START.plusSeconds(second), START.plusSeconds(second + 2));
  }

  @Test
  void tenantsWithTheSameTraceIdDoNotMeet() {
    apply(FIRST, span("t", "outer", "", SpanKind.AGENT, 100));
    apply(SECOND, span("t", "inner", "outer", SpanKind.GENERATION, 90));
    assertThat(billed(FIRST)).isEqualTo(Map.of("outer", 100L));
    assertThat(billed(SECOND)).isEqualTo(Map.of("inner", 90L));
    store().deleteTenant(FIRST);
    assertThat(list(FIRST, RecordKind.SPAN)).isEmpty();
    assertThat(list(FIRST, RecordKind.TRACE)).isEmpty();
    assertThat(list(SECOND, RecordKind.SPAN)).hasSize(1);
  }

  @Test
  void aSpanGrowsFromItsMessages() {
    SpanRecord whole = span("t", "a", "", SpanKind.AGENT, 10);
    apply(FIRST, unfinished(whole));
    TraceRecord running = (TraceRecord) list(FIRST, RecordKind.TRACE).getFirst();
    assertThat(running.figures().open()).isEqualTo(1);
    assertThat(executions()).containsExactly(ExecutionStatus.RUNNING);
    applyMore(FIRST, whole);
    TraceRecord ended = (TraceRecord) list(FIRST, RecordKind.TRACE).getFirst();
    assertThat(ended.figures().open()).isZero();
    assertThat(ended.figures().spans()).isEqualTo(1);
    assertThat(executions()).containsExactly(ExecutionStatus.COMPLETED);
    assertThat(list(FIRST, RecordKind.SPAN)).containsExactly(whole);
  }

  /** The journal cannot know of a trace that is only about to follow from spans. */
  @Test
  void whatIsSaidOfATraceJoinsTheOneThatFollowedFromItsSpans() {
    apply(FIRST, span("t", "a", "", SpanKind.AGENT, 10));
    TraceRecord said =
        new TraceRecord(
            NAMES.trace("t"),
            START,
            START,
            new Context("", "", "", "", "t", ""),
            "named",
            Subject.NONE,
            "",
            "",
            List.of(),
            "",
            TraceFigures.NONE,
            null);
    apply(FIRST, said);
    assertThat(list(FIRST, RecordKind.TRACE)).hasSize(1);
    TraceRecord trace = (TraceRecord) list(FIRST, RecordKind.TRACE).getFirst();
    assertThat(trace.shownName()).isEqualTo("named");
    assertThat(trace.figures().spans()).isEqualTo(1);
  }

  @Test
  void whatExpiresLeavesTheSums() {
    apply(FIRST, span("t", "outer", "", SpanKind.AGENT, 100));
    settle();
    apply(FIRST, span("t", "inner", "outer", SpanKind.GENERATION, 90));
    settle();
    store().expire(Map.of(FIRST, Duration.ofDays(1)), START.plus(Duration.ofDays(9)));
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).calls()).isZero();
    assertThat(list(FIRST, RecordKind.TRACE)).isEmpty();
  }

  @Test
  void keepsEveryComponent() {
    Context context = new Context("项目", "round", "agent-1", "α", "trace", "a");
    var tokens = new TokenUsage(10, 5, 15, 3, 2, 1);
    var cost = new Cost(new BigDecimal("0.10"), new BigDecimal("1E-38"), "v1");
    var call =
        new ModelCall(
            "gpt",
            "gpt-1",
            "openai",
            "{\"t\":1}",
            "r",
            "stop,length",
            1.5,
            "p",
            "2",
            "tool",
            "id",
            "3");
    var messages =
        List.of(
            new SpanMessage(START, SpanMessage.Side.INPUT, "{\"role\":\"用户\"}"),
            new SpanMessage(START.plusMillis(1), SpanMessage.Side.OUTPUT, "{\n}"));
    SpanRecord span =
        new SpanRecord(
            NAMES.span("trace", "a"),
            START,
            START.plusSeconds(1),
            context,
            true,
            true,
            "p",
            SpanKind.GENERATION,
            "chat",
            START.plusMillis(7),
            SpanStatus.ERROR,
            "no",
            new Subject("s", "u", "e", "r"),
            call,
            tokens,
            cost,
            new SpanContent("in", "out", "gen_ai.input.messages", "x", messages),
            new SpanDetail(
                List.of("one", "two"), "{}", "{\"a\":1}", "[]", "[1]", "{}", "{\"n\":1}"),
            "otel",
            "{\"more\":true}");
    ScoreRecord score =
        new ScoreRecord(
            NAMES.of(RecordKind.SCORE, "id", "s"),
            START,
            START,
            context,
            "helpful",
            ScoreRecord.DataType.CATEGORICAL,
            0.5,
            "good",
            "session",
            "eval",
            "why",
            "{}",
            null);
    TraceRecord said =
        new TraceRecord(
            NAMES.trace("trace"),
            START,
            START,
            new Context("", "", "", "", "trace", ""),
            "named",
            new Subject("", "user", "", ""),
            "question",
            "answer",
            List.of("t"),
            "{\"m\":1}",
            TraceFigures.NONE,
            null);
    apply(FIRST, score, said, span);
    applyMore(FIRST, score);
    settle();
    reopen();
    assertThat(list(FIRST, RecordKind.SPAN)).containsExactly(span);
    assertThat(queries().find(FIRST, RecordKind.SPAN, span.id(), SOON)).contains(span);
    assertThat(list(FIRST, RecordKind.SCORE)).containsExactly(score);
    TraceRecord trace = (TraceRecord) list(FIRST, RecordKind.TRACE).getFirst();
    assertThat(trace.shownName()).isEqualTo("named");
    assertThat(trace.input()).isEqualTo("question");
    assertThat(trace.metadata()).isEqualTo("{\"m\":1}");
    assertThat(trace.shownSubject()).isEqualTo(new Subject("s", "user", "e", "r"));
    assertThat(trace.shownTags()).containsExactly("t", "one", "two");
    assertThat(trace.figures().rootName()).isEqualTo("chat");
    assertThat(trace.figures().cost()).isEqualByComparingTo("0.10");
    UsageRecord usage = (UsageRecord) list(FIRST, RecordKind.USAGE).getFirst();
    assertThat(usage.tokens()).isEqualTo(tokens);
    assertThat(usage.cost()).isEqualTo(cost);
    assertThat(usage.context()).isEqualTo(context);
    for (RecordKind kind : List.of(RecordKind.SPAN, RecordKind.SCORE, RecordKind.TRACE)) {
      assertThat(list(SECOND, kind)).isEmpty();
      assertThat(queries().count(SECOND, kind, RecordFilter.ALL, SOON)).isZero();
      assertThat(queries().find(SECOND, kind, list(FIRST, kind).getFirst().id(), SOON)).isEmpty();
    }
  }

  private List<ExecutionStatus> executions() {
    return list(FIRST, RecordKind.EXECUTION).stream()
        .map(run -> ((ExecutionRecord) run).effectiveStatus())
        .toList();
  }

  private SpanRecord span(String trace, String span, String parent, SpanKind kind, long tokens) {
    SpanRecord any =
        traces.span(trace, span, parent, kind, RandomTraces.tokens(tokens, 0), null, "");
    return ended(any, START.plusSeconds(30), START.plusSeconds(31));
  }

  private static SpanRecord unfinished(SpanRecord span) {
    return ended(span, span.timestamp(), null);
  }

  private static SpanRecord ended(
      SpanRecord span, Instant start, @org.jspecify.annotations.Nullable Instant end) {
    return ended(span, span.dialect(), start, end);
  }

  private static SpanRecord ended(
      SpanRecord span,
      String dialect,
      Instant start,
      @org.jspecify.annotations.Nullable Instant end) {
    return new SpanRecord(
        span.id(),
        start,
        span.receivedAt(),
        span.context(),
        span.primary(),
        span.started(),
        span.parentSpanId(),
        span.kindOfSpan(),
        span.name(),
        end,
        SpanStatus.UNSET,
        "",
        span.subject(),
        span.call(),
        span.tokens(),
        span.cost(),
        span.content(),
        span.detail(),
        dialect,
        null);
  }

  private static UsageRecord reported(String trace, String span, long tokens) {
    return new UsageRecord(
        NAMES.usage(trace, span),
        START,
        START,
        new Context("", "", "", "", trace, span),
        "model",
        "",
        RandomTraces.tokens(tokens, 0),
        Cost.UNPRICED,
        1,
        null);
  }

  /** Tokens of what is billed, by span. */
  private Map<String, Long> billed(TenantId tenant) {
    Map<String, Long> billed = new java.util.TreeMap<>();
    Stream<UsageRecord> usage =
        list(tenant, RecordKind.USAGE).stream().map(UsageRecord.class::cast);
    usage.forEach(
        each -> assertThat(billed.put(each.context().spanId(), each.tokens().total())).isNull());
    return billed;
  }
}
