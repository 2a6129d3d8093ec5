package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.duckdb.MergedStates.Identity;
import io.hivecore.telemetry.duckdb.MergedStates.Stored;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.traces.TraceState;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        new RecordNames(),
        TraceState.MOST_SPANS);
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
