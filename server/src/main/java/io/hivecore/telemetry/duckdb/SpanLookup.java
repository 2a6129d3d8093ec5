package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.tenancy.TenantId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The spans of one trace. */
final class SpanLookup {
  private SpanLookup() {}

  /**
   * The outlines of a trace's spans, in no order. Whatever transaction stores a span stores a state
   * of its trace, too, so a segment that cannot have the trace has none of its spans.
   */
  static List<SpanRecord> outlines(
      QuerySession session, TenantId tenant, int key, String traceId, RecordNames names)
      throws SQLException {
    long hash = IdFilter.hash(tenant, RecordKind.TRACE, names.trace(traceId));
    List<SpanRecord> outlines = new ArrayList<>();
    for (Segment segment : session.segments().segments()) {
      if (segment.filter().mayContain(hash)) {
        outlines.addAll(
            session.query(
                """
                SELECT %s
                FROM %s.span
                WHERE tenant = ? AND trace_id = ?%s
                """
                    .formatted(
                        SpanTable.INSTANCE.outlined(),
                        segment.schema(),
                        Visible.only(session.segments(), segment, RecordKind.SPAN)),
                List.of(key, traceId),
                SpanTable.INSTANCE::read));
      }
    }
    return outlines;
  }
}
