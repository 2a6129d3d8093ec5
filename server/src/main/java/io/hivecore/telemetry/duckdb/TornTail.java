package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.duckdb.ExecutionStates.Identity;
import io.hivecore.telemetry.duckdb.ExecutionStates.Stored;
import io.hivecore.tenancy.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Removes what a transaction left that a kill cut off.
 *
 * <p>Implementation note: a transaction's log holds its rows, then the rows it removed, then the
 * mark. When the log ends in between, DuckDB 2.0.0 takes what is there (seen in 1 of 8 kills under
 * load: rows beyond the mark, whole batches of them). The journal brings those rows again, so
 * whatever is beyond the mark has to go first.
 */
final class TornTail {
  private TornTail() {}

  /**
   * Removes rows beyond the mark from a segment whose log was read, and has been moved into its
   * file.
   *
   * @param older the segments before it
   * @return states of executions whose rows were removed and of which the segment has no earlier
   *     row; that one may have been removed by the cut-off transaction, so the writer must know the
   *     state
   */
  static Map<Identity, Stored> remove(
      DuckDBConnection connection,
      Segment segment,
      List<Segment> older,
      long mark,
      Map<Integer, TenantId> tenants)
      throws SQLException {
    Map<Identity, Stored> states = new HashMap<>();
    connection.setAutoCommit(false);
    try {
      if (beyond(connection, segment, RecordKind.EXECUTION, mark)) {
        states.putAll(states(connection, segment, mark, tenants));
        reinstate(connection, segment, older, mark);
      }
      for (RecordKind kind : RecordKind.values()) {
        if (beyond(connection, segment, kind, mark)) {
          execute(
              connection,
              "DELETE FROM %s.%s WHERE sequence > ?".formatted(segment.schema(), kind.wireName()),
              mark);
        }
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    return states;
  }

  private static boolean beyond(
      DuckDBConnection connection, Segment segment, RecordKind kind, long mark)
      throws SQLException {
    String sql = "SELECT max(sequence) FROM %s.%s".formatted(segment.schema(), kind.wireName());
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1) > mark;
    }
  }

  private static Map<Identity, Stored> states(
      DuckDBConnection connection, Segment segment, long mark, Map<Integer, TenantId> tenants)
      throws SQLException {
    String sql =
        """
        SELECT sequence, tenant, %s
        FROM %s.execution AS torn
        WHERE sequence > ? AND NOT EXISTS (
          SELECT 1 FROM %s.execution AS kept
          WHERE kept.tenant = torn.tenant AND kept.id = torn.id AND kept.sequence <= ?)
        """
            .formatted(ExecutionTable.INSTANCE.selected(), segment.schema(), segment.schema());
    Map<Identity, Stored> states = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, mark);
      statement.setLong(2, mark);
      try (ResultSet rows = statement.executeQuery()) {
        ColumnReader row = new ColumnReader(rows);
        while (rows.next()) {
          row.rewind();
          long sequence = row.whole();
          TenantId tenant = tenants.get((int) row.whole());
          ExecutionRecord record = ExecutionTable.INSTANCE.read(row);
          if (tenant != null) {
            states.put(new Identity(tenant, record.id()), new Stored(record, sequence));
          }
        }
      }
    }
    return states;
  }

  /** Takes back the words on dead rows of older segments whose successors are about to go. */
  private static void reinstate(
      DuckDBConnection connection, Segment segment, List<Segment> older, long mark)
      throws SQLException {
    for (Segment before : older) {
      String sql =
          """
          DELETE FROM %1$s.superseded WHERE sequence IN (
            SELECT old.sequence
            FROM %2$s.execution AS old
            WHERE EXISTS (
              SELECT 1 FROM %1$s.execution AS torn
              WHERE torn.tenant = old.tenant AND torn.id = old.id AND torn.sequence > ?)
            AND NOT EXISTS (
              SELECT 1 FROM %1$s.execution AS kept
              WHERE kept.tenant = old.tenant AND kept.id = old.id AND kept.sequence <= ?))
          """
              .formatted(segment.schema(), before.schema());
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setLong(1, mark);
        statement.setLong(2, mark);
        statement.executeUpdate();
      }
    }
  }

  private static void execute(DuckDBConnection connection, String sql, long mark)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, mark);
      statement.executeUpdate();
    }
  }
}
