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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** The tables of a segment, and what can be learned from them when it is opened. */
final class SegmentLayout {
  private static final String SUPERSEDED =
      "sequence BIGINT NOT NULL, kind INTEGER NOT NULL, id UUID NOT NULL";

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
              connection, "CREATE TABLE %s.superseded (%s)".formatted(schema, SUPERSEDED));
          for (RecordKind kind : RecordKind.values()) {
            createTable(connection, schema, kind.wireName(), kind);
          }
          createTable(connection, schema, "retracted", RecordKind.USAGE);
        });
  }

  private static void createTable(
      DuckDBConnection connection, String schema, String name, RecordKind kind)
      throws SQLException {
    DuckDbInstance.execute(
        connection,
        "CREATE TABLE %s.%s (%s)".formatted(schema, name, RecordTable.of(kind).definition()));
  }

  /**
   * Brings a segment of format 1 to the present one. There were no spans, scores and traces then,
   * and of executions alone were there several versions.
   *
   * @param older the segments before it, which hold the rows that it declares dead
   */
  static void upgrade(DuckDBConnection connection, Segment segment, List<Segment> older)
      throws SQLException {
    String schema = segment.schema();
    DuckDbInstance.inTransaction(
        connection,
        () -> {
          createTable(connection, schema, RecordKind.SPAN.wireName(), RecordKind.SPAN);
          createTable(connection, schema, RecordKind.SCORE.wireName(), RecordKind.SCORE);
          createTable(connection, schema, RecordKind.TRACE.wireName(), RecordKind.TRACE);
          createTable(
              connection, schema, RecordKind.METRIC_POINT.wireName(), RecordKind.METRIC_POINT);
          createTable(connection, schema, "retracted", RecordKind.USAGE);
          DuckDbInstance.execute(
              connection, "ALTER TABLE %s.usage ADD COLUMN from_span BOOLEAN".formatted(schema));
          DuckDbInstance.execute(
              connection, "CREATE TABLE %s.superseded_2 (%s)".formatted(schema, SUPERSEDED));
          for (Segment before : older) {
            DuckDbInstance.execute(
                connection,
                """
                INSERT INTO %1$s.superseded_2
                SELECT sequence, %2$d, id FROM %3$s.execution
                WHERE sequence IN (SELECT sequence FROM %1$s.superseded)
                """
                    .formatted(schema, RecordKind.EXECUTION.code(), before.schema()));
          }
          DuckDbInstance.execute(connection, "DROP TABLE %s.superseded".formatted(schema));
          DuckDbInstance.execute(
              connection, "ALTER TABLE %s.superseded_2 RENAME TO superseded".formatted(schema));
          DuckDbInstance.execute(
              connection, "UPDATE %s.meta SET format = %d".formatted(schema, Manifest.FORMAT));
        });
  }

  /**
   * Adds the table of metric points to a segment of format 2 from before there was one.
   *
   * @return whether it was missing
   */
  static boolean addMetricPoints(DuckDBConnection connection, Segment segment) throws SQLException {
    String table = RecordKind.METRIC_POINT.wireName();
    String sql =
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = '%s' AND table_name = '%s'"
            .formatted(segment.schema(), table);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      if (rows.getLong(1) > 0) {
        return false;
      }
    }
    createTable(connection, segment.schema(), table, RecordKind.METRIC_POINT);
    return true;
  }

  /** The format that a segment is of. */
  static int format(DuckDBConnection connection, Segment segment) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT format FROM %s.meta".formatted(segment.schema()))) {
      rows.next();
      return rows.getInt(1);
    }
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
          FROM %s
          """
              .formatted(
                  kind == RecordKind.USAGE
                      ? "(FROM %1$s.usage UNION ALL FROM %1$s.retracted)"
                          .formatted(segment.schema())
                      : segment.schema() + "." + kind.wireName());
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
                // One sequence may be in two segments, see ApplyTransaction#release.
                """
                SELECT count(*), min(sequence), max(sequence),
                  coalesce((SELECT min(sequence) FROM %1$s.usage), %2$d)
                FROM %1$s.superseded
                """
                    .formatted(segment.schema(), firstSequence))) {
      rows.next();
      Extent.Superseded superseded =
          rows.getLong(1) == 0
              ? Extent.Superseded.NONE
              : new Extent.Superseded(rows.getLong(1), rows.getLong(2), rows.getLong(3));
      return new Extent(Math.min(firstSequence, rows.getLong(4)), last, ranges, superseded);
    }
  }
}
