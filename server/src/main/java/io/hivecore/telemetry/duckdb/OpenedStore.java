package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.CostRule;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.StoreStatus;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.ids.IdIndex;
import io.hivecore.telemetry.rollup.RollUpFile;
import io.hivecore.telemetry.words.WordFolder;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;

/** The parts of an open store, started in order and stopped in reverse. */
final class OpenedStore implements AutoCloseable {
  private static final String MERGING = "temporary-merging";
  private static final String INDEXING = "temporary-words";
  private static final int LOOKUP_THREADS = 2;

  /** A log larger than this is moved into its file once the store is open. */
  private static final long LOG_TO_SEAL = 16 << 20;

  private final Path folder;
  private final Path temporary;
  private final DuckDbInstance instance;
  private final TenantKeys tenants;
  private final SegmentCatalog catalog;
  private final StoreWriter writer;
  private final QueryPool pool;
  private final QueryPool lookups;
  private final Background sealing;
  private final Background janitor;
  private final SegmentWords words;
  private final Merger merger;
  private final Retention retention;
  private final TraceRemoval traceRemoval;
  private final PointRemoval pointRemoval;

  private OpenedStore(
      Path folder,
      Path temporary,
      DuckDbInstance instance,
      TenantKeys tenants,
      SegmentCatalog catalog,
      StoreWriter writer,
      QueryPool pool,
      QueryPool lookups,
      Background sealing,
      Background janitor,
      SegmentWords words,
      Merger merger,
      Retention retention,
      TraceRemoval traceRemoval,
      PointRemoval pointRemoval) {
    this.folder = folder;
    this.temporary = temporary;
    this.instance = instance;
    this.tenants = tenants;
    this.catalog = catalog;
    this.writer = writer;
    this.pool = pool;
    this.lookups = lookups;
    this.sealing = sealing;
    this.janitor = janitor;
    this.words = words;
    this.merger = merger;
    this.retention = retention;
    this.traceRemoval = traceRemoval;
    this.pointRemoval = pointRemoval;
  }

