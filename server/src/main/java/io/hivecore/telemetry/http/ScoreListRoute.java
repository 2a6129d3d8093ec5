package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreFilter;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.tenancy.TenantId;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET scores/}: the newest first. */
final class ScoreListRoute {
  /** Every parameter that says which scores are asked for, in fixed order. */
  static final List<String> NAMES =
      List.of("from", "to", "days", "name", "trace_id", "span_id", "session", "source");

  private static final int PAGE_SIZE = 20;

  private final TelemetryQueries queries;
  private final TraceQueries traces;
  private final QueryGate gate;
  private final ListCursors cursors;
  private final QuerySettings settings;
  private final InstantSource clock;

  ScoreListRoute(
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
  }

  void list(Exchange exchange) {
    QueryReader query = QueryReader.of(exchange);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, null);
    var filter =
        new ScoreFilter(
            window.from(),
            window.to(),
            Set.copyOf(query.list("name")),
            Set.copyOf(query.list("trace_id")),
            Set.copyOf(query.list("span_id")),
            Set.copyOf(query.list("session")),
            Set.copyOf(query.list("source")));
    List<Ordering> ordering =
        OrderingReader.read(query, RecordKind.SCORE, queries.orderableFields(RecordKind.SCORE));
    int size = query.positiveInt("page_size", settings.maxPageSize()).orElse(PAGE_SIZE);
    String cursor = query.text("cursor").orElse(null);
    query.check();
    PageRequest.@Nullable Position after =
        cursor == null ? null : cursors.open(exchange, RecordKind.SCORE, ordering, cursor);
    TenantId tenant = exchange.tenant();
    Page<TelemetryRecord> page =
        gate.query(
            exchange,
            deadline ->
                traces.scores(
                    tenant,
                    filter,
                    new PageRequest(ordering, after, 0, size),
                    deadline.remaining()));
    PageRequest.Position last = page.next();
    String next =
        last == null ? null : cursors.seal(exchange, RecordKind.SCORE, ordering, last).orElse(null);
    Listing listing =
        new Listing(
            null,
            next == null ? null : Links.url(exchange, exchange.rawPath(), Map.of("cursor", next)),
            null,
            next,
            page.records());
    exchange.json(200, listing::write);
  }
}
