package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.ids.IdIndex;
import io.hivecore.telemetry.ids.IdIndexMerge;
import io.hivecore.telemetry.ids.IdIndexWriter;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Makes filters and indexes of segments' identities from their records. */
final class SegmentIds {
  /** Records are read so many at a time, since the driver holds all of an answer in memory. */
  private static final long ROWS_AT_ONCE = 250_000;

  private SegmentIds() {}

  private record Entry(long hash, long sequence) {}

  /** Writes the index of a sealed segment, and puts it in use. */
  static void writeIndex(
      DuckDBConnection connection, Segment segment, Map<Integer, TenantId> tenants)
      throws SQLException, IOException {
    List<Path> parts = new ArrayList<>();
    try {
      Extent extent = segment.extent();
      for (long from = extent.firstSequence();
          from <= extent.lastSequence();
          from += ROWS_AT_ONCE) {
        Path part =
            segment.indexFile().resolveSibling(segment.indexFile().getFileName() + ".part" + from);
        parts.add(part);
        writePart(part, entries(connection, segment, tenants, from, from + ROWS_AT_ONCE - 1));
      }
      List<IdIndex> sorted = new ArrayList<>();
      for (Path part : parts) {
        sorted.add(IdIndex.open(part).orElseThrow());
      }
      try (var writer = new IdIndexWriter(segment.indexFile())) {
        IdIndexMerge.merge(sorted, writer);
        writer.finish();
      }
    } finally {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
    segment.index(IdIndex.open(segment.indexFile()).orElseThrow());
  }

  private static void writePart(Path file, List<Entry> entries) throws IOException {
    entries.sort(Comparator.comparingLong(Entry::hash));
    try (var writer = new IdIndexWriter(file)) {
      for (Entry entry : entries) {
        writer.add(entry.hash(), entry.sequence());
      }
      writer.finish();
    }
  }

  /** A filter over all records of a segment, with room for at least so many. */
  static IdFilter filter(
      DuckDBConnection connection, Segment segment, long room, Map<Integer, TenantId> tenants)
      throws SQLException {
    Extent extent = segment.extent();
    IdFilter filter = IdFilter.forRecords(Math.max(room, extent.rows()));
    for (long from = extent.firstSequence(); from <= extent.lastSequence(); from += ROWS_AT_ONCE) {
      entries(connection, segment, tenants, from, from + ROWS_AT_ONCE - 1)
          .forEach(entry -> filter.add(entry.hash()));
    }
    return filter;
  }

  private static List<Entry> entries(
      DuckDBConnection connection,
      Segment segment,
      Map<Integer, TenantId> tenants,
      long firstSequence,
      long lastSequence)
      throws SQLException {
    var session = new QuerySession(connection, new SegmentSet(List.of(segment)));
    List<Entry> entries = new ArrayList<>();
    for (RecordKind kind : RecordKind.values()) {
      session.query(
          "SELECT tenant, id, sequence FROM %s.%s WHERE sequence BETWEEN ? AND ?"
              .formatted(segment.schema(), kind.wireName()),
          List.of(firstSequence, lastSequence),
          row -> {
            TenantId tenant = tenants.get((int) row.whole());
            UUID id = row.uuid();
            // Of a tenant that the segment does not explain any more, nothing is asked for.
            return tenant == null
                || entries.add(new Entry(IdFilter.hash(tenant, kind, id), row.whole()));
          });
    }
    // Where spans with a response id are, from the first to the last: some have all the same.
    session.query(
        """
        SELECT tenant, response_id, min(sequence), max(sequence)
        FROM %s.span
        WHERE response_id <> '' AND sequence BETWEEN ? AND ?
        GROUP BY ALL
        """
            .formatted(segment.schema()),
        List.of(firstSequence, lastSequence),
        row -> {
          TenantId tenant = tenants.get((int) row.whole());
          String response = row.text();
          if (tenant == null) {
            return false;
          }
          long hash = IdFilter.hash(tenant, response);
          long first = row.whole();
          long last = row.whole();
          entries.add(new Entry(hash, first));
          return last == first || entries.add(new Entry(hash, last));
        });
    return entries;
  }
}
