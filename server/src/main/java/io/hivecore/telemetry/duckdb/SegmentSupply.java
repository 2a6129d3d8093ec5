package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.rollup.LiveRollUp;
import io.hivecore.telemetry.words.WordFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Empty segments, attached and ready. One is kept in stock, so that the writer does not wait for
 * files to be made. Safe for any thread.
 */
final class SegmentSupply {
  private final DuckDbInstance instance;
  private final Path folder;
  private final long roomForIds;
  private @Nullable SegmentCatalog catalog;
  private @Nullable Segment stock;

  SegmentSupply(DuckDbInstance instance, Path folder, long roomForIds) {
    this.instance = instance;
    this.folder = folder;
    this.roomForIds = roomForIds;
  }

  /** Where the numbers come from, once it is there. */
  void connect(SegmentCatalog newCatalog) {
    catalog = newCatalog;
  }

  /** An empty segment, from stock if there is one. */
  Segment take() throws SQLException, IOException {
    synchronized (this) {
      Segment ready = stock;
      stock = null;
      if (ready != null) {
        return ready;
      }
    }
    return make();
  }

  /** Sees to it that one is in stock. */
  void restock() throws SQLException, IOException {
    synchronized (this) {
      if (stock != null) {
        return;
      }
    }
    Segment made = make();
    synchronized (this) {
      if (stock == null) {
        stock = made;
        return;
      }
    }
    discard(made);
  }

  private Segment make() throws SQLException, IOException {
    return make(java.util.Objects.requireNonNull(catalog).takeNumber(), roomForIds);
  }

  /** An empty segment of that number. */
  Segment make(int number, long ids) throws SQLException, IOException {
    var segment = new Segment(number, folder, Extent.emptyFrom(0), IdFilter.forRecords(ids));
    segment.rollUp(new LiveRollUp());
    deleteFiles(segment);
    instance.attach(segment);
    try (DuckDBConnection connection = instance.connect()) {
      SegmentLayout.create(connection, segment);
      DuckDbInstance.execute(connection, "CHECKPOINT " + segment.schema());
    }
    return segment;
  }

  /** Detaches a segment that nobody uses and deletes its files. */
  void discard(Segment segment) throws SQLException, IOException {
    instance.detach(segment);
    deleteFiles(segment);
  }

  static void deleteFiles(Segment segment) throws IOException {
    Files.deleteIfExists(segment.logFile());
    Files.deleteIfExists(segment.file());
    Files.deleteIfExists(segment.filterFile());
    Files.deleteIfExists(segment.indexFile());
    Files.deleteIfExists(segment.rollUpFile());
    WordFolder.delete(segment.wordsFolder());
  }
}
