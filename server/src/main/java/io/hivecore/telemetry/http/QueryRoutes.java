package io.hivecore.telemetry.http;

import io.hivecore.http.Access;
import io.hivecore.http.Cursors;
import io.hivecore.http.Routes;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import java.time.InstantSource;

/** All routes that answer questions about telemetry. */
public final class QueryRoutes {
  /** The path that all of them begin with. */
  static final String BASE = "/api/v1/observability/";

  private final ListRoutes lists;
  private final ActiveRoute active;
  private final SummaryRoute summary;
  private final TrendRoute trend;
  private final ProjectStatsRoute projectStats;

  public QueryRoutes(
      TelemetryQueries queries, Cursors cursors, QuerySettings settings, InstantSource clock) {
    QueryGate gate = new QueryGate(settings);
    this.lists = new ListRoutes(queries, gate, new ListCursors(cursors), settings, clock);
    this.active = new ActiveRoute(queries, gate, settings, clock);
    this.summary = new SummaryRoute(queries, gate, settings, clock);
    this.trend = new TrendRoute(queries, gate, settings, clock);
    this.projectStats = new ProjectStatsRoute(queries, gate, clock);
  }

  public void register(Routes routes) {
    routes.add("GET", BASE + "usage/summary/", Access.QUERY, summary::handle);
    routes.add("GET", BASE + "usage/trend/", Access.QUERY, trend::handle);
    routes.add("GET", BASE + "executions/active/", Access.QUERY, active::handle);
    routes.add("GET", BASE + "project/{id}/stats/", Access.QUERY, projectStats::handle);
    records(routes, "usage/", RecordKind.USAGE);
    records(routes, "executions/", RecordKind.EXECUTION);
    records(routes, "timeline/", RecordKind.TIMELINE);
    records(routes, "logs/", RecordKind.LOG);
  }

  private void records(Routes routes, String name, RecordKind kind) {
    routes.add("GET", BASE + name, Access.QUERY, exchange -> lists.list(exchange, kind));
    routes.add("GET", BASE + name + "{id}/", Access.QUERY, exchange -> lists.one(exchange, kind));
  }
}
