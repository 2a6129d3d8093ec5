package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.UsageTotals;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code GET usage/summary/}: sums over usage, by agent and by model, in a range of time. */
final class SummaryRoute {
  private static final Duration DEFAULT_WINDOW = Duration.ofDays(30);
  private static final int TOP_AGENTS = 10;
  private static final List<Dimension> BY_AGENT = List.of(Dimension.AGENT_NAME);
  private static final List<Dimension> BY_MODEL = List.of(Dimension.MODEL_NAME);

  private final TelemetryQueries queries;
  private final QueryGate gate;
  private final QuerySettings settings;
  private final InstantSource clock;

  SummaryRoute(
      TelemetryQueries queries, QueryGate gate, QuerySettings settings, InstantSource clock) {
    this.queries = queries;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, DEFAULT_WINDOW);
    RecordFilter usage = FilterReader.read(query, window, RecordKind.USAGE);
    RecordFilter executions = FilterReader.read(query, window, RecordKind.EXECUTION);
    List<Dimension> groupBy = GroupByReader.read(query);
    query.check();
    TenantId tenant = exchange.tenant();
    Summary summary =
        gate.query(
            exchange,
            deadline ->
                Summary.of(
                    queries.usage(tenant, usage, groupings(groupBy), deadline.remaining()),
                    queries.executionTotals(tenant, executions, deadline.remaining()),
                    groupBy));
    exchange.json(200, summary::write);
  }

  private List<UsageGrouping> groupings(List<Dimension> groupBy) {
    List<UsageGrouping> groupings =
        new ArrayList<>(
            List.of(
                UsageGrouping.TOTAL,
                new UsageGrouping(BY_AGENT, TOP_AGENTS, UsageDetail.SUMS),
                new UsageGrouping(BY_MODEL, settings.maxGroups(), UsageDetail.SUMS)));
    if (!groupBy.isEmpty()) {
      groupings.add(
          new UsageGrouping(groupBy, settings.maxGroups(), UsageDetail.SUMS_AND_DURATIONS));
    }
    return groupings;
  }

  private record Summary(
      UsageTotals usage,
      ExecutionTotals executions,
      List<UsageGroup> byAgent,
      List<UsageGroup> byModel,
      List<Dimension> groupBy,
      List<UsageGroup> groups) {

    static Summary of(
        List<List<UsageGroup>> usage, ExecutionTotals executions, List<Dimension> groupBy) {
      return new Summary(
          usage.get(0).getFirst().totals(),
          executions,
          usage.get(1),
          usage.get(2),
          groupBy,
          groupBy.isEmpty() ? List.of() : usage.get(3));
    }

    void write(JsonGenerator json) {
      json.writeStartObject();
      json.writeName("summary").writeStartObject();
      json.writeNumberProperty("total_tokens", usage.totalTokens());
      json.writeNumberProperty("total_cost_usd", UsageTotalsWriter.exact(usage.cost()));
      json.writeNumberProperty("total_calls", usage.calls());
      UsageTotalsWriter.details(json, usage);
      json.writeName("executions").writeStartObject();
      ExecutionTotalsWriter.counts(json, executions);
      json.writeEndObject();
      json.writeEndObject();
      UsageTotalsWriter.groups(json, "by_agent", BY_AGENT, byAgent);
      UsageTotalsWriter.groups(json, "by_model", BY_MODEL, byModel);
      if (!groupBy.isEmpty()) {
        UsageTotalsWriter.detailedGroups(json, "groups", groupBy, groups);
      }
      json.writeEndObject();
    }
  }
}
