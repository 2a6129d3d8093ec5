package io.hivecore.telemetry.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.NoLockFactory;

/**
 * Writes an index of words into a folder of its own, on the thread that calls it. What is not
 * finished is not an index. Belongs to one thread.
 */
public final class WordIndexWriter implements AutoCloseable {
  static final String WORD = "word";
  static final String SEQUENCE = "sequence";

  /** What is gathered in memory before it goes to disk. */
  private static final double MEMORY_MIB = 32;

  private static final FieldType WORDS = words();

  private final Path folder;
  private final IndexWriter writer;
  private final WordStream stream = new WordStream();
  private final Field sequence = new NumericDocValuesField(SEQUENCE, 0);
  private final Document document = new Document();
  private boolean removed;

  /** A writer into an empty folder, or one that is not there yet. */
  public WordIndexWriter(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    document.add(new Field(WORD, stream, WORDS));
    document.add(sequence);
    // Neighbours only are merged, so that documents stay in the order of their sequences.
    var merging = new LogByteSizeMergePolicy();
    // One file instead of ten: each that is open is held as long as the index is.
    merging.setNoCFSRatio(1);
    this.writer =
        new IndexWriter(
            directory(folder),
            new IndexWriterConfig(null)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setRAMBufferSizeMB(MEMORY_MIB)
                .setUseCompoundFile(true)
                .setMergePolicy(merging)
                .setMergeScheduler(new SerialMergeScheduler())
                .setCommitOnClose(false));
  }

  private static FieldType words() {
    var type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    type.setOmitNorms(true);
    type.freeze();
    return type;
  }

  /**
   * Files are read and not mapped, so that what was read does not stay in the process's memory; and
   * not locked, since the folder has one owner.
   */
  static Directory directory(Path folder) throws IOException {
    return new NIOFSDirectory(folder, NoLockFactory.INSTANCE);
  }

  /**
   * Adds a record; in the order of their sequences, so that the newest can be found first.
   *
   * @param texts no phrase goes from one to the next
   */
  public void add(int tenant, long itsSequence, List<String> texts) throws IOException {
    stream.take(tenant, texts);
    sequence.setLongValue(itsSequence);
    writer.addDocument(document);
  }

  /** Adds all of another index that is complete, behind what was added before. */
  public void addAll(Path other) throws IOException {
    try (Directory directory = directory(other)) {
      writer.addIndexes(directory);
    }
  }

  /** Takes records out again. */
  public void remove(Collection<Long> sequences) throws IOException {
    if (!sequences.isEmpty()) {
      long[] all = sequences.stream().mapToLong(Long::longValue).toArray();
      writer.deleteDocuments(NumericDocValuesField.newSlowSetQuery(SEQUENCE, all));
      removed = true;
    }
  }

  /** Lays all that was added by itself into one part, for searching is quickest so. */
  public void compact() throws IOException {
    writer.forceMerge(1);
  }

  /**
   * Makes the index complete and durable.
   *
   * @param records of how many it is
   */
  public void finish(long records) throws IOException {
    if (removed) {
      // Words of what is gone are not to lie about on disk.
      writer.forceMergeDeletes();
    }
    writer.commit();
    writer.close();
    WordFolder.complete(folder, records);
  }

  /** Leaves an index that was not finished as it is: of no use. */
  @Override
  public void close() throws IOException {
    if (writer.isOpen()) {
      writer.rollback();
    }
  }
}
