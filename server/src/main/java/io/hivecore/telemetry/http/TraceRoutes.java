package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.traces.TraceGraph;
import io.hivecore.tenancy.TenantId;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/traces/} and what is below it, for reading. */
final class TraceRoutes {
  private static final int PAGE_SIZE = 20;
  private static final int SPANS_PAGE_SIZE = 200;

  private final TelemetryQueries queries;
  private final TraceQueries traces;
  private final QueryGate gate;
  private final ListCursors cursors;
  private final QuerySettings settings;
  private final InstantSource clock;
  private final TraceLayouts layouts;

  TraceRoutes(
      TelemetryQueries queries,
      TraceQueries traces,
      QueryGate gate,
      ListCursors cursors,
      QuerySettings settings,
      InstantSource clock) {
    this.queries = queries;
    this.traces = traces;
    this.gate = gate;
    this.cursors = cursors;
    this.settings = settings;
    this.clock = clock;
    this.layouts = new TraceLayouts(traces);
  }

  /** {@code GET traces/}: by cursor; the whole is counted only on the first page. */
  void list(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, null);
    TraceFilter filter = TraceFilterReader.read(query, window);
    List<Ordering> ordering =
        OrderingReader.read(query, RecordKind.TRACE, queries.orderableFields(RecordKind.TRACE));
    int size = query.positiveInt("page_size", settings.maxPageSize()).orElse(PAGE_SIZE);
    String cursor = query.text("cursor").orElse(null);
    query.check();
    PageRequest.@Nullable Position after =
        cursor == null ? null : cursors.open(exchange, RecordKind.TRACE, ordering, cursor);
    TenantId tenant = exchange.tenant();
    PageRequest asked = new PageRequest(ordering, after, 0, size);
    Counted found =
        gate.query(
            exchange,
            deadline -> {
              Page<TelemetryRecord> page =
                  traces.traces(tenant, filter, asked, deadline.remaining());
              Long count = null;
              if (cursor == null) {
                count =
                    page.next() == null
                        ? page.records().size()
                        : traces.count(tenant, filter, deadline.remaining());
              }
              return new Counted(page, count);
            });
    String next = nextCursor(exchange, RecordKind.TRACE, ordering, found.page());
    Listing listing =
        new Listing(
            found.count(),
            next == null ? null : Links.url(exchange, exchange.rawPath(), Map.of("cursor", next)),
            null,
            next,
            found.page().records());
    exchange.json(200, listing::write);
  }

  private record Counted(Page<TelemetryRecord> page, @Nullable Long count) {}

  private @Nullable String nextCursor(
      Exchange exchange, RecordKind kind, List<Ordering> ordering, Page<TelemetryRecord> page) {
    PageRequest.Position next = page.next();
    return next == null ? null : cursors.seal(exchange, kind, ordering, next).orElse(null);
  }

  /** {@code GET traces/{id}/}. */
  void one(Exchange exchange) {
    TraceRecord trace = find(exchange);
    String rootId = trace.figures().rootSpanId();
    SpanRecord root = rootId.isEmpty() ? null : whole(exchange, trace.traceId(), rootId);
    exchange.json(200, json -> TraceDetailWriter.write(json, trace, root));
  }

  /** {@code GET traces/{id}/spans/}: the tree, row by row. */
  void spans(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    int size = query.positiveInt("page_size", settings.maxPageSize()).orElse(SPANS_PAGE_SIZE);
    int offset = query.intBetween("offset", 0, Integer.MAX_VALUE).orElse(0);
    query.check();
    TraceRecord trace = find(exchange);
    TenantId tenant = exchange.tenant();
    SpanPage page =
        gate.query(
            exchange,
            deadline ->
                SpanPage.of(layouts.layout(tenant, trace, deadline.remaining()), offset, size));
    int nextOffset = offset + page.rows().size();
    String next =
        nextOffset < page.count()
            ? Links.url(
                exchange, exchange.rawPath(), Map.of("offset", Integer.toString(nextOffset)))
            : null;
    exchange.json(200, json -> page.write(json, next));
  }

  /** {@code GET traces/{id}/spans/{span_id}/}: one span with all that came with it. */
  void span(Exchange exchange) {
    SpanRecord span =
        whole(exchange, exchange.pathParameter("id"), exchange.pathParameter("span_id"));
    if (span == null) {
      throw notFound();
    }
    exchange.json(200, json -> SpanShape.SHAPE.write(json, span));
  }

  /** {@code GET traces/{id}/graph/}: agents and tools, and who called whom. */
  void graph(Exchange exchange) {
    TraceRecord trace = find(exchange);
    TenantId tenant = exchange.tenant();
    TraceGraph graph =
        gate.query(
            exchange,
            deadline -> TraceGraph.of(layouts.spans(tenant, trace, deadline.remaining())));
    exchange.json(200, json -> GraphWriter.write(json, graph));
  }

  private TraceRecord find(Exchange exchange) {
    String traceId = exchange.pathParameter("id");
    TenantId tenant = exchange.tenant();
    Optional<TelemetryRecord> found =
        gate.query(
            exchange,
            deadline ->
                queries.find(
                    tenant,
                    RecordKind.TRACE,
                    new RecordNames().trace(traceId),
                    deadline.remaining()));
    return (TraceRecord) found.orElseThrow(TraceRoutes::notFound);
  }

  private @Nullable SpanRecord whole(Exchange exchange, String traceId, String spanId) {
    TenantId tenant = exchange.tenant();
    List<SpanRecord> found =
        gate.query(
            exchange,
            deadline -> traces.spans(tenant, traceId, List.of(spanId), deadline.remaining()));
    return found.isEmpty() ? null : found.getFirst();
  }

  private static ProblemException notFound() {
    return Problem.notFound("Not found.").asException();
  }
}
