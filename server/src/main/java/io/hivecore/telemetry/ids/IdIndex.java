package io.hivecore.telemetry.ids;

import io.hivecore.telemetry.file.ReadFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where the records of a sealed segment are, by the hash of their identity: pairs of hash and
 * sequence in ascending order, in pages; then a directory of the pages' first hashes and checksums;
 * then a footer. A page's checksum is looked at whenever it is read. Of the file only the directory
 * is held in memory, 32 bytes for 1,000 records. Safe for any thread.
 */
public final class IdIndex {
  private static final System.Logger LOG = System.getLogger(IdIndex.class.getName());

  /** "HVIDXS", and the format's version. */
  static final long MAGIC = 0x48564944_58530001L;

  static final int ENTRY_BYTES = 16;
  static final int PAGE_ENTRIES = 512;
  static final int DIRECTORY_BYTES = 16;
  static final int FOOTER_BYTES = 24;

  private final ReadFile file;
  private final ByteBuffer directory;
  private final long entries;
  private final int pages;
  private volatile boolean damaged;

  private IdIndex(ReadFile file, ByteBuffer directory, long entries) {
    this.file = file;
    this.directory = directory;
    this.entries = entries;
    this.pages = directory.limit() / DIRECTORY_BYTES;
  }

  /** Opens an index's file; empty when there is none, or one that cannot be read. */
  public static Optional<IdIndex> open(Path path) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    var file = new ReadFile(path);
    long end = file.size() - FOOTER_BYTES;
    if (end < 0) {
      return Optional.empty();
    }
    ByteBuffer footer = file.read(end, FOOTER_BYTES);
    long entries = footer.getLong();
    long checksum = footer.getLong();
    long pages = (entries + PAGE_ENTRIES - 1) / PAGE_ENTRIES;
    boolean sound =
        footer.getLong() == MAGIC
            && entries >= 0
            && entries <= end / ENTRY_BYTES
            && entries * ENTRY_BYTES + pages * DIRECTORY_BYTES == end;
    if (!sound) {
      return Optional.empty();
    }
    ByteBuffer directory =
        file.read(entries * ENTRY_BYTES, Math.toIntExact(pages * DIRECTORY_BYTES));
    return checksum(directory) == checksum
        ? Optional.of(new IdIndex(file, directory, entries))
        : Optional.empty();
  }

  private static long checksum(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
    return crc.getValue();
  }

  public long size() {
    return entries;
  }

  /**
   * The sequences under a hash: mostly one or none, but a record's older versions, others of the
   * same hash and such as were removed since stand there too. Empty where the file is damaged: then
   * only the records can tell.
   */
  public Optional<List<Long>> find(long hash) {
    try {
      return damaged ? Optional.empty() : Optional.of(read(hash));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "an index of identities cannot be read", e);
      return Optional.empty();
    }
  }

  /** Whether a page was found damaged; from then on the index tells nothing. */
  public boolean isDamaged() {
    return damaged;
  }

  private List<Long> read(long hash) throws IOException {
    List<Long> sequences = new ArrayList<>();
    for (int page = Math.max(0, firstPageFrom(hash) - 1); page < pages; page++) {
      if (firstHash(page) > hash) {
        break;
      }
      ByteBuffer found = page(page);
      for (int at = firstFrom(found, hash);
          at < found.limit() && found.getLong(at) == hash;
          at += ENTRY_BYTES) {
        sequences.add(found.getLong(at + Long.BYTES));
      }
    }
    return sequences;
  }

  /** The first page whose first hash is not lower. */
  private int firstPageFrom(long hash) {
    int low = 0;
    int high = pages;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firstHash(middle) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where in a page the first entry is whose hash is not lower. */
  private static int firstFrom(ByteBuffer page, long hash) {
    int low = 0;
    int high = page.limit() / ENTRY_BYTES;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (page.getLong(middle * ENTRY_BYTES) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low * ENTRY_BYTES;
  }

  private long firstHash(int page) {
    return directory.getLong(page * DIRECTORY_BYTES);
  }

  private ByteBuffer page(int number) throws IOException {
    long from = (long) number * PAGE_ENTRIES;
    int count = (int) Math.min(PAGE_ENTRIES, entries - from);
    ByteBuffer page;
    try {
      page = file.read(from * ENTRY_BYTES, count * ENTRY_BYTES);
    } catch (IOException e) {
      damaged = true;
      throw e;
    }
    if (checksum(page) != directory.getLong(number * DIRECTORY_BYTES + Long.BYTES)) {
      damaged = true;
      throw new IOException("an index of identities is damaged in page " + number);
    }
    return page;
  }

  /** Goes through all entries in order. */
  final class Cursor {
    private int pageNumber;
    private int at;
    private ByteBuffer page = ByteBuffer.allocate(0);

    /** Moves on to the next entry; false at the end. */
    boolean next() throws IOException {
      at += ENTRY_BYTES;
      if (at >= page.limit()) {
        if (pageNumber == pages) {
          return false;
        }
        page = page(pageNumber++);
        at = 0;
      }
      return true;
    }

    long hash() {
      return page.getLong(at);
    }

    long sequence() {
      return page.getLong(at + Long.BYTES);
    }
  }

  Cursor cursor() {
    return new Cursor();
  }
}
