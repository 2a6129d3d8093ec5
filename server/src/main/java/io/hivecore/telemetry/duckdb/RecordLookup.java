package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One record by its identity. Only segments that may hold it are read, newest first. */
final class RecordLookup {
  private RecordLookup() {}

  static Optional<TelemetryRecord> find(
      QuerySession session, TenantId tenant, int key, RecordKind kind, UUID id)
      throws SQLException {
    if (kind == RecordKind.USAGE) {
      session.begin();
    }
    RecordTable<?> table = RecordTable.of(kind);
    long hash = IdFilter.hash(tenant, kind, id);
    for (Segment segment : session.segments().segments().reversed()) {
      Optional<Whereabouts> where = Whereabouts.of(segment, List.of(hash));
      if (where.isPresent()) {
        String sql =
            """
            SELECT %s
            FROM %s.%s
            WHERE sequence BETWEEN ? AND ? AND tenant = ? AND id = ?%s
            ORDER BY sequence DESC
            LIMIT 1
            """
                .formatted(
                    table.selected(),
                    segment.schema(),
                    table.name(),
                    retracted(session, segment, kind));
        List<TelemetryRecord> found =
            session.query(
                sql, List.of(where.get().first(), where.get().last(), key, id), table::read);
        if (!found.isEmpty()) {
          return Optional.of(found.getFirst());
        }
      }
    }
    return Optional.empty();
  }

  /** Of other kinds the newest version counts, which is found first. */
  private static String retracted(QuerySession session, Segment segment, RecordKind kind) {
    return kind == RecordKind.USAGE ? Visible.only(session.segments(), segment, kind) : "";
  }

  static boolean contains(QuerySession session, TenantId tenant, int key, RecordKind kind, UUID id)
      throws SQLException {
    long hash = IdFilter.hash(tenant, kind, id);
    for (Segment segment : session.segments().segments().reversed()) {
      Optional<Whereabouts> where = Whereabouts.of(segment, List.of(hash));
      if (where.isPresent()) {
        String sql =
            """
            SELECT count(*)
            FROM %s.%s
            WHERE sequence BETWEEN ? AND ? AND tenant = ? AND id = ?%s
            """
                .formatted(segment.schema(), kind.wireName(), retracted(session, segment, kind));
        List<Object> values = List.of(where.get().first(), where.get().last(), key, id);
        if (session.single(sql, values, ColumnReader::whole) > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
