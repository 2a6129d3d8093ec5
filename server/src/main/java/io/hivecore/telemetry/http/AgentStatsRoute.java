package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Json;
import io.hivecore.http.QueryReader;
import io.hivecore.http.WireTime;
import io.hivecore.telemetry.AgentActivity;
import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.ExecutionDimension;
import io.hivecore.telemetry.ExecutionGroup;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.UsageTotals;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * {@code GET agents/stats/}: what each agent did, whichever door told of it: runs from executions,
 * tokens and cost from usage, tools and versions from traces.
 */
final class AgentStatsRoute {
  private static final Duration DEFAULT_WINDOW = Duration.ofDays(30);
  private static final int MOST_TOOLS = 100;

  private final TelemetryQueries queries;
  private final TraceQueries traces;
  private final QueryGate gate;
  private final QuerySettings settings;
  private final InstantSource clock;

  AgentStatsRoute(
      TelemetryQueries queries,
      TraceQueries traces,
      QueryGate gate,
      QuerySettings settings,
      InstantSource clock) {
    this.queries = queries;
    this.traces = traces;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
  }

  /** What is known of one agent; parts are missing where no door told of them. */
  private static final class Agent {
    private ExecutionTotals runs = ExecutionTotals.ZERO;
    private UsageTotals usage = UsageTotals.ZERO;
    private @Nullable AgentActivity activity;
  }

  void handle(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, DEFAULT_WINDOW);
    RecordFilter usage = FilterReader.read(query, window, RecordKind.USAGE);
    RecordFilter runs = FilterReader.read(query, window, RecordKind.EXECUTION);
    TraceFilter inTraces = TraceFilterReader.read(query, window);
    query.check();
    TenantId tenant = exchange.tenant();
    Map<String, Agent> agents =
        gate.query(
            exchange,
            deadline -> {
              Map<String, Agent> found = new TreeMap<>();
              for (ExecutionGroup group :
                  queries.executions(
                      tenant,
                      runs,
                      List.of(ExecutionDimension.AGENT_NAME),
                      settings.maxGroups(),
                      deadline.remaining())) {
                agent(found, group.values().getFirst()).runs = group.totals();
              }
              var byAgent =
                  new UsageGrouping(
                      List.of(Dimension.AGENT_NAME), settings.maxGroups(), UsageDetail.SUMS);
              for (UsageGroup group :
                  queries.usage(tenant, usage, List.of(byAgent), deadline.remaining()).getFirst()) {
                agent(found, group.values().getFirst()).usage = group.totals();
              }
              for (AgentActivity activity : traces.agents(tenant, inTraces, deadline.remaining())) {
                agent(found, activity.agentName()).activity = activity;
              }
              found.remove("");
              if (!runs.agentNames().isEmpty()) {
                found.keySet().retainAll(runs.agentNames());
              }
              return found;
            });
    exchange.json(200, json -> write(json, agents));
  }

  private static Agent agent(Map<String, Agent> agents, String name) {
    return agents.computeIfAbsent(name, ignored -> new Agent());
  }

  private void write(JsonGenerator json, Map<String, Agent> agents) {
    List<Map.Entry<String, Agent>> busiestFirst = new ArrayList<>(agents.entrySet());
    busiestFirst.sort(
        Comparator.comparingLong(
                (Map.Entry<String, Agent> entry) ->
                    entry.getValue().runs.total() + entry.getValue().usage.calls())
            .reversed());
    json.writeStartObject();
    json.writeName("results").writeStartArray();
    busiestFirst.stream()
        .limit(settings.maxGroups())
        .forEach(entry -> write(json, entry.getKey(), entry.getValue()));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Agent agent) {
    ExecutionTotals runs = agent.runs;
    long ended = runs.completed() + runs.failed();
    json.writeStartObject();
    json.writeStringProperty("agent_name", name);
    json.writeNumberProperty("runs", runs.total());
    json.writeNumberProperty("running", runs.running());
    json.writeNumberProperty("completed", runs.completed());
    json.writeNumberProperty("failed", runs.failed());
    if (ended == 0) {
      json.writeNullProperty("success_rate");
    } else {
      json.writeNumberProperty("success_rate", (double) runs.completed() / ended);
    }
    json.writeNumberProperty("avg_duration_ms", runs.durationMillis().average());
    json.writeNumberProperty("p50_duration_ms", runs.durationMillis().p50());
    json.writeNumberProperty("p95_duration_ms", runs.durationMillis().p95());
    json.writeNumberProperty("p99_duration_ms", runs.durationMillis().p99());
    json.writeNumberProperty("calls", agent.usage.calls());
    json.writeNumberProperty("unpriced_calls", agent.usage.unpricedCalls());
    json.writeNumberProperty("input_tokens", agent.usage.inputTokens());
    json.writeNumberProperty("output_tokens", agent.usage.outputTokens());
    json.writeNumberProperty("total_tokens", agent.usage.totalTokens());
    json.writeStringProperty("cost_usd", Json.money(agent.usage.cost()));
    AgentActivity activity = agent.activity;
    json.writeStringProperty(
        "last_seen", activity == null ? null : WireTime.utc(activity.lastSeen()));
    json.writeName("versions").writeStartArray();
    if (activity != null) {
      activity.versions().forEach(json::writeString);
    }
    json.writeEndArray();
    json.writeName("tools").writeStartArray();
    if (activity != null) {
      activity.tools().stream().limit(MOST_TOOLS).forEach(tool -> write(json, tool));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, AgentActivity.Tool tool) {
    json.writeStartObject();
    json.writeStringProperty("name", tool.name());
    json.writeNumberProperty("calls", tool.calls());
    json.writeNumberProperty("errors", tool.errors());
    json.writeEndObject();
  }
}