  static OpenedStore open(DuckDbSettings settings, CostRule costs)
      throws SQLException, IOException {
    Files.createDirectories(settings.folder());
    Path folder = settings.folder().toRealPath();
    Path temporary = folder.resolve("temporary");
    empty(temporary);
    // Not within the other: each DuckDB takes a folder for its own.
    empty(folder.resolve(MERGING));
    empty(folder.resolve(INDEXING));
    Manifest manifest = manifest(folder);
    DuckDbInstance instance =
        DuckDbInstance.start(
            new DuckDbInstance.Limits(
                folder,
                temporary,
                settings.memoryLimitBytes(),
                settings.threads(),
                settings.temporaryLimitBytes()));
    try {
      return open(settings, costs, folder, temporary, manifest, instance);
    } catch (SQLException | IOException | RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  private static OpenedStore open(
      DuckDbSettings settings,
      CostRule costs,
      Path folder,
      Path temporary,
      Manifest manifest,
      DuckDbInstance instance)
      throws SQLException, IOException {
    var supply = new SegmentSupply(instance, folder, settings.segmentRows());
    List<Segment> segments = new ArrayList<>();
    Map<TenantId, Integer> keys = new HashMap<>();
    long applied = manifest.applied();
    int nextNumber = manifest.nextNumber();
    try (DuckDBConnection connection = instance.connect()) {
      long firstSequence = 1;
      for (Manifest.Entry entry : manifest.entries()) {
        var segment =
            new Segment(
                entry.number(), folder, Extent.emptyFrom(firstSequence), IdFilter.forIds(1));
        if (!Files.exists(segment.file())) {
          throw new TelemetryStoreException(
              Reason.FAILED, "a segment of the telemetry store is missing");
        }
        instance.attach(segment);
        int format = SegmentLayout.format(connection, segment);
        Manifest.checkFormat(format);
        if (format < Manifest.FORMAT) {
          SegmentLayout.upgrade(connection, segment, segments);
          DuckDbInstance.execute(connection, "CHECKPOINT " + segment.schema());
        } else if (SegmentLayout.addMetricPoints(connection, segment)) {
          DuckDbInstance.execute(connection, "CHECKPOINT " + segment.schema());
        }
        applied = Math.max(applied, SegmentLayout.applied(connection, segment));
        keys.putAll(SegmentLayout.tenants(connection, segment));
        if (entry.extent() != null) {
          segment.extent(entry.extent());
          segment.checkpointed(true);
        } else {
          segment.extent(SegmentLayout.extent(connection, segment, firstSequence));
        }
        firstSequence = segment.extent().lastSequence() + 1;
        segments.add(segment);
      }
      var tenants = new TenantKeys(keys);
      for (Segment segment : segments) {
        Optional<IdFilter> kept =
            segment.checkpointed() ? IdFilter.map(segment.filterFile()) : Optional.empty();
        if (kept.isPresent()) {
          segment.filter(kept.get());
        } else {
          Sealer.rebuildFilter(connection, segment, settings.segmentRows(), tenants.byKey());
        }
        if (segment.checkpointed()) {
          segment.rollUp(RollUpFile.open(segment.rollUpFile()).orElse(null));
          segment.index(IdIndex.open(segment.indexFile()).orElse(null));
        }
      }
      if (!segments.isEmpty() && !segments.getLast().checkpointed()) {
        segments.getLast().rollUp(SegmentRollUps.live(connection, segments.getLast()));
      }
      if (segments.isEmpty()) {
        Segment first = supply.make(nextNumber++, settings.segmentRows());
        first.extent(Extent.emptyFrom(applied + 1));
        segments.add(first);
        SegmentCatalog.manifest(applied, nextNumber, segments).write(folder);
      }
      return start(
          settings,
          costs,
          folder,
          temporary,
          instance,
          supply,
          tenants,
          segments,
          nextNumber,
          applied);
    }
  }

  private static OpenedStore start(
      DuckDbSettings settings,
      CostRule costs,
      Path folder,
      Path temporary,
      DuckDbInstance instance,
      SegmentSupply supply,
      TenantKeys tenants,
      List<Segment> segments,
      int nextNumber,
      long applied)
      throws IOException {
    var room = new DiskRoom(folder, settings.diskReserveBytes());
    var sealing = new Background("telemetry-sealer");
    var janitor = new Background("telemetry-janitor");
    StoreWriter[] writing = new StoreWriter[1];
    SegmentWords[] indexing = new SegmentWords[1];
    var catalog =
        new SegmentCatalog(
            folder,
            segments,
            nextNumber,
            () -> writing[0].applied(),
            unused ->
                sealing.later(
                    "removing a segment",
                    () -> {
                      indexing[0].forget(unused);
                      supply.discard(unused);
                    }));
    supply.connect(catalog);
    var sealer = new Sealer(instance, catalog, tenants, room);
    Merger[] merging = new Merger[1];
    var words =
        new SegmentWords(
            folder.resolve(INDEXING),
            instance,
            catalog,
            room,
            () -> writing[0].applied(),
            () -> janitor.later("merging segments", () -> merging[0].merge()));
    indexing[0] = words;
    var merger =
        new Merger(settings, folder, folder.resolve(MERGING), instance, catalog, room, words);
    merging[0] = merger;
    Consumer<Segment> sealAndMerge =
        full -> {
          sealing.untilDone(
              "sealing a segment",
              () -> {
                sealer.seal(full);
                words.updateAll();
                janitor.later("mending segments", sealer::mend);
                janitor.later("merging segments", merger::merge);
              });
        };
    var writer =
        new StoreWriter(
            settings,
            costs,
            instance,
            catalog,
            tenants,
            supply,
            applied,
            room,
            full -> {
              sealing.later("making a segment", supply::restock);
              sealAndMerge.accept(full);
            });
    writing[0] = writer;
    sealing.later("making a segment", supply::restock);
    for (Segment segment : segments.subList(0, segments.size() - 1)) {
      if (!segment.checkpointed()) {
        sealAndMerge.accept(segment);
      }
    }
    Segment open = segments.getLast();
    if (DiskRoom.size(open.logFile()) > LOG_TO_SEAL) {
      // What was replayed from a log stays in memory until it is in the file.
      sealing.later("opening a segment", writer::rotate);
    }
    // What an earlier run left undone.
    words.begin();
    janitor.later("mending segments", sealer::mend);
    janitor.later("merging segments", merger::merge);
    var pool =
        new QueryPool(
            "telemetry-query-", instance, catalog, settings.queryThreads(), settings.queryQueue());
    // Of their own, so that ingest does not wait for queries, nor they for what is sent again.
    var lookups =
        new QueryPool(
            "telemetry-lookup-", instance, catalog, LOOKUP_THREADS, settings.queryQueue());
    var retention = new Retention(instance, catalog, tenants, writer, sealing, sealer, words);
    var traceRemoval = new TraceRemoval(instance, catalog, tenants, writer, sealing, sealer, words);
    var pointRemoval = new PointRemoval(instance, catalog, tenants, writer, sealing, sealer);
    return new OpenedStore(
        folder,
        temporary,
        instance,
        tenants,
        catalog,
        writer,
        pool,
        lookups,
        sealing,
        janitor,
        words,
        merger,
        retention,
        traceRemoval,
        pointRemoval);
  }

  /** The folder's manifest; a first one is written where nothing is. */
  private static Manifest manifest(Path folder) throws IOException {
    Optional<Manifest> found = Manifest.read(folder);
    Set<String> segmentFiles = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "segment-*")) {
      files.forEach(file -> segmentFiles.add(String.valueOf(file.getFileName())));
    }
    if (found.isEmpty()) {
      if (!segmentFiles.isEmpty()) {
        throw new TelemetryStoreException(
            Reason.FAILED, "the telemetry store has segments but no manifest");
      }
      var first = new Manifest(0, 1, List.of());
      first.write(folder);
      return first;
    }
    for (Manifest.Entry entry : found.get().entries()) {
      String stem = Segment.fileName(entry.number());
      segmentFiles.remove(stem);
      segmentFiles.remove(stem + ".wal");
      segmentFiles.remove(stem.replace(".duckdb", ".ids"));
      segmentFiles.remove(stem.replace(".duckdb", ".index"));
      segmentFiles.remove(stem.replace(".duckdb", ".usage"));
      segmentFiles.remove(stem.replace(".duckdb", ".words"));
    }
    for (String left : segmentFiles) {
      // Made but never used, or replaced but not yet deleted.
      WordFolder.delete(folder.resolve(left));
    }
    return found.get();
  }

