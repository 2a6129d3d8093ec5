package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.ExecutionDimension;
import io.hivecore.telemetry.ExecutionGroup;
import io.hivecore.telemetry.ExecutionTotals;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code GET executions/summary/}: how runs end and how long they take, by group if asked. */
final class ExecutionSummaryRoute {
  private static final Duration DEFAULT_WINDOW = Duration.ofDays(30);

  private final TelemetryQueries queries;
  private final QueryGate gate;
  private final QuerySettings settings;
  private final InstantSource clock;

  ExecutionSummaryRoute(
      TelemetryQueries queries, QueryGate gate, QuerySettings settings, InstantSource clock) {
    this.queries = queries;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
  }

  void handle(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, DEFAULT_WINDOW);
    RecordFilter filter = FilterReader.read(query, window, RecordKind.EXECUTION);
    List<ExecutionDimension> groupBy =
        List.copyOf(
            query.someOf("group_by", ExecutionDimension.values(), ExecutionDimension::wireName));
    query.check();
    TenantId tenant = exchange.tenant();
    Summary summary =
        gate.query(
            exchange,
            deadline ->
                new Summary(
                    queries.executionTotals(tenant, filter, deadline.remaining()),
                    groupBy,
                    groupBy.isEmpty()
                        ? List.of()
                        : queries.executions(
                            tenant, filter, groupBy, settings.maxGroups(), deadline.remaining())));
    exchange.json(200, summary::write);
  }

  private record Summary(
      ExecutionTotals all, List<ExecutionDimension> groupBy, List<ExecutionGroup> groups) {
    void write(JsonGenerator json) {
      json.writeStartObject();
      json.writeName("summary").writeStartObject();
      writeCounts(json, all);
      json.writeEndObject();
      if (!groupBy.isEmpty()) {
        json.writeName("groups").writeStartArray();
        for (ExecutionGroup group : groups) {
          json.writeStartObject();
          for (int i = 0; i < groupBy.size(); i++) {
            json.writeStringProperty(groupBy.get(i).wireName(), group.values().get(i));
          }
          writeCounts(json, group.totals());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }

    private static void writeCounts(JsonGenerator json, ExecutionTotals totals) {
      ExecutionTotalsWriter.counts(json, totals);
      UsageTotalsWriter.durations(json, totals.durationMillis());
    }
  }
}
