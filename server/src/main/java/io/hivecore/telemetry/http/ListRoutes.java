package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.http.QueryReader;
import io.hivecore.telemetry.ExportFormat;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.PageRequest.Ordering;
import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryQueries;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.TenantId;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists of records and single records. */
final class ListRoutes {
  private static final int PAGE_SIZE = 20;

  private final TelemetryQueries queries;
  private final QueryGate gate;
  private final ListCursors cursors;
  private final ListExport export;
  private final ExecutionIds executionIds;
  private final QuerySettings settings;
  private final InstantSource clock;

  ListRoutes(
      TelemetryQueries queries,
      QueryGate gate,
      ListCursors cursors,
      ExecutionIds executionIds,
      QuerySettings settings,
      InstantSource clock) {
    this.queries = queries;
    this.gate = gate;
    this.cursors = cursors;
    this.export = new ListExport(queries, gate, clock);
    this.executionIds = executionIds;
    this.settings = settings;
    this.clock = clock;
  }

  /** {@code GET usage/} and its like. */
  void list(Exchange exchange, RecordKind kind) {
    QueryReader query = QueryReader.of(exchange);
    Optional<ExportFormat> format = ExportChoice.read(exchange, query);
    Window window = Window.read(query, clock.instant(), ZoneOffset.UTC, null);
    RecordFilter filter = FilterReader.read(query, window, kind);
    List<Ordering> ordering = OrderingReader.read(query, kind, queries.orderableFields(kind));
    if (format.isPresent()) {
      query.check();
      export.send(exchange, kind, filter, ordering, format.get());
      return;
    }
    int size = query.positiveInt("page_size", settings.maxPageSize()).orElse(PAGE_SIZE);
    String cursor = query.text("cursor").orElse(null);
    if (cursor != null && query.has("page")) {
      query.invalid("cursor", "Give either page or cursor.");
    }
    query.check();
    Asked asked = new Asked(exchange, kind, filter, ordering, size);
    Listing listing =
        cursor == null ? byNumber(asked, PageNumber.read(query)) : byCursor(asked, cursor);
    exchange.json(200, listing::write);
  }

  /** {@code GET usage/{id}/} and its like. */
  void one(Exchange exchange, RecordKind kind) {
    UUID id = id(exchange).orElseThrow(ListRoutes::notFound);
    answer(exchange, find(exchange, kind, id));
  }

  /** {@code GET executions/{id}/}: by the record's id, else by the id that its sender gave it. */
  void execution(Exchange exchange) {
    UUID named = executionIds.recordId(exchange.pathParameter("id"));
    answer(
        exchange,
        id(exchange)
            .flatMap(id -> find(exchange, RecordKind.EXECUTION, id))
            .or(() -> find(exchange, RecordKind.EXECUTION, named)));
  }

  private Optional<TelemetryRecord> find(Exchange exchange, RecordKind kind, UUID id) {
    TenantId tenant = exchange.tenant();
    return gate.query(exchange, deadline -> queries.find(tenant, kind, id, deadline.remaining()));
  }

  private static void answer(Exchange exchange, Optional<TelemetryRecord> record) {
    TelemetryRecord found = record.orElseThrow(ListRoutes::notFound);
    exchange.json(200, json -> RecordWriter.write(json, found));
  }

  private record Asked(
      Exchange exchange, RecordKind kind, RecordFilter filter, List<Ordering> ordering, int size) {
    PageRequest from(long offset) {
      return new PageRequest(ordering, null, offset, size);
    }

    PageRequest behind(PageRequest.Position position) {
      return new PageRequest(ordering, position, 0, size);
    }

    String link(String name, String value) {
      return Links.url(exchange, exchange.rawPath(), Map.of(name, value));
    }
  }

  private Listing byCursor(Asked asked, String cursor) {
    PageRequest.Position position =
        cursors.open(asked.exchange(), asked.kind(), asked.ordering(), cursor);
    Page<TelemetryRecord> page =
        gate.query(asked.exchange(), deadline -> list(asked, asked.behind(position), deadline));
    String next = nextCursor(asked, page);
    return new Listing(
        null, next == null ? null : asked.link("cursor", next), null, next, page.records());
  }

  private Listing byNumber(Asked asked, PageNumber wanted) {
    Numbered found =
        gate.query(
            asked.exchange(),
            deadline ->
                wanted.isFirst() ? first(asked, deadline) : further(asked, wanted, deadline));
    Page<TelemetryRecord> page = found.page();
    long number = found.number();
    boolean more = number * asked.size() < found.count();
    return new Listing(
        found.count(),
        more ? asked.link("page", Long.toString(number + 1)) : null,
        number == 1 ? null : asked.link("page", number == 2 ? "" : Long.toString(number - 1)),
        nextCursor(asked, page),
        page.records());
  }

  private record Numbered(long number, long count, Page<TelemetryRecord> page) {}

  /** A first page that holds the whole list needs no counting. */
  private Numbered first(Asked asked, Deadline deadline) {
    Page<TelemetryRecord> page = list(asked, asked.from(0), deadline);
    return new Numbered(
        1, page.next() == null ? page.records().size() : count(asked, deadline), page);
  }

  private Numbered further(Asked asked, PageNumber wanted, Deadline deadline) {
    long count = count(asked, deadline);
    long number = wanted.within(count, asked.size());
    return new Numbered(
        number, count, list(asked, asked.from((number - 1) * asked.size()), deadline));
  }

  private Page<TelemetryRecord> list(Asked asked, PageRequest page, Deadline deadline) {
    return queries.list(
        asked.exchange().tenant(), asked.kind(), asked.filter(), page, deadline.remaining());
  }

  private long count(Asked asked, Deadline deadline) {
    return queries.count(
        asked.exchange().tenant(), asked.kind(), asked.filter(), deadline.remaining());
  }

  private @Nullable String nextCursor(Asked asked, Page<TelemetryRecord> page) {
    PageRequest.Position next = page.next();
    return next == null
        ? null
        : cursors.seal(asked.exchange(), asked.kind(), asked.ordering(), next).orElse(null);
  }

  /** Empty for what is no UUID. Java also takes short forms, which no record shows. */
  private static Optional<UUID> id(Exchange exchange) {
    String text = exchange.pathParameter("id");
    try {
      UUID id = UUID.fromString(text);
      return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ProblemException notFound() {
    return Problem.notFound("Not found.").asException();
  }
}
