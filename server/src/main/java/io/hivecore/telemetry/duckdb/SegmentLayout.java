package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** The tables of a segment, and what can be learned from them when it is opened. */
final class SegmentLayout {
  private SegmentLayout() {}

  /** Creates the tables of an empty segment, in one transaction of a connection without one. */
  static void create(DuckDBConnection connection, Segment segment) throws SQLException {
    String schema = segment.schema();
    DuckDbInstance.inTransaction(
        connection,
        () -> {
          DuckDbInstance.execute(
              connection,
              "CREATE TABLE %s.meta (format INTEGER NOT NULL, applied BIGINT NOT NULL)"
                  .formatted(schema));
          DuckDbInstance.execute(
              connection, "INSERT INTO %s.meta VALUES (%d, 0)".formatted(schema, Manifest.FORMAT));
          DuckDbInstance.execute(
              connection,
              "CREATE TABLE %s.tenant (key INTEGER NOT NULL, id UUID NOT NULL)".formatted(schema));
          DuckDbInstance.execute(
              connection,
              "CREATE TABLE %s.superseded (sequence BIGINT NOT NULL)".formatted(schema));
          for (RecordKind kind : RecordKind.values()) {
            RecordTable<?> table = RecordTable.of(kind);
            DuckDbInstance.execute(
                connection,
                "CREATE TABLE %s.%s (%s)".formatted(schema, table.name(), table.definition()));
          }
        });
  }

  /**
   * The mark that the segment carries.
   *
   * @throws TelemetryStoreException when the segment is of a newer format
   */
  static long applied(DuckDBConnection connection, Segment segment) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT format, applied FROM %s.meta".formatted(segment.schema()))) {
      if (!rows.next()) {
        throw new TelemetryStoreException(
            Reason.FAILED, "a segment of the telemetry store does not tell its format");
      }
      Manifest.checkFormat(rows.getInt(1));
      return rows.getLong(2);
    }
  }

  static Map<TenantId, Integer> tenants(DuckDBConnection connection, Segment segment)
      throws SQLException {
    Map<TenantId, Integer> keys = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, key FROM %s.tenant".formatted(segment.schema()))) {
      while (rows.next()) {
        keys.put(new TenantId(rows.getObject(1, UUID.class)), rows.getInt(2));
      }
    }
    return keys;
  }

  /** What the segment's rows tell of its extent. */
  static Extent extent(DuckDBConnection connection, Segment segment, long firstSequence)
      throws SQLException {
    Map<RecordKind, Extent.Range> ranges = new EnumMap<>(RecordKind.class);
    long last = firstSequence - 1;
    for (RecordKind kind : RecordKind.values()) {
      String sql =
          """
          SELECT count(*), min(epoch_us(timestamp)), max(epoch_us(timestamp)), max(sequence)
          FROM %s.%s
          """
              .formatted(segment.schema(), kind.wireName());
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        if (rows.getLong(1) > 0) {
          ranges.put(kind, new Extent.Range(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
          last = Math.max(last, rows.getLong(4));
        }
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM %s.superseded".formatted(segment.schema()))) {
      rows.next();
      return new Extent(firstSequence, last, ranges, rows.getLong(1));
    }
  }
}
