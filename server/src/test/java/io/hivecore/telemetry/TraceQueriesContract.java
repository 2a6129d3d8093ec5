package io.hivecore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Questions about traces: each filter by itself, groups, agents, scores, removal. */
public abstract class TraceQueriesContract extends StoreContract {
  private static final RecordNames NAMES = new RecordNames();

  protected TraceQueriesContract(StoreUnderTest subject) {
    super(subject);
  }

  /** Trace "a" is everything that "b" is not; the second tenant has the like of "a". */
  @BeforeEach
  void fill() {
    for (TenantId tenant : List.of(FIRST, SECOND)) {
      apply(tenant, agent("a", 0, 9_000), call("a", 1, "0.5"), tool("a", 2));
    }
    settle();
    apply(FIRST, agent("b", 100, 10), call("b", 101, "0.01"));
    apply(FIRST, running());
    apply(FIRST, score("a", 0.9, "good"), score("b", 0.2, "bad"));
  }

  private static SpanRecord span(
      String trace,
      String id,
      String parent,
      SpanKind kind,
      int second,
      long millis,
      SpanStatus status,
      ModelCall call,
      @Nullable TokenUsage tokens,
      Cost cost,
      SpanContent content) {
    boolean a = trace.equals("a");
    Instant start = START.plusSeconds(second);
    return new SpanRecord(
        NAMES.span(trace, trace + id),
        start,
        START,
        new Context(
            a ? "shop" : "",
            a ? "r1" : "",
            "",
            kind == SpanKind.AGENT ? "agent-" + trace : "",
            trace,
            trace + id),
        true,
        true,
        parent.isEmpty() ? "" : trace + parent,
        kind,
        "name-" + trace + id,
        millis < 0 ? null : start.plusMillis(millis),
        status,
        "",
        new Subject("session-" + trace, "user-" + trace, a ? "prod" : "test", a ? "1.0" : "2.0"),
        call,
        tokens,
        cost,
        content,
        new SpanDetail(List.of("tag-" + trace), "", "", "", "", "", ""),
        "otel",
        null);
  }

  private static SpanRecord agent(String trace, int second, long millis) {
    ModelCall version = model("", trace.equals("a") ? "v1" : "");
    return span(
        trace,
        "1",
        "",
        SpanKind.AGENT,
        second,
        millis,
        trace.equals("a") ? SpanStatus.ERROR : SpanStatus.OK,
        version,
        null,
        Cost.UNPRICED,
        new SpanContent(
            trace.equals("a") ? "Refund for Zanzibar 订单" : "nothing", "", "", "", List.of()));
  }

  private static SpanRecord call(String trace, int second, String usd) {
    return span(
        trace,
        "2",
        "1",
        SpanKind.GENERATION,
        second,
        5,
        SpanStatus.UNSET,
        model("model-" + trace, ""),
        RandomTraces.tokens(trace.equals("a") ? 100 : 7, 0),
        new Cost(new BigDecimal(usd), null, ""),
        SpanContent.NONE);
  }

  private static SpanRecord tool(String trace, int second) {
    ModelCall call = new ModelCall("", "", "", "", "", "", null, "", "", "tool-" + trace, "", "");
    return span(
        trace,
        "3",
        "1",
        SpanKind.TOOL,
        second,
        5,
        SpanStatus.ERROR,
        call,
        null,
        Cost.UNPRICED,
        SpanContent.NONE);
  }

  private static SpanRecord running() {
    return span(
        "c",
        "1",
        "",
        SpanKind.CHAIN,
        200,
        -1,
        SpanStatus.UNSET,
        ModelCall.NONE,
        null,
        Cost.UNPRICED,
        SpanContent.NONE);
  }

  private static ModelCall model(String name, String agentVersion) {
    return new ModelCall("", name, "openai", "", "", "", null, "", "", "", "", agentVersion);
  }

  private static ScoreRecord score(String trace, double value, String label) {
    return new ScoreRecord(
        NAMES.of(RecordKind.SCORE, "id", trace),
        START,
        START,
        new Context("", "", "", "", trace, ""),
        "quality",
        ScoreRecord.DataType.NUMERIC,
        value,
        label,
        "",
        "api",
        "",
        "",
        null);
  }

  /** A question and the traces that it finds, newest first. */
  record Asked(String what, UnaryOperator<Draft> filter, String found) {
    @Override
    public String toString() {
      return what;
    }
  }

