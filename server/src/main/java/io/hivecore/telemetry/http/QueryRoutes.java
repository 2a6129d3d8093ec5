package io.hivecore.telemetry.http;

import io.hivecore.http.Access;
import io.hivecore.http.Cursors;
import io.hivecore.http.Routes;
import io.hivecore.telemetry.MetricQueries;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TraceGroup;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.time.WatchedClock;

/** All routes that answer questions about telemetry. */
public final class QueryRoutes {
  /** The path that most of them begin with. */
  static final String BASE = "/api/v1/observability/";

  /** The path that those about traces begin with. */
  private static final String TRACES = "/api/v1/";

  private final ListRoutes lists;
  private final ActiveRoute active;
  private final SummaryRoute summary;
  private final ExecutionSummaryRoute executionSummary;
  private final TrendRoute trend;
  private final ProjectStatsRoute projectStats;
  private final TraceRoutes traces;
  private final GroupRoutes groups;
  private final AgentStatsRoute agents;
  private final ScoreListRoute scores;
  private final TraceRemovalRoutes removals;
  private final MetricRoutes metrics;

  /**
   * The routes over a store.
   *
   * @param cursors makes positions in lists opaque
   * @param executionIds how ingest names the records of executions
   * @param removal removes traces for good
   * @param clock for ranges of time that end now, and for how long ago a run was heard of
   */
  public QueryRoutes(
      TelemetryQueries queries,
      TraceQueries traceQueries,
      MetricQueries metricQueries,
      Cursors cursors,
      ExecutionIds executionIds,
      TraceRemoval removal,
      QuerySettings settings,
      WatchedClock clock) {
    QueryGate gate = new QueryGate(settings);
    this.lists =
        new ListRoutes(queries, gate, new ListCursors(cursors), executionIds, settings, clock);
    this.active = new ActiveRoute(queries, gate, settings, clock);
    this.summary = new SummaryRoute(queries, gate, settings, clock);
    this.executionSummary = new ExecutionSummaryRoute(queries, gate, settings, clock);
    this.trend = new TrendRoute(queries, gate, settings, clock);
    this.projectStats = new ProjectStatsRoute(queries, gate, clock);
    ListCursors listCursors = new ListCursors(cursors);
    this.traces = new TraceRoutes(queries, traceQueries, gate, listCursors, settings, clock);
    this.groups = new GroupRoutes(traceQueries, gate, settings, clock);
    this.agents = new AgentStatsRoute(queries, traceQueries, gate, settings, clock);
    this.scores = new ScoreListRoute(queries, traceQueries, gate, listCursors, settings, clock);
    this.removals = new TraceRemovalRoutes(traceQueries, gate, removal);
    this.metrics = new MetricRoutes(metricQueries, gate, settings, clock);
  }

  public void register(Routes routes) {
    routes.add("GET", BASE + "usage/summary/", Access.QUERY, summary::handle);
    routes.add("GET", BASE + "usage/trend/", Access.QUERY, trend::handle);
    routes.add("GET", BASE + "executions/summary/", Access.QUERY, executionSummary::handle);
    routes.add("GET", BASE + "executions/active/", Access.QUERY, active::handle);
    routes.add("GET", BASE + "project/{id}/stats/", Access.QUERY, projectStats::handle);
    list(routes, "usage/", RecordKind.USAGE);
    list(routes, "executions/", RecordKind.EXECUTION);
    list(routes, "timeline/", RecordKind.TIMELINE);
    list(routes, "logs/", RecordKind.LOG);
    one(routes, "usage/{id}/", RecordKind.USAGE);
    one(routes, "timeline/{id}/", RecordKind.TIMELINE);
    one(routes, "logs/{id}/", RecordKind.LOG);
    routes.add("GET", BASE + "executions/{id}/", Access.QUERY, lists::execution);
    routes.add("GET", TRACES + "traces/", Access.QUERY, traces::list);
    routes.add("GET", TRACES + "traces/{id}/", Access.QUERY, traces::one);
    routes.add("GET", TRACES + "traces/{id}/spans/", Access.QUERY, traces::spans);
    routes.add("GET", TRACES + "traces/{id}/spans/{span_id}/", Access.QUERY, traces::span);
    routes.add("GET", TRACES + "traces/{id}/graph/", Access.QUERY, traces::graph);
    routes.add(
        "GET",
        TRACES + "sessions/",
        Access.QUERY,
        exchange -> groups.list(exchange, TraceGroup.By.SESSION, "session_id"));
    routes.add(
        "GET",
        TRACES + "end-users/",
        Access.QUERY,
        exchange -> groups.list(exchange, TraceGroup.By.USER, "user_id"));
    routes.add("GET", TRACES + "agents/stats/", Access.QUERY, agents::handle);
    routes.add("GET", TRACES + "scores/", Access.QUERY, scores::list);
    routes.add("GET", TRACES + "metrics/", Access.QUERY, metrics::list);
    routes.add("GET", TRACES + "metrics/series/", Access.QUERY, metrics::series);
    routes.add("DELETE", TRACES + "traces/{id}/", Access.MANAGE, removals::trace);
    routes.add("DELETE", TRACES + "sessions/{id}/", Access.MANAGE, removals::session);
    routes.add("DELETE", TRACES + "end-users/{id}/", Access.MANAGE, removals::endUser);
  }

  private void list(Routes routes, String name, RecordKind kind) {
    routes.add("GET", BASE + name, Access.QUERY, exchange -> lists.list(exchange, kind));
  }

  private void one(Routes routes, String name, RecordKind kind) {
    routes.add("GET", BASE + name, Access.QUERY, exchange -> lists.one(exchange, kind));
  }
}
