package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * Removes traces from sealed segments; where one is in the open segment, the writer is asked to
 * move on first. Belongs to the janitor's thread.
 */
final class TraceRemoval {
  /**
   * Usage and executions that followed from the spans stay: they are the ledger. But for a call
   * that another trace tells of, too: it counts there.
   */
  private static final List<RecordKind> REMOVED =
      List.of(RecordKind.SPAN, RecordKind.SCORE, RecordKind.TRACE);

  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final TenantKeys tenants;
  private final StoreWriter writer;
  private final Background sealing;
  private final Sealer sealer;
  private final SegmentWords words;

  TraceRemoval(
      DuckDbInstance instance,
      SegmentCatalog catalog,
      TenantKeys tenants,
      StoreWriter writer,
      Background sealing,
      Sealer sealer,
      SegmentWords words) {
    this.instance = instance;
    this.catalog = catalog;
    this.tenants = tenants;
    this.writer = writer;
    this.sealing = sealing;
    this.sealer = sealer;
    this.words = words;
  }

  void remove(TenantId tenant, Set<String> traceIds) throws SQLException, IOException {
    Integer key = tenants.find(tenant);
    if (key == null || traceIds.isEmpty()) {
      return;
    }
    // Twice: while the first pass ran, the writer may have carried a state over from an old segment
    // into the open one.
    pass(tenant, key, traceIds);
    pass(tenant, key, traceIds);
  }

  private void pass(TenantId tenant, int key, Set<String> traceIds)
      throws SQLException, IOException {
    writer.release(tenant, traceIds);
    try (DuckDBConnection connection = instance.connect()) {
      if (holds(connection, catalog.current().open(), tenant, key, traceIds)) {
        writer.rotate();
      }
      sealing.now(() -> {});
      for (Segment segment : catalog.current().sealed()) {
        if (segment.checkpointed() && holds(connection, segment, tenant, key, traceIds)) {
          remove(connection, segment, key, traceIds);
        }
      }
      writer.forgetStates();
    }
  }

  private boolean holds(
      DuckDBConnection connection, Segment segment, TenantId tenant, int key, Set<String> traceIds)
      throws SQLException {
    // Scores may be of traces that have no spans.
    boolean unlikely =
        segment.extent().of(RecordKind.SCORE).rows() == 0 && !mayHold(segment, tenant, traceIds);
    if (unlikely) {
      return false;
    }
    for (RecordKind kind : REMOVED) {
      String sql =
          "SELECT 1 FROM %s.%s WHERE %s LIMIT 1"
              .formatted(segment.schema(), kind.wireName(), CONDITION);
      try (PreparedStatement statement = prepare(connection, sql, key, traceIds);
          ResultSet rows = statement.executeQuery()) {
        if (rows.next()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayHold(Segment segment, TenantId tenant, Set<String> traceIds) {
    RecordNames names = new RecordNames();
    return traceIds.stream()
        .anyMatch(
            id ->
                segment
                    .filter()
                    .mayContain(IdFilter.hash(tenant, RecordKind.TRACE, names.trace(id))));
  }

  private void remove(DuckDBConnection connection, Segment segment, int key, Set<String> traceIds)
      throws SQLException, IOException {
    DuckDbInstance.inTransaction(
        connection,
        () -> {
          for (RecordKind kind : REMOVED) {
            String sql =
                "DELETE FROM %s.%s WHERE %s"
                    .formatted(segment.schema(), kind.wireName(), CONDITION);
            try (PreparedStatement statement = prepare(connection, sql, key, traceIds)) {
              statement.executeUpdate();
            }
          }
        });
    sealer.checkpoint(connection, segment);
    segment.extent(SegmentLayout.extent(connection, segment, segment.extent().firstSequence()));
    catalog.save();
    words.update(segment);
  }

  private static final String CONDITION =
      "tenant = ? AND trace_id IN (SELECT unnest(?::VARCHAR[]))";

  private static PreparedStatement prepare(
      DuckDBConnection connection, String sql, int key, Set<String> traceIds) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setInt(1, key);
    statement.setString(2, Texts.list(traceIds));
    return statement;
  }
}