  private static void empty(Path temporary) throws IOException {
    Files.createDirectories(temporary);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(temporary)) {
      for (Path file : files) {
        WordFolder.delete(file);
      }
    }
  }

  Path temporary() {
    return temporary;
  }

  TenantKeys tenants() {
    return tenants;
  }

  SegmentCatalog catalog() {
    return catalog;
  }

  StoreWriter writer() {
    return writer;
  }

  QueryPool pool() {
    return pool;
  }

  QueryPool lookups() {
    return lookups;
  }

  SegmentWords words() {
    return words;
  }

  StoreStatus status() {
    List<Segment> segments = catalog.current().segments();
    long records = 0;
    for (Segment segment : segments) {
      for (RecordKind kind : RecordKind.values()) {
        records += segment.extent().of(kind).rows();
      }
    }
    long unindexed =
        catalog.current().sealed().stream().filter(segment -> !segment.hasAllWords()).count();
    return new StoreStatus(
        writer.applied(), records, sizeBytes(), segments.size(), Math.toIntExact(unindexed));
  }

  private long sizeBytes() {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "segment-*")) {
      for (Path file : files) {
        bytes += Files.isDirectory(file) ? WordFolder.size(file) : DiskRoom.size(file);
      }
    } catch (IOException e) {
      throw Failures.of("looking at the telemetry store's size", e);
    }
    return bytes;
  }

  Background janitor() {
    return janitor;
  }

  Retention retention() {
    return retention;
  }

  TraceRemoval traceRemoval() {
    return traceRemoval;
  }

  PointRemoval pointRemoval() {
    return pointRemoval;
  }

  /** Waits until the background has done what it has to do. */
  void settle() {
    sealing.now(() -> {});
    // Merging waits for indexes of words, and may leave one to be made.
    for (int i = 0; i < 3; i++) {
      janitor.now(() -> {});
      words.settle();
    }
    sealing.now(() -> {});
  }

  @Override
  public void close() {
    pool.close();
    lookups.close();
    merger.stop();
    words.stop();
    janitor.close();
    words.close();
    writer.close();
    sealing.close();
    try {
      instance.close();
    } catch (SQLException e) {
      throw Failures.of("closing the telemetry store", e);
    }
  }
}
