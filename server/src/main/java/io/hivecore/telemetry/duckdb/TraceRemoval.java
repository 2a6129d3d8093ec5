package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
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

  private static final String CONDITION =
      "tenant = ? AND trace_id IN (SELECT unnest(?::VARCHAR[]))";

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
    RowRemoval rows = new RowRemoval(REMOVED, CONDITION, List.of(key, Texts.list(traceIds)));
    writer.release(tenant, traceIds);
    try (DuckDBConnection connection = instance.connect()) {
      Segment open = catalog.current().open();
      if (mayHold(open, tenant, traceIds) && rows.hasAny(connection, open)) {
        writer.rotate();
      }
      sealing.now(() -> {});
      for (Segment segment : catalog.current().sealed()) {
        if (segment.checkpointed()
            && mayHold(segment, tenant, traceIds)
            && rows.hasAny(connection, segment)) {
          rows.remove(connection, segment, sealer, catalog);
          words.update(segment);
        }
      }
      writer.forgetStates();
    }
  }

  /** False is certain. Scores may be of traces that have no spans. */
  private static boolean mayHold(Segment segment, TenantId tenant, Set<String> traceIds) {
    RecordNames names = new RecordNames();
    return segment.extent().of(RecordKind.SCORE).rows() > 0
        || traceIds.stream()
            .anyMatch(
                id ->
                    segment
                        .filter()
                        .mayContain(IdFilter.hash(tenant, RecordKind.TRACE, names.trace(id))));
  }
}
