package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.ids.IdIndex;
import io.hivecore.telemetry.rollup.RollUpFile;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Finishes a segment that is no longer written: moves its log into its file, and writes its
 * roll-up, its index and its filter beside it.
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
      checkpoint(connection, segment);
      SegmentRollUps.write(connection, segment);
      SegmentIds.writeIndex(connection, segment, tenants.byKey());
      segment.extent(SegmentLayout.extent(connection, segment, segment.extent().firstSequence()));
    }
    segment.filter().write(segment.filterFile());
    segment.filter(IdFilter.map(segment.filterFile()).orElseThrow());
    segment.checkpointed(true);
    catalog.save();
  }

  /**
   * Moves a segment's log into its file.
   *
   * @throws TelemetryStoreException with {@link Reason#OVERLOADED} while a query runs that began
   *     before the segment's last transaction: DuckDB keeps that for it
   */
  void checkpoint(DuckDBConnection connection, Segment segment) throws SQLException, IOException {
    room.require("a checkpoint", Math.multiplyExact(2, DiskRoom.size(segment.logFile())));
    try {
      DuckDbInstance.execute(connection, "CHECKPOINT " + segment.schema());
    } catch (SQLException e) {
      if (DuckDbInstance.isInvalidated(e)) {
        instance.reattach(segment);
      }
      if (String.valueOf(e.getMessage()).contains("Cannot CHECKPOINT")) {
        throw new TelemetryStoreException(
            Reason.OVERLOADED, "a query still reads what was before; it is tried again", e);
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
