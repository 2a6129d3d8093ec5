package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.words.WordFolder;
import io.hivecore.telemetry.words.WordHits;
import io.hivecore.telemetry.words.WordIndexWriter;
import io.hivecore.telemetry.words.WordIndexes;
import io.hivecore.telemetry.words.WordQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.duckdb.DuckDBConnection;

/**
 * The indexes of the words in spans' texts, one beside each sealed segment. They are made behind,
 * on a thread of their own, and nothing hangs on them: a segment without one is read through. An
 * index may name spans that are gone since; so it is asked for candidates, and the segment has the
 * last word. Safe for any thread.
 */
final class SegmentWords implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SegmentWords.class.getName());

  private final Path temporary;
  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final DiskRoom room;
  private final LongSupplier applied;
  private final Runnable afterwards;
  private final Background thread = new Background("telemetry-words");
  private final WordIndexes indexes = new WordIndexes();
  private volatile boolean stopped;
  private long lastApplied;

  /**
   * The indexes of a store.
   *
   * @param temporary where they are made; emptied when the store opens
   * @param applied the store's mark
   * @param afterwards done when a segment got its index, or will not
   */
  SegmentWords(
      Path temporary,
      DuckDbInstance instance,
      SegmentCatalog catalog,
      DiskRoom room,
      LongSupplier applied,
      Runnable afterwards) {
    this.temporary = temporary;
    this.instance = instance;
    this.catalog = catalog;
    this.room = room;
    this.applied = applied;
    this.afterwards = afterwards;
  }

  /** Looks for the indexes that an earlier run left, then makes those that are missing. */
  void begin() {
    thread.later(
        "looking for indexes of words",
        () -> {
          for (Segment segment : catalog.current().sealed()) {
            segment.words(WordFolder.records(segment.wordsFolder()).orElse(Segment.NO_WORDS));
          }
          updateAll();
          // Merging waits for what was only just found.
          afterwards.run();
        });
  }

  /** Makes the indexes of sealed segments that are missing, also those that failed before. */
  void updateAll() {
    catalog.current().sealed().forEach(this::update);
  }

  /** Makes the index of a sealed segment, later, unless it has one that is up to date. */
  void update(Segment segment) {
    if (!segment.hasAllWords()) {
      thread.later("indexing words", () -> make(segment));
    }
  }

  private void make(Segment segment) throws SQLException, IOException {
    SegmentSet segments = catalog.acquire();
    try {
      if (!stopped
          && !segment.hasAllWords()
          && segment.checkpointed()
          && segments.sealed().contains(segment)) {
        try {
          make(segments, segment);
        } catch (SQLException | IOException | RuntimeException e) {
          segment.words(Segment.NO_WORDS);
          segment.wordsGivenUp(true);
          throw e;
        } finally {
          afterwards.run();
        }
      }
    } finally {
      catalog.release(segments);
    }
  }

  private void make(SegmentSet segments, Segment segment) throws SQLException, IOException {
    long rows = segment.extent().of(RecordKind.SPAN).rows();
    room.require("indexing words", DiskRoom.size(segment.file()) / 2);
    Path made = temporary.resolve(segment.wordsFolder().getFileName());
    WordFolder.delete(made);
    try (var writer = new WordIndexWriter(made);
        DuckDBConnection connection = instance.connect()) {
      var texts = new SpanTexts(new QuerySession(connection, segments), segment);
      long began = System.nanoTime();
      while (texts.copy(writer)) {
        if (stopped) {
          return;
        }
        began = rest(began);
      }
      writer.compact();
      writer.finish(rows);
    }
    Path old = temporary.resolve("old");
    WordFolder.delete(old);
    if (Files.exists(segment.wordsFolder())) {
      Files.move(segment.wordsFolder(), old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(made, segment.wordsFolder(), StandardCopyOption.ATOMIC_MOVE);
    Manifest.force(Objects.requireNonNull(segment.wordsFolder().getParent()));
    indexes.forget(segment.wordsFolder());
    WordFolder.delete(old);
    segment.words(rows);
    segment.wordsChecked(true);
  }

  /** While records come in, half of the time is left to them. */
  private long rest(long began) {
    long now = applied.getAsLong();
    if (now != lastApplied) {
      lastApplied = now;
      LockSupport.parkNanos(System.nanoTime() - began);
    }
    return System.nanoTime();
  }

  /**
   * Lays the indexes of segments together, before the segment that these become is seen; where that
   * cannot be done it is left to {@link #update}.
   *
   * @param dead rows that the new segment does not have
   */
  void merge(List<Segment> sources, List<RowKey> dead, Segment merged) throws IOException {
    long rows = merged.extent().of(RecordKind.SPAN).rows();
    if (rows == 0 || !sources.stream().allMatch(Segment::hasAllWords)) {
      return;
    }
    try (var writer = new WordIndexWriter(merged.wordsFolder())) {
      for (Segment source : sources) {
        if (source.extent().of(RecordKind.SPAN).rows() > 0) {
          writer.addAll(source.wordsFolder());
        }
      }
      writer.remove(
          dead.stream()
              .filter(row -> row.kind() == RecordKind.SPAN)
              .map(RowKey::sequence)
              .toList());
      writer.finish(rows);
      merged.words(rows);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "indexes of words are made anew, not merged", e);
      WordFolder.delete(merged.wordsFolder());
    }
  }

  /** The spans of a segment that may have what is asked for; empty where no index can tell. */
  Optional<WordHits> search(Segment segment, int tenant, WordQuery query) {
    if (!segment.hasWords()) {
      return Optional.empty();
    }
    if (!segment.wordsChecked()) {
      segment.wordsChecked(true);
      thread.later("checking words", () -> check(segment));
    }
    try {
      return Optional.of(indexes.search(segment.wordsFolder(), tenant, query));
    } catch (IOException e) {
      damaged(segment, e);
      return Optional.empty();
    }
  }

  /** Lucene tells of damage where it comes upon it, but not of a few bits in a list of records. */
  private void check(Segment segment) {
    SegmentSet segments = catalog.acquire();
    try {
      if (!stopped && segments.sealed().contains(segment)) {
        indexes.check(segment.wordsFolder());
      }
    } catch (IOException e) {
      damaged(segment, e);
    } finally {
      catalog.release(segments);
    }
  }

  /** Uses an index no more, and makes it anew. */
  void damaged(Segment segment, IOException how) {
    LOG.log(System.Logger.Level.WARNING, "an index of words is damaged and made anew", how);
    segment.words(Segment.NO_WORDS);
    update(segment);
  }

  /** Lets go of the index of a segment that is about to be deleted. */
  void forget(Segment segment) throws IOException {
    indexes.forget(segment.wordsFolder());
  }

  /** Waits until what is to be made is made. */
  void settle() {
    thread.now(() -> {});
  }

  /** Makes no more; what is half made is left. */
  void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    stop();
    thread.close();
    try {
      indexes.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing indexes of words", e);
    }
  }
}
