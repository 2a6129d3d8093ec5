package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.ids.IdFilter;
import io.hivecore.telemetry.ids.IdIndex;
import io.hivecore.telemetry.ids.IdIndexMerge;
import io.hivecore.telemetry.ids.IdIndexWriter;
import io.hivecore.telemetry.rollup.RollUpFile;
import io.hivecore.telemetry.rollup.RollUpMerge;
import io.hivecore.telemetry.rollup.RollUpWriter;
import io.hivecore.telemetry.words.WordFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Makes one large segment of several small neighbours, so that a query has few to look at. Rows
 * that were declared dead are left out. The new file is complete before the manifest names it in
 * place of the old ones; queries that hold those go on with them. Belongs to the janitor's thread,
 * but for {@link #stop}.
 *
 * <p>Implementation note: the copying is done by a DuckDB of its own, with its own memory, which
 * reads the old files beside the store's. In the store's DuckDB it took the memory from under the
 * writer, whose appends then failed.
 */
final class Merger {
  private final DuckDbSettings settings;
  private final Path folder;
  private final Path temporary;
  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final DiskRoom room;
  private final SegmentWords words;
  private final Object stopLock = new Object();
  private boolean stopped;
  private @Nullable QuerySession running;

  Merger(
      DuckDbSettings settings,
      Path folder,
      Path temporary,
      DuckDbInstance instance,
      SegmentCatalog catalog,
      DiskRoom room,
      SegmentWords words) {
    this.settings = settings;
    this.folder = folder;
    this.temporary = temporary;
    this.instance = instance;
    this.catalog = catalog;
    this.room = room;
    this.words = words;
  }

  /** Merges what is worth merging; returns when there is nothing more. */
  void merge() throws SQLException, IOException {
    while (!isStopped()) {
      SegmentSet set = catalog.acquire();
      try {
        Optional<List<Segment>> run = choose(set.sealed());
        if (run.isEmpty()) {
          return;
        }
        merge(set, run.get());
      } catch (SQLException | TelemetryStoreException e) {
        if (!isStopped()) {
          throw e;
        }
      } finally {
        catalog.release(set);
      }
    }
  }

  /**
   * The oldest neighbours that are worth merging: as many as the fan-in, none more than so many
   * times larger than the smallest kind, together no larger than allowed.
   */
  private Optional<List<Segment>> choose(List<Segment> sealed) throws IOException {
    int fanIn = settings.mergeFanIn();
    for (long largest = Math.max(1, smallest(sealed) * fanIn / 2);
        largest < settings.mergedRows();
        largest *= fanIn) {
      List<Segment> run = new ArrayList<>();
      long rows = 0;
      for (Segment segment : sealed) {
        long more = segment.extent().rows();
        boolean fits = isComplete(segment) && more <= largest;
        if (!fits || rows + more > settings.mergedRows()) {
          run.clear();
          rows = 0;
        }
        if (fits) {
          run.add(segment);
          rows += more;
          if (run.size() == fanIn) {
            return Optional.of(run);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isComplete(Segment segment) throws IOException {
    IdIndex index = segment.index();
    return segment.checkpointed()
        && segment.rollUp() instanceof RollUpFile rollUp
        && !rollUp.isDamaged()
        && index != null
        && !index.isDamaged()
        && (segment.hasAllWords() || segment.wordsGivenUp())
        && DiskRoom.size(segment.logFile()) == 0;
  }

  /**
   * A usual segment's size: rows or bytes may have filled it, so it is taken from what is there.
   */
  private long smallest(List<Segment> sealed) {
    return sealed.stream()
        .filter(Segment::checkpointed)
        .mapToLong(segment -> segment.extent().rows())
        .filter(rows -> rows > 0)
        .min()
        .orElse(settings.segmentRows());
  }

  private void merge(SegmentSet set, List<Segment> sources) throws SQLException, IOException {
    room.require("merging segments", size(sources));
    long first = sources.getFirst().extent().firstSequence();
    long last = sources.getLast().extent().lastSequence();
    var merged =
        new Segment(catalog.takeNumber(), folder, Extent.emptyFrom(first), IdFilter.forIds(1));
    SegmentSupply.deleteFiles(merged);
    boolean attached = false;
    boolean done = false;
    try {
      List<RowKey> dead = dead(set, sources, first, last);
      try (var copying =
              DuckDbInstance.start(
                  new DuckDbInstance.Limits(
                      folder,
                      temporary,
                      settings.mergeMemoryBytes(),
                      1,
                      settings.temporaryLimitBytes()));
          DuckDBConnection connection = copying.connect()) {
        begin(new QuerySession(connection, set));
        for (Segment source : sources) {
          copying.attachForReading(secondName(source), source.schema());
        }
        copying.attach(merged);
        copy(connection, sources, dead, merged);
        rollUp(sources, merged);
        merged.extent(SegmentLayout.extent(connection, merged, first));
        index(sources, merged);
        words.merge(sources, dead, merged);
      }
      instance.attach(merged);
      attached = true;
      merged.filter(IdFilter.map(merged.filterFile()).orElseThrow());
      merged.checkpointed(true);
      catalog.replace(sources, List.of(merged));
      done = true;
      words.update(merged);
    } finally {
      begin(null);
      for (Segment source : sources) {
        Files.deleteIfExists(temporary.resolve(String.valueOf(source.file().getFileName())));
      }
      if (!done) {
        if (attached) {
          instance.detach(merged);
        }
        SegmentSupply.deleteFiles(merged);
      }
    }
  }

  /** DuckDB opens a file only once in a process, by its name; so it gets another one. */
  private Path secondName(Segment source) throws IOException {
    Path link = temporary.resolve(String.valueOf(source.file().getFileName()));
    Files.deleteIfExists(link);
    try {
      return Files.createLink(link, source.file());
    } catch (UnsupportedOperationException | FileSystemException e) {
      return Files.copy(source.file(), link);
    }
  }

  private static long size(List<Segment> segments) throws IOException {
    long bytes = 0;
    for (Segment segment : segments) {
      bytes += DiskRoom.size(segment.file());
      bytes += DiskRoom.size(segment.filterFile());
      bytes += DiskRoom.size(segment.indexFile());
      bytes += DiskRoom.size(segment.rollUpFile());
      bytes += WordFolder.size(segment.wordsFolder());
    }
    return bytes;
  }

  /**
   * The rows in a range of sequences of which there are newer versions. Of usage those only that
   * are taken out of the sums within the same range, so that both can be left out.
   */
  private List<RowKey> dead(SegmentSet set, List<Segment> sources, long first, long last)
      throws SQLException {
    List<String> branches = new ArrayList<>();
    for (Segment segment : set.segments()) {
      String which = sources.contains(segment) ? "" : " AND kind <> " + RecordKind.USAGE.code();
      branches.add(
          "SELECT kind, sequence, id FROM %s.superseded WHERE sequence BETWEEN %d AND %d%s"
              .formatted(segment.schema(), first, last, which));
    }
    try (DuckDBConnection connection = instance.connect()) {
      var session = new QuerySession(connection, set);
      begin(session);
      return session.query(
          String.join(" UNION ALL ", branches),
          List.of(),
          row ->
              new RowKey(
                  RecordKind.ofCode((int) row.whole()).orElseThrow(), row.whole(), row.uuid()));
    }
  }

  private void copy(
      DuckDBConnection connection, List<Segment> sources, List<RowKey> dead, Segment merged)
      throws SQLException {
    String into = merged.schema();
    SegmentLayout.create(connection, merged);
    DuckDbInstance.execute(
        connection,
        "CREATE TABLE dead (kind INTEGER NOT NULL, sequence BIGINT NOT NULL, id UUID NOT NULL)");
    try (var appender = new RowAppender(connection.createAppender("memory", "main", "dead"))) {
      for (RowKey row : dead) {
        appender.begin().integer(row.kind().code()).whole(row.sequence()).uuid(row.id()).end();
      }
      appender.flush();
    }
    for (RecordKind kind : RecordKind.values()) {
      boolean some = dead.stream().anyMatch(row -> row.kind() == kind);
      for (Segment source : sources) {
        copy(source, into, kind.wireName(), some ? kind : null);
        if (kind == RecordKind.USAGE) {
          copy(source, into, "retracted", some ? kind : null);
        }
      }
    }
    execute(
        """
        INSERT INTO %s.superseded
        SELECT sequence, kind, id FROM (%s) WHERE sequence < %d ORDER BY sequence
        """
            .formatted(into, union(sources, "superseded"), merged.extent().firstSequence()));
    execute(
        "INSERT INTO %s.tenant SELECT DISTINCT key, id FROM (%s)"
            .formatted(into, union(sources, "tenant")));
    execute(
        "UPDATE %s.meta SET applied = (SELECT max(applied) FROM (%s))"
            .formatted(into, union(sources, "meta")));
    execute("CHECKPOINT " + into);
  }

  /**
   * Copies a table.
   *
   * @param less the kind whose dead rows are left out; null for none
   */
  private void copy(Segment source, String into, String table, @Nullable RecordKind less)
      throws SQLException {
    String alive =
        less == null
            ? ""
            : """
              WHERE (sequence, id) NOT IN (
                SELECT sequence, id FROM memory.main.dead WHERE kind = %d
              )
              """
                .formatted(less.code());
    execute(
        "INSERT INTO %s.%s FROM %s.%s %s".formatted(into, table, source.schema(), table, alive));
  }

  private static void rollUp(List<Segment> sources, Segment merged) throws IOException {
    List<RollUpFile> rollUps =
        sources.stream()
            .map(source -> (RollUpFile) Objects.requireNonNull(source.rollUp()))
            .toList();
    try (var writer = new RollUpWriter(merged.rollUpFile())) {
      RollUpMerge.merge(rollUps, writer);
      writer.finish();
    }
    SegmentRollUps.use(merged);
  }

  private static void index(List<Segment> sources, Segment merged) throws IOException {
    List<IdIndex> indexes =
        sources.stream().map(source -> Objects.requireNonNull(source.index())).toList();
    try (var writer = new IdIndexWriter(merged.indexFile())) {
      merged.filter(IdIndexMerge.merge(indexes, writer));
      writer.finish();
    }
    merged.filter().write(merged.filterFile());
    merged.index(IdIndex.open(merged.indexFile()).orElseThrow());
  }

  private static String union(List<Segment> segments, String table) {
    return String.join(
        " UNION ALL ",
        segments.stream().map(segment -> "FROM %s.%s".formatted(segment.schema(), table)).toList());
  }

  private void execute(String sql) throws SQLException {
    session().execute(sql, List.of());
  }

  private QuerySession session() {
    synchronized (stopLock) {
      return Objects.requireNonNull(running);
    }
  }

  private void begin(@Nullable QuerySession session) {
    synchronized (stopLock) {
      running = session;
      if (stopped && session != null) {
        session.cancel();
      }
    }
  }

  private boolean isStopped() {
    synchronized (stopLock) {
      return stopped;
    }
  }

  /** Ends a merge that is going on, and begins no other. */
  void stop() {
    synchronized (stopLock) {
      stopped = true;
      if (running != null) {
        running.cancel();
      }
    }
  }
}
