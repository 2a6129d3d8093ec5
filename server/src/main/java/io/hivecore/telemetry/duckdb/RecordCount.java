package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import java.sql.SQLException;

/** How many records a filter finds, segment by segment. */
final class RecordCount {
  private RecordCount() {}

  static long count(QuerySession session, Selection selection) throws SQLException {
    RecordKind kind = selection.kind();
    session.begin();
    long count = 0;
    for (Segment segment : session.segments().segments()) {
      if (Visible.mayMatch(session.segments(), segment, kind, selection.times())) {
        Conditions conditions = selection.conditions().get();
        String sql =
            "SELECT count(*) FROM %s.%s WHERE %s%s"
                .formatted(
                    segment.schema(),
                    kind.wireName(),
                    conditions.sql(),
                    Visible.only(session.segments(), segment, kind));
        count += session.single(sql, conditions.values(), ColumnReader::whole);
      }
    }
    return count;
  }
}
