package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * Some rows that are to be removed from segments.
 *
 * @param kinds whose tables have them
 * @param condition on each of these tables, with a place for each value
 */
record RowRemoval(List<RecordKind> kinds, String condition, List<Object> values) {
  RowRemoval {
    kinds = List.copyOf(kinds);
    values = List.copyOf(values);
  }

  /** Whether a segment has any of them. */
  boolean hasAny(DuckDBConnection connection, Segment segment) throws SQLException {
    for (RecordKind kind : kinds) {
      String sql =
          "SELECT 1 FROM %s.%s WHERE %s LIMIT 1"
              .formatted(segment.schema(), kind.wireName(), condition);
      try (PreparedStatement statement = prepare(connection, sql);
          ResultSet rows = statement.executeQuery()) {
        if (rows.next()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Removes them from a sealed segment, which is smaller on the disk afterwards; how many. */
  long remove(DuckDBConnection connection, Segment segment, Sealer sealer, SegmentCatalog catalog)
      throws SQLException, IOException {
    long[] removed = {0};
    DuckDbInstance.inTransaction(
        connection,
        () -> {
          for (RecordKind kind : kinds) {
            String sql =
                "DELETE FROM %s.%s WHERE %s"
                    .formatted(segment.schema(), kind.wireName(), condition);
            try (PreparedStatement statement = prepare(connection, sql)) {
              removed[0] += statement.executeUpdate();
            }
          }
        });
    sealer.checkpoint(connection, segment);
    segment.extent(SegmentLayout.extent(connection, segment, segment.extent().firstSequence()));
    catalog.save();
    return removed[0];
  }

  private PreparedStatement prepare(DuckDBConnection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }
}
