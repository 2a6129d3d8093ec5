package io.hivecore.telemetry.duckdb;

import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Finishes a segment that is no longer written: sums its roll-up rows up, moves its log into its
 * file, and keeps its filter beside it.
 */
final class Sealer {
  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;

  Sealer(DuckDbInstance instance, SegmentCatalog catalog) {
    this.instance = instance;
    this.catalog = catalog;
  }

  /** Seals a segment; does nothing when that was done. */
  void seal(Segment segment) throws SQLException, IOException {
    if (segment.checkpointed()) {
      return;
    }
    try (DuckDBConnection connection = instance.connect()) {
      sumUpRollUps(connection, segment);
      finish(connection, segment);
    }
    catalog.save();
  }

  /** All but the catalogue's part. */
  void finish(DuckDBConnection connection, Segment segment) throws SQLException, IOException {
    DuckDbInstance.execute(connection, "CHECKPOINT " + segment.schema());
    segment.extent(SegmentLayout.extent(connection, segment, segment.extent().firstSequence()));
    segment.filter().write(segment.filterFile());
    segment.filter(IdFilter.map(segment.filterFile()).orElseThrow());
    segment.checkpointed(true);
  }

  private static void sumUpRollUps(DuckDBConnection connection, Segment segment)
      throws SQLException {
    String schema = segment.schema();
    connection.setAutoCommit(false);
    try {
      DuckDbInstance.execute(
          connection, "CREATE TEMP TABLE summed AS " + RollUpSql.summed(schema + ".usage_rollup"));
      DuckDbInstance.execute(connection, "DELETE FROM %s.usage_rollup".formatted(schema));
      DuckDbInstance.execute(
          connection, "INSERT INTO %s.usage_rollup FROM summed".formatted(schema));
      DuckDbInstance.execute(connection, "DROP TABLE summed");
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Builds the filter of a segment that has none, and keeps it if the segment is sealed. */
  static void rebuildFilter(
      DuckDBConnection connection, Segment segment, long room, Map<Integer, TenantId> tenants)
      throws SQLException, IOException {
    segment.filter(SegmentLayout.filter(connection, segment, room, tenants));
    if (segment.checkpointed()) {
      segment.filter().write(segment.filterFile());
      segment.filter(IdFilter.map(segment.filterFile()).orElseThrow());
    }
  }
}
