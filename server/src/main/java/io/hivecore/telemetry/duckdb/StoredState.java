package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.duckdb.MergedStates.Identity;
import io.hivecore.telemetry.duckdb.MergedStates.Stored;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.traces.Call;
import io.hivecore.telemetry.traces.TraceState;
import io.hivecore.telemetry.traces.TwinCalls;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** What a transaction looks up of what is stored. Belongs to the writer's thread. */
final class StoredState {
  private final DuckDBConnection connection;
  private final SegmentSet segments;
  private final TenantKeys tenants;

  StoredState(DuckDBConnection connection, SegmentSet segments, TenantKeys tenants) {
    this.connection = connection;
    this.segments = segments;
    this.tenants = tenants;
  }

  /** The newest states of those that are stored. */
  Map<Identity, Stored> merged(Collection<Identity> keys) throws SQLException {
    return MergedLookup.find(connection, segments, tenants, keys);
  }

  /** Whether any span was ever stored, so that usage may follow from one. */
  boolean hasSpans() {
    return segments.segments().stream()
        .anyMatch(segment -> segment.extent().of(RecordKind.SPAN).rows() > 0);
  }

  /** The outlines of a trace's spans; each segment that has one has a state of the trace, too. */
  List<SpanRecord> outlines(TenantId tenant, String traceId) throws SQLException {
    Integer key = tenants.find(tenant);
    if (key == null) {
      return List.of();
    }
    return SpanLookup.outlines(
        new QuerySession(connection, segments),
        tenant,
        key,
        traceId,
        SpanOutlines.Detail.WHOLE,
        TraceState.MOST_SPANS);
  }

  /**
   * The traces that have a span with the response id of one of these calls, told in other words at
   * about the same time.
   *
   * @param most traces that are looked for
   */
  Set<String> tracesOfTwins(TenantId tenant, Collection<Call> calls, int most) throws SQLException {
    Set<String> traceIds = new HashSet<>();
    Integer key = tenants.find(tenant);
    if (key == null) {
      return traceIds;
    }
    Map<Call, Long> hashes = new HashMap<>();
    calls.forEach(call -> hashes.put(call, IdFilter.hash(tenant, call.responseId())));
    var session = new QuerySession(connection, segments);
    for (Segment segment : segments.segments().reversed()) {
      List<Call> wanted =
          calls.stream()
              .filter(call -> segment.filter().mayContain(Objects.requireNonNull(hashes.get(call))))
              .filter(call -> isNear(segment.extent().of(RecordKind.SPAN), call))
              .toList();
      if (!wanted.isEmpty() && traceIds.size() < most) {
        Optional<Whereabouts> where =
            Whereabouts.of(segment, wanted.stream().map(hashes::get).distinct().toList());
        if (where.isPresent()) {
          traceIds.addAll(
              TwinLookup.traceIds(
                  session, segment, where.get(), key, wanted, most - traceIds.size()));
        }
      }
    }
    return traceIds;
  }

  private static boolean isNear(Extent.Range range, Call call) {
    return range.maxMicros() >= Micros.of(call.span().timestamp().minus(TwinCalls.MOST_APART))
        && range.minMicros() <= Micros.ceil(call.span().timestamp().plus(TwinCalls.MOST_APART));
  }

  /**
   * Usage that counts, by its id.
   *
   * @param fromSpan whether it follows from a span
   */
  record UsageRow(long sequence, boolean fromSpan) {}

  Map<UUID, UsageRow> usage(TenantId tenant, Collection<UUID> ids) throws SQLException {
    Integer key = tenants.find(tenant);
    Map<UUID, UsageRow> found = new HashMap<>();
    if (key == null) {
      return found;
    }
    var session = new QuerySession(connection, segments);
    for (Segment segment : segments.segments().reversed()) {
      List<UUID> wanted = new ArrayList<>();
      List<Long> hashes = new ArrayList<>();
      for (UUID id : ids) {
        long hash = IdFilter.hash(tenant, RecordKind.USAGE, id);
        if (!found.containsKey(id) && segment.filter().mayContain(hash)) {
          wanted.add(id);
          hashes.add(hash);
        }
      }
      Optional<Whereabouts> where = Whereabouts.of(segment, hashes);
      if (where.isPresent()) {
        session.query(
            """
            SELECT id, sequence, coalesce(from_span, false)
            FROM %s.usage
            WHERE sequence BETWEEN ? AND ? AND tenant = ? AND id IN (SELECT unnest(?::UUID[]))%s
            """
                .formatted(segment.schema(), Visible.only(segments, segment, RecordKind.USAGE)),
            List.of(where.get().first(), where.get().last(), key, wanted.toString()),
            row -> found.put(row.uuid(), new UsageRow(row.whole(), row.bool())) == null);
      }
    }
    return found;
  }
}
