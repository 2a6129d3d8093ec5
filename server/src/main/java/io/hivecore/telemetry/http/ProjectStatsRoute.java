package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.QueryReader;
import io.hivecore.http.WireTime;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.UsageTotals;
import io.hivecore.tenancy.TenantId;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * {@code GET project/{id}/stats/}: one project's sums and who is at work in it. A project never
 * heard of has zeros.
 */
final class ProjectStatsRoute {
  private static final int MOST_ACTIVE = 100;

  private final TelemetryQueries queries;
  private final QueryGate gate;
  private final InstantSource clock;

  ProjectStatsRoute(TelemetryQueries queries, QueryGate gate, InstantSource clock) {
    this.queries = queries;
    this.gate = gate;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    String project = exchange.pathParameter("id");
    QueryReader query = QueryReader.of(exchange);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, null);
    Set<String> rounds = FilterReader.rounds(query);
    query.check();
    RecordFilter all = filter(window, project, rounds, Set.of());
    RecordFilter running = filter(window, project, rounds, Set.of(ExecutionStatus.RUNNING));
    PageRequest newest =
        new PageRequest(OrderingReader.newestFirst(RecordKind.EXECUTION), null, 0, MOST_ACTIVE);
    TenantId tenant = exchange.tenant();
    Stats stats =
        gate.query(
            exchange,
            deadline -> {
              ExecutionTotals executions =
                  queries.executionTotals(tenant, all, deadline.remaining());
              return new Stats(
                  project,
                  queries.usageTotals(tenant, all, deadline.remaining()),
                  executions,
                  executions.running() == 0
                      ? List.of()
                      : queries
                          .list(tenant, RecordKind.EXECUTION, running, newest, deadline.remaining())
                          .records());
            });
    exchange.json(200, stats::write);
  }

  private static RecordFilter filter(
      Window window, String project, Set<String> rounds, Set<ExecutionStatus> statuses) {
    return new RecordFilter(
        window.from(),
        window.to(),
        Set.of(project),
        rounds,
        Set.of(),
        Set.of(),
        statuses,
        Set.of(),
        Set.of());
  }

  private record Stats(
      String project, UsageTotals usage, ExecutionTotals executions, List<TelemetryRecord> active) {

    void write(JsonGenerator json) {
      json.writeStartObject();
      json.writeStringProperty("project_id", project);
      json.writeName("usage").writeStartObject();
      json.writeNumberProperty("total_tokens", usage.totalTokens());
      json.writeNumberProperty("total_cost_usd", UsageTotalsWriter.exact(usage.cost()));
      json.writeNumberProperty("llm_calls", usage.calls());
      json.writeNumberProperty("unpriced_calls", usage.unpricedCalls());
      json.writeEndObject();
      json.writeName("executions").writeStartObject();
      json.writeNumberProperty("total", executions.total());
      json.writeNumberProperty("running", executions.running());
      json.writeNumberProperty("completed", executions.completed());
      json.writeNumberProperty("failed", executions.failed());
      json.writeNumberProperty("success_rate", Rates.successRate(executions));
      json.writeNumberProperty("error_rate", Rates.errorRate(executions));
      json.writeNumberProperty("avg_duration_ms", executions.durationMillis().average());
      json.writeEndObject();
      json.writeName("active_agents").writeStartArray();
      for (TelemetryRecord record : active) {
        if (record instanceof ExecutionRecord run) {
          json.writeStartObject();
          json.writeStringProperty("agent_name", run.context().agentName());
          json.writeStringProperty("start_time", WireTime.utc(run.timestamp()));
          json.writeNumberProperty("round_index", ExecutionShape.roundIndex(run));
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