  /** A filter that is being put together. */
  static final class Draft {
    private Set<String> traces = Set.of();
    private Set<String> projects = Set.of();
    private Set<String> rounds = Set.of();
    private Set<String> names = Set.of();
    private Set<String> kinds = Set.of();
    private Set<String> agents = Set.of();
    private Set<String> models = Set.of();
    private Set<String> tools = Set.of();
    private Set<String> sessions = Set.of();
    private Set<String> users = Set.of();
    private Set<String> environments = Set.of();
    private Set<String> releases = Set.of();
    private Set<String> tags = Set.of();
    private Set<TraceFilter.Status> statuses = Set.of();
    private @Nullable Double leastMillis;
    private @Nullable Double mostMillis;
    private @Nullable BigDecimal leastCost;
    private @Nullable BigDecimal mostCost;
    private TraceFilter.@Nullable Score score;
    private String text = "";

    TraceFilter filter() {
      return new TraceFilter(
          null,
          null,
          traces,
          projects,
          rounds,
          names,
          kinds,
          agents,
          models,
          tools,
          sessions,
          users,
          environments,
          releases,
          tags,
          statuses,
          leastMillis,
          mostMillis,
          leastCost,
          mostCost,
          score,
          text);
    }
  }

  private static Asked ask(String what, String found, Consumer<Draft> set) {
    return new Asked(
        what,
        draft -> {
          set.accept(draft);
          return draft;
        },
        found);
  }

