package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The spans of one trace. */
final class SpanLookup {
  private SpanLookup() {}

  /**
   * The outlines of a trace's spans, in no order. Whatever transaction stores a span stores a state
   * of its trace, too, so a segment that cannot have the trace has none of its spans.
   */
  static List<SpanRecord> outlines(
      QuerySession session,
      TenantId tenant,
      int key,
      String traceId,
      SpanOutlines.Detail detail,
      int most)
      throws SQLException {
    RecordNames names = new RecordNames();
    long hash = IdFilter.hash(tenant, RecordKind.TRACE, names.trace(traceId));
    List<SpanRecord> outlines = new ArrayList<>();
    for (Segment segment : session.segments().segments()) {
      if (outlines.size() < most && segment.filter().mayContain(hash)) {
        int left = most - outlines.size();
        String selected = SpanOutlines.selected(detail, false);
        List<byte[]> rows = rows(session, segment, selected, key, traceId, left);
        if (!rows.stream().allMatch(SpanOutlines::isWhole)) {
          selected = SpanOutlines.selected(detail, true);
          rows = rows(session, segment, selected, key, traceId, left);
        }
        rows.forEach(row -> outlines.add(SpanOutlines.read(row)));
      }
    }
    return outlines;
  }

  private static List<byte[]> rows(
      QuerySession session, Segment segment, String selected, int key, String traceId, int most)
      throws SQLException {
    return session.query(
        """
        SELECT %s
        FROM %s.span
        WHERE tenant = ? AND trace_id = ?%s
        LIMIT %d
        """
            .formatted(
                selected,
                segment.schema(),
                Visible.only(session.segments(), segment, RecordKind.SPAN),
                most),
        List.of(key, traceId),
        ColumnReader::bytes);
  }

  /** Spans as a whole, each in its newest version. */
  static List<SpanRecord> spans(
      QuerySession session, TenantId tenant, int key, String traceId, Collection<String> spanIds)
      throws SQLException {
    RecordNames names = new RecordNames();
    List<UUID> ids = spanIds.stream().map(spanId -> names.span(traceId, spanId)).toList();
    List<SpanRecord> spans = new ArrayList<>();
    for (Segment segment : session.segments().segments()) {
      List<Long> hashes =
          ids.stream().map(id -> IdFilter.hash(tenant, RecordKind.SPAN, id)).toList();
      Optional<Whereabouts> where = Whereabouts.of(segment, hashes);
      if (where.isPresent()) {
        spans.addAll(
            session.query(
                """
                SELECT %s
                FROM %s.span
                WHERE sequence BETWEEN ? AND ? AND tenant = ?
                  AND id IN (SELECT unnest(?::UUID[]))%s
                """
                    .formatted(
                        SpanTable.INSTANCE.selected(),
                        segment.schema(),
                        Visible.only(session.segments(), segment, RecordKind.SPAN)),
                List.of(where.get().first(), where.get().last(), key, ids.toString()),
                SpanTable.INSTANCE::read));
      }
    }
    return spans;
  }
}
