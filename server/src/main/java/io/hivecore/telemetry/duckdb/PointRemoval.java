package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.Whose;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * Removes the points of metrics that name a session or an end user from sealed segments; where one
 * is in the open segment, the writer is asked to move on first. Belongs to the janitor's thread.
 */
final class PointRemoval {
  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final TenantKeys tenants;
  private final StoreWriter writer;
  private final Background sealing;
  private final Sealer sealer;

  PointRemoval(
      DuckDbInstance instance,
      SegmentCatalog catalog,
      TenantKeys tenants,
      StoreWriter writer,
      Background sealing,
      Sealer sealer) {
    this.instance = instance;
    this.catalog = catalog;
    this.tenants = tenants;
    this.writer = writer;
    this.sealing = sealing;
    this.sealer = sealer;
  }

  /** Removes them; how many there were. */
  long remove(TenantId tenant, Whose whose) throws SQLException, IOException {
    Integer key = tenants.find(tenant);
    if (key == null) {
      return 0;
    }
    String column =
        switch (whose) {
          case Whose.Session _ -> "session_id";
          case Whose.EndUser _ -> "user_id";
        };
    RowRemoval rows =
        new RowRemoval(
            List.of(RecordKind.METRIC_POINT),
            "tenant = ? AND " + column + " = ?",
            List.of(key, whose.id()));
    long removed = 0;
    try (DuckDBConnection connection = instance.connect()) {
      // Once is enough: points are never written anew, as states are.
      if (rows.hasAny(connection, catalog.current().open())) {
        writer.rotate();
      }
      sealing.now(() -> {});
      for (Segment segment : catalog.current().sealed()) {
        if (segment.checkpointed() && rows.hasAny(connection, segment)) {
          removed += rows.remove(connection, segment, sealer, catalog);
        }
      }
    }
    return removed;
  }
}