  static List<Asked> questions() {
    return List.of(
        ask("nothing", "cba", draft -> {}),
        ask("trace", "b", draft -> draft.traces = Set.of("b", "x")),
        ask("project", "a", draft -> draft.projects = Set.of("shop")),
        ask("round", "a", draft -> draft.rounds = Set.of("r1")),
        ask("name", "b", draft -> draft.names = Set.of("name-b1")),
        ask("kind", "a", draft -> draft.kinds = Set.of("tool")),
        ask("kinds", "ca", draft -> draft.kinds = Set.of("tool", "chain")),
        ask("agent", "b", draft -> draft.agents = Set.of("agent-b")),
        ask("agent, part of a name", "", draft -> draft.agents = Set.of("agent-")),
        ask("model", "a", draft -> draft.models = Set.of("model-a")),
        ask("tool", "a", draft -> draft.tools = Set.of("tool-a")),
        ask("session", "b", draft -> draft.sessions = Set.of("session-b")),
        ask("user", "c", draft -> draft.users = Set.of("user-c")),
        ask("environment", "cb", draft -> draft.environments = Set.of("test")),
        ask("release", "a", draft -> draft.releases = Set.of("1.0")),
        ask("tag", "b", draft -> draft.tags = Set.of("tag-b")),
        ask("running", "c", draft -> draft.statuses = Set.of(TraceFilter.Status.RUNNING)),
        ask("error", "a", draft -> draft.statuses = Set.of(TraceFilter.Status.ERROR)),
        ask("ok", "b", draft -> draft.statuses = Set.of(TraceFilter.Status.OK)),
        ask("long", "a", draft -> draft.leastMillis = 9_000.0),
        ask("short", "b", draft -> draft.mostMillis = 2_000.0),
        ask("dear", "a", draft -> draft.leastCost = new BigDecimal("0.5")),
        ask("cheap", "cb", draft -> draft.mostCost = new BigDecimal("0.4999")),
        ask("score", "ba", draft -> draft.score = new TraceFilter.Score("quality", null, null, "")),
        ask("low", "b", draft -> draft.score = new TraceFilter.Score("quality", null, 0.2, "")),
        ask(
            "label",
            "a",
            draft -> draft.score = new TraceFilter.Score("quality", null, null, "good")),
        ask("no score", "", draft -> draft.score = new TraceFilter.Score("beauty", null, null, "")),
        ask("word", "a", draft -> draft.text = "zanzibar"),
        ask("word in capitals", "b", draft -> draft.text = "NOTHING"),
        ask("words", "a", draft -> draft.text = "refund 订单"),
        ask("phrase", "a", draft -> draft.text = "\"for ZANZIBAR 订\""),
        ask(
            "words that do not follow on each other",
            "",
            draft -> draft.text = "\"refund zanzibar\""),
        ask("beginning of a word", "a", draft -> draft.text = "zanz*"),
        ask("part of a word", "", draft -> draft.text = "anziba"),
        ask("not all words", "", draft -> draft.text = "refund nothing"));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void finds(Asked asked) {
    TraceFilter filter = asked.filter().apply(new Draft()).filter();
    assertThat(ids(filter)).isEqualTo(asked.found());
    assertThat(store().traces().count(FIRST, filter, SOON)).isEqualTo(asked.found().length());
  }

  private String ids(TraceFilter filter) {
    StringBuilder ids = new StringBuilder();
    PageRequest.Position after = null;
    do {
      // Two on a page, so that there are several.
      var page = new PageRequest(newestFirst(1).ordering(), after, 0, 2);
      Page<TelemetryRecord> found = store().traces().traces(FIRST, filter, page, SOON);
      found.records().forEach(record -> ids.append(((TraceRecord) record).traceId()));
      after = found.next();
    } while (after != null);
    return ids.toString();
  }

  @Test
  void sumsUpSessionsAndEndUsers() {
    List<TraceGroup> sessions =
        store().traces().groups(FIRST, TraceFilter.ALL, TraceGroup.By.SESSION, 0, 10, SOON);
    assertThat(sessions)
        .extracting(TraceGroup::key)
        .containsExactly("session-c", "session-b", "session-a");
    TraceGroup a = sessions.getLast();
    assertThat(a.errors()).isEqualTo(1);
    assertThat(a.totalTokens()).isEqualTo(100);
    assertThat(a.cost()).isEqualByComparingTo("0.5");
    assertThat(a.first()).isEqualTo(START);
    assertThat(a.last()).isEqualTo(START.plusSeconds(9));
    assertThat(store().traces().groups(FIRST, TraceFilter.ALL, TraceGroup.By.USER, 1, 1, SOON))
        .extracting(TraceGroup::key)
        .containsExactly("user-b");
  }

  @Test
  void tellsWhatAgentsDid() {
    List<AgentActivity> agents = store().traces().agents(FIRST, TraceFilter.ALL, SOON);
    assertThat(agents).extracting(AgentActivity::agentName).containsExactly("agent-a", "agent-b");
    AgentActivity a = agents.getFirst();
    assertThat(a.versions()).containsExactly("v1");
    assertThat(a.tools()).containsExactly(new AgentActivity.Tool("tool-a", 1, 1));
    assertThat(a.lastSeen()).isEqualTo(START.plusSeconds(9));
  }

  @Test
  void readsSpansOfOneTrace() {
    List<SpanRecord> branches = store().traces().branches(FIRST, "a", 100, SOON);
    assertThat(new TreeSet<>(branches.stream().map(SpanRecord::spanId).toList()))
        .containsExactly("a1", "a2", "a3");
    List<SpanRecord> whole = List.of(agent("a", 0, 9_000), call("a", 1, "0.5"), tool("a", 2));
    for (SpanRecord branch : branches) {
      SpanRecord sent =
          whole.stream().filter(span -> span.id().equals(branch.id())).findFirst().orElseThrow();
      assertThat(branch).isEqualTo(sent.branch());
    }
    assertThat(store().traces().spans(FIRST, "a", List.of("a3", "a1", "b1"), SOON))
        .containsExactlyInAnyOrder(whole.get(0), whole.get(2));
    assertThat(store().traces().branches(SECOND, "b", 100, SOON)).isEmpty();
  }

  @Test
  void readsBranchesWithControlCharacters() {
    ModelCall call =
        new ModelCall("", "", "", "", "", "", null, "", "", "one\u001ftwo\u0000three", "", "");
    SpanRecord odd =
        span(
            "d",
            "1",
            "",
            SpanKind.TOOL,
            1,
            5,
            SpanStatus.OK,
            call,
            null,
            Cost.UNPRICED,
            SpanContent.NONE);
    applyMore(FIRST, odd, tool("d", 2));
    assertThat(store().traces().branches(FIRST, "d", 100, SOON))
        .extracting(span -> span.call().toolName())
        .containsExactlyInAnyOrder("one two\u0000three", "tool-d");
  }

  @Test
  void removesTracesAndKeepsTheLedger() {
    store().deleteTraces(FIRST, Set.of("a", "unknown"));
    assertThat(ids(TraceFilter.ALL)).isEqualTo("cb");
    assertThat(store().traces().branches(FIRST, "a", 100, SOON)).isEmpty();
    var scores = new ScoreFilter(null, null, Set.of(), Set.of("a"), Set.of(), Set.of(), Set.of());
    assertThat(store().traces().scores(FIRST, scores, newestFirst(10), SOON).records()).isEmpty();
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).totalTokens()).isEqualTo(107);
    assertThat(store().traces().branches(SECOND, "a", 100, SOON)).hasSize(3);
    // What comes later begins the trace anew.
    applyMore(FIRST, tool("a", 2));
    assertThat(ids(TraceFilter.ALL)).isEqualTo("cba");
    assertThat(store().traces().branches(FIRST, "a", 100, SOON)).hasSize(1);
    // What was billed before it was removed is not billed again.
    applyMore(FIRST, call("a", 1, "0.5"));
    assertThat(queries().usageTotals(FIRST, RecordFilter.ALL, SOON).totalTokens()).isEqualTo(107);
    assertThat(list(FIRST, RecordKind.USAGE)).hasSize(2);
    settle();
    reopen();
    List<TelemetryRecord> left = new ArrayList<>(list(FIRST, RecordKind.TRACE));
    assertThat(left).hasSize(3);
  }
}
