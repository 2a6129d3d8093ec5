package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import java.sql.SQLException;

/** How many records a filter finds, segment by segment. */
final class RecordCount {
  private RecordCount() {}

  static long count(QuerySession session, int tenant, RecordKind kind, RecordFilter filter)
      throws SQLException {
    session.begin();
    long count = 0;
    for (Segment segment : session.segments().segments()) {
      if (Visible.mayMatch(session.segments(), segment, kind, filter)) {
        Conditions conditions = Conditions.of(tenant, kind, filter);
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
