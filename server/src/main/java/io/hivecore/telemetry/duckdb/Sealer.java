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
  private static final String ROLLUP_KEYS = "tenant, bucket, project_id, agent_name, model_name";

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
          connection,
          "CREATE TEMP TABLE summed AS " + summed("FROM %s.usage_rollup".formatted(schema)));
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

  /** One roll-up row for each of the keys. */
  static String summed(String from) {
    return """
    WITH
    bins AS (
      SELECT %1$s, bin, sum(bin_calls)::INTEGER AS bin_calls
      FROM (SELECT %1$s, unnest(bins) AS bin, unnest(bin_calls) AS bin_calls %2$s)
      GROUP BY %1$s, bin
    ),
    lists AS (
      SELECT %1$s, list(bin ORDER BY bin) AS bins, list(bin_calls ORDER BY bin) AS bin_calls
      FROM bins
      GROUP BY %1$s
    ),
    sums AS (
      SELECT %1$s, %3$s
      %2$s
      GROUP BY %1$s
    )
    SELECT sums.*, bins, bin_calls
    FROM sums JOIN lists USING (%1$s)
    ORDER BY tenant, bucket
    """
        .formatted(ROLLUP_KEYS, from, UsageSums.SUMMED);
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
