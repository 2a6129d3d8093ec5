package io.hivecore.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the journal asks of a file system. What was not forced may be lost when the power goes: a
 * file's bytes until {@link JournalFile#force}, and its making, renaming and deletion until {@link
 * #forceFolder}. Safe for use by many threads.
 */
public interface JournalFiles {
  /** The machine's own file system. */
  static JournalFiles onDisk() {
    return new DiskFiles();
  }

  /** Makes a folder with its parents, durably; does nothing when it is there. */
  void makeFolder(Path folder) throws IOException;

  /** The names in a folder, in no order. */
  List<String> list(Path folder) throws IOException;

  /** Opens an empty file for writing, in place of one of that name. */
  JournalFile create(Path file) throws IOException;

  /**
   * Opens a file for reading and changing.
   *
   * @throws NoSuchFileException when it is absent
   */
  JournalFile openForChange(Path file) throws IOException;

  /**
   * Opens a file for reading. An interrupt of the reading thread leaves it usable.
   *
   * @throws NoSuchFileException when it is absent
   */
  JournalFile openForReading(Path file) throws IOException;

  /** Renames within the folder, in place of a file of that name. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file; does nothing when it is absent. */
  void delete(Path file) throws IOException;

  /** Makes durable which files the folder holds. */
  void forceFolder(Path folder) throws IOException;

  /** What this process may still write to the folder's disk, in bytes. */
  long usableBytes(Path folder) throws IOException;

  /** The size of the folder's disk, in bytes. */
  long totalBytes(Path folder) throws IOException;
}
