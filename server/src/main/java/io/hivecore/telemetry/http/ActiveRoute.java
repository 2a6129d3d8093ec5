package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.TenantId;
import io.hivecore.time.WatchedClock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * {@code GET executions/active/}: what runs now, the newest first, as a bare array. It shows at
 * most {@link QuerySettings#maxPageSize} executions; when there are more, a {@code Link} header
 * with {@code rel="next"} leads to the rest in {@code executions/}.
 */
final class ActiveRoute {
  private final TelemetryQueries queries;
  private final QueryGate gate;
  private final QuerySettings settings;
  private final WatchedClock clock;
  private final ListExport export;

  ActiveRoute(
      TelemetryQueries queries, QueryGate gate, QuerySettings settings, WatchedClock clock) {
    this.queries = queries;
    this.gate = gate;
    this.settings = settings;
    this.clock = clock;
    this.export = new ListExport(queries, gate, clock);
  }

  void handle(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Optional<ExportFormat> format = ExportChoice.read(exchange, query);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, null);
    RecordFilter filter = running(FilterReader.read(query, window, RecordKind.EXECUTION));
    List<Ordering> ordering =
        OrderingReader.read(
            query, RecordKind.EXECUTION, queries.orderableFields(RecordKind.EXECUTION));
    int size =
        query.positiveInt("page_size", settings.maxPageSize()).orElse(settings.maxPageSize());
    query.check();
    if (format.isPresent()) {
      export.send(exchange, RecordKind.EXECUTION, filter, ordering, format.get());
      return;
    }
    TenantId tenant = exchange.tenant();
    Page<TelemetryRecord> page =
        gate.query(
            exchange,
            deadline ->
                queries.list(
                    tenant,
                    RecordKind.EXECUTION,
                    filter,
                    new PageRequest(ordering, null, 0, size),
                    deadline.remaining()));
    if (page.next() != null) {
      exchange.responseHeader("Link", rest(exchange, size));
    }
    exchange.json(200, json -> write(json, page));
  }

  private void write(JsonGenerator json, Page<TelemetryRecord> page) {
    json.writeStartArray();
    for (TelemetryRecord record : page.records()) {
      if (record instanceof ExecutionRecord run) {
        json.writeStartObject();
        ExecutionShape.SHAPE.writeFields(json, run);
        json.writeBooleanProperty("stale", isStale(run));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private boolean isStale(ExecutionRecord run) {
    return clock.age(run.receivedAt()).compareTo(settings.staleAfter()) > 0;
  }

  private static String rest(Exchange exchange, int size) {
    Map<String, String> secondPage = new LinkedHashMap<>();
    secondPage.put("status", ExecutionStatus.RUNNING.wireName());
    secondPage.put("page_size", Integer.toString(size));
    secondPage.put("page", "2");
    return '<'
        + Links.url(exchange, QueryRoutes.BASE + "executions/", secondPage)
        + ">; rel=\"next\"";
  }

  private static RecordFilter running(RecordFilter filter) {
    return new RecordFilter(
        filter.from(),
        filter.to(),
        filter.projectIds(),
        filter.roundIds(),
        filter.agentNames(),
        filter.modelNames(),
        Set.of(ExecutionStatus.RUNNING),
        filter.eventTypes(),
        filter.levels());
  }
}
