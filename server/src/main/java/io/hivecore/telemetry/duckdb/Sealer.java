package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.ids.IdIndex;
import io.hivecore.telemetry.rollup.RollUpFile;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Finishes a segment that is no longer written: writes its roll-up, its index and its filter beside
 * it, and moves its log into its file.
 */
final class Sealer {
  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final TenantKeys tenants;
  private final DiskRoom room;

  Sealer(DuckDbInstance instance, SegmentCatalog catalog, TenantKeys tenants, DiskRoom room) {
    this.instance = instance;
    this.catalog = catalog;
    this.tenants = tenants;
    this.room = room;
  }

  /** Seals a segment; does nothing when that was done. */
  void seal(Segment segment) throws SQLException, IOException {
    if (segment.checkpointed()) {
      return;
    }
    try (DuckDBConnection connection = instance.connect()) {
      SegmentRollUps.write(connection, segment);
      SegmentIds.writeIndex(connection, segment, tenants.byKey());
      finish(connection, segment);
    }
    catalog.save();
  }

  /** All but the catalogue's part. */
  void finish(DuckDBConnection connection, Segment segment) throws SQLException, IOException {
    checkpoint(connection, segment, 0);
    segment.extent(SegmentLayout.extent(connection, segment, segment.extent().firstSequence()));
    segment.filter().write(segment.filterFile());
    segment.filter(IdFilter.map(segment.filterFile()).orElseThrow());
    segment.checkpointed(true);
  }

  /**
   * Moves a segment's log into its file.
   *
   * @param more bytes that this may take beside the log
   */
  void checkpoint(DuckDBConnection connection, Segment segment, long more)
      throws SQLException, IOException {
    room.require(
        "a checkpoint",
        Math.addExact(more, Math.multiplyExact(2, DiskRoom.size(segment.logFile()))));
    try {
      DuckDbInstance.execute(connection, "CHECKPOINT " + segment.schema());
    } catch (SQLException e) {
      if (DuckDbInstance.isInvalidated(e)) {
        instance.reattach(segment);
      }
      throw e;
    }
  }

  /** Writes anew what belongs beside sealed segments and is missing or damaged. */
  void mend() throws SQLException, IOException {
    for (Segment segment : catalog.current().sealed()) {
      if (segment.checkpointed()) {
        try (DuckDBConnection connection = instance.connect()) {
          if (!(segment.rollUp() instanceof RollUpFile rollUp) || rollUp.isDamaged()) {
            SegmentRollUps.write(connection, segment);
          }
          IdIndex index = segment.index();
          if (index == null || index.isDamaged()) {
            SegmentIds.writeIndex(connection, segment, tenants.byKey());
          }
        }
      }
    }
  }

  /** Builds the filter of a segment that has none, and keeps it if the segment is sealed. */
  static void rebuildFilter(
      DuckDBConnection connection, Segment segment, long room, Map<Integer, TenantId> tenants)
      throws SQLException, IOException {
    segment.filter(SegmentIds.filter(connection, segment, room, tenants));
    if (segment.checkpointed()) {
      segment.filter().write(segment.filterFile());
      segment.filter(IdFilter.map(segment.filterFile()).orElseThrow());
    }
  }
}
