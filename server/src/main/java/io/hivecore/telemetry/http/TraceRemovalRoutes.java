package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import io.hivecore.http.Problem;
import io.hivecore.http.ProblemException;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.TraceQueries;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.Whose;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code DELETE traces/{id}/}, {@code sessions/{id}/} and {@code end-users/{id}/}: removes traces
 * with their spans and scores, of a session or an end user also the points of metrics that name it.
 * What they cost stays in the ledger.
 */
final class TraceRemovalRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(TraceRemovalRoutes.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  /** So many at a time, each of which is looked for in every segment. */
  private static final int MOST_AT_ONCE = 1_000;

  private final TraceQueries traces;
  private final QueryGate gate;
  private final TraceRemoval removal;

  TraceRemovalRoutes(TraceQueries traces, QueryGate gate, TraceRemoval removal) {
    this.traces = traces;
    this.gate = gate;
    this.removal = removal;
  }

  void trace(Exchange exchange) {
    TraceFilter which = TraceFilter.ALL.ofTraces(Set.of(exchange.pathParameter("id")));
    answer(exchange, orUnavailable(() -> traces(exchange, which)), null);
  }

  void session(Exchange exchange) {
    String id = exchange.pathParameter("id");
    remove(exchange, TraceFilter.ALL.ofSession(id), new Whose.Session(id));
  }

  void endUser(Exchange exchange) {
    String id = exchange.pathParameter("id");
    remove(exchange, TraceFilter.ALL.ofUser(id), new Whose.EndUser(id));
  }

  private void remove(Exchange exchange, TraceFilter which, Whose whose) {
    long removed = orUnavailable(() -> traces(exchange, which));
    long points = orUnavailable(() -> removal.removePoints(exchange.tenant(), whose));
    answer(exchange, removed, points);
  }

  /** Removes traces; how many. */
  private long traces(Exchange exchange, TraceFilter filter) {
    TenantId tenant = exchange.tenant();
    long removed = 0;
    while (true) {
      Set<String> found = find(exchange, tenant, filter);
      if (found.isEmpty()) {
        return removed;
      }
      removal.remove(tenant, found);
      removed += found.size();
    }
  }

  private static long orUnavailable(LongSupplier removing) {
    try {
      return removing.getAsLong();
    } catch (IllegalStateException e) {
      LOG.warn("traces could not be removed", e);
      throw new ProblemException(
          Problem.unavailable(
              "The store is behind; what was sent last could not be removed. Try again.",
              RETRY_AFTER),
          e);
    }
  }

  /** Answers how much was removed; 404 when there was nothing. */
  private static void answer(Exchange exchange, long traces, @Nullable Long points) {
    if (traces == 0 && (points == null || points == 0)) {
      throw Problem.notFound("Not found.").asException();
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("deleted_traces", traces);
          if (points != null) {
            json.writeNumberProperty("deleted_points", points);
          }
          json.writeEndObject();
        });
  }

  private Set<String> find(Exchange exchange, TenantId tenant, TraceFilter filter) {
    PageRequest first =
        new PageRequest(OrderingReader.newestFirst(RecordKind.TRACE), null, 0, MOST_AT_ONCE);
    Page<TelemetryRecord> page =
        gate.query(
            exchange, deadline -> traces.traces(tenant, filter, first, deadline.remaining()));
    Set<String> ids = new HashSet<>();
    page.records().forEach(record -> ids.add(((TraceRecord) record).traceId()));
    return ids;
  }
}
