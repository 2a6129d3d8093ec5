package io.hivecore.telemetry.ids;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where the records of a sealed segment are, by the hash of their identity: pairs of hash and
 * sequence in ascending order, in pages; then a directory of the pages' first hashes and checksums;
 * then a footer. A page's checksum is looked at whenever it is read. The file is mapped, so that it
 * costs no heap. Safe for any thread.
 */
public final class IdIndex {
  private static final System.Logger LOG = System.getLogger(IdIndex.class.getName());

  /** "HVIDXS", and the format's version. */
  static final long MAGIC = 0x48564944_58530001L;

  static final int ENTRY_BYTES = 16;
  static final int PAGE_ENTRIES = 512;
  static final int DIRECTORY_BYTES = 16;
  static final int FOOTER_BYTES = 24;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment file;
  private final long entries;
  private final int pages;
  private volatile boolean damaged;

  private IdIndex(MemorySegment file, long entries, int pages) {
    this.file = file;
    this.entries = entries;
    this.pages = pages;
  }

  /** Maps an index's file; empty when there is none, or one that cannot be read. */
  public static Optional<IdIndex> map(Path path) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < FOOTER_BYTES) {
        return Optional.empty();
      }
      // Unmapped by the garbage collector: a reader may still ask while the segment goes away.
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
      long footer = size - FOOTER_BYTES;
      long entries = all.get(LONG, footer);
      long pages = (entries + PAGE_ENTRIES - 1) / PAGE_ENTRIES;
      long directory = entries * ENTRY_BYTES;
      boolean sound =
          all.get(LONG, footer + 16) == MAGIC
              && entries >= 0
              && entries <= size / ENTRY_BYTES
              && directory + pages * DIRECTORY_BYTES == footer
              && checksum(all.asSlice(directory, footer - directory)) == all.get(LONG, footer + 8);
      return sound ? Optional.of(new IdIndex(all, entries, (int) pages)) : Optional.empty();
    }
  }

  private static long checksum(MemorySegment bytes) {
    var crc = new CRC32C();
    crc.update(bytes.asByteBuffer());
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
      MemorySegment found = page(page);
      long count = found.byteSize() / ENTRY_BYTES;
      for (long at = firstFrom(found, count, hash);
          at < count && found.get(LONG, at * ENTRY_BYTES) == hash;
          at++) {
        sequences.add(found.get(LONG, at * ENTRY_BYTES + 8));
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

  private static long firstFrom(MemorySegment page, long count, long hash) {
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (page.get(LONG, middle * ENTRY_BYTES) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long firstHash(int page) {
    return file.get(LONG, entries * ENTRY_BYTES + (long) page * DIRECTORY_BYTES);
  }

  private MemorySegment page(int number) throws IOException {
    long from = (long) number * PAGE_ENTRIES;
    long count = Math.min(PAGE_ENTRIES, entries - from);
    MemorySegment page = file.asSlice(from * ENTRY_BYTES, count * ENTRY_BYTES);
    long expected =
        file.get(LONG, entries * ENTRY_BYTES + (long) number * DIRECTORY_BYTES + Long.BYTES);
    if (checksum(page) != expected) {
      damaged = true;
      throw new IOException("an index of identities is damaged in page " + number);
    }
    return page;
  }

  /** Goes through all entries in order. */
  final class Cursor {
    private int pageNumber;
    private long at;
    private MemorySegment page = MemorySegment.NULL;

    /** Moves on to the next entry; false at the end. */
    boolean next() throws IOException {
      at++;
      if (at * ENTRY_BYTES >= page.byteSize()) {
        if (pageNumber == pages) {
          return false;
        }
        page = page(pageNumber++);
        at = 0;
      }
      return true;
    }

    long hash() {
      return page.get(LONG, at * ENTRY_BYTES);
    }

    long sequence() {
      return page.get(LONG, at * ENTRY_BYTES + 8);
    }
  }

  Cursor cursor() {
    return new Cursor();
  }
}
