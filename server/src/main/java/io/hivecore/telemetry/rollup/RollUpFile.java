package io.hivecore.telemetry.rollup;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
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
 * The roll-up of a segment that is no longer written. In the file: a header, blocks of one tenant's
 * day each ({@link DayBlock}), the index of the blocks by tenant and day, a footer that tells where
 * the index is. Each block has a checksum, which is looked at whenever it is read. The file is
 * mapped, so that it costs no heap.
 */
public final class RollUpFile implements UsageRollUp {
  /** "HVROLL", and the format's version. */
  static final long MAGIC = 0x4856524F_4C4C0001L;

  static final int HEADER_BYTES = 8;
  static final int ENTRY_BYTES = 32;
  static final int FOOTER_BYTES = 24;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment file;
  private final long index;
  private final int entries;
  private volatile boolean damaged;

  private RollUpFile(MemorySegment file, long index, int entries) {
    this.file = file;
    this.index = index;
    this.entries = entries;
  }

  /**
   * Where a block is.
   *
   * @param day its beginning in microseconds
   */
  record Entry(int tenant, long day, long offset, int length, int checksum) {
    void write(ByteBuffer out) {
      out.putInt(tenant).putInt(length).putLong(day).putLong(offset).putInt(checksum).putInt(0);
    }
  }

  /** Maps a roll-up's file; empty when there is none, or one that cannot be read. */
  public static Optional<RollUpFile> map(Path path) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < HEADER_BYTES + FOOTER_BYTES) {
        return Optional.empty();
      }
      // Unmapped by the garbage collector: a reader may still read while the segment goes away.
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
      long footer = size - FOOTER_BYTES;
      long index = all.get(LONG, footer);
      int entries = all.get(INT, footer + 8);
      boolean sound =
          all.get(LONG, 0) == MAGIC
              && all.get(LONG, footer + 16) == MAGIC
              && entries >= 0
              && index == footer - (long) entries * ENTRY_BYTES
              && checksum(all.asSlice(index, footer - index).toArray(ValueLayout.JAVA_BYTE))
                  == all.get(INT, footer + 12);
      return sound ? Optional.of(new RollUpFile(all, index, entries)) : Optional.empty();
    }
  }

  private static int checksum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public boolean read(int tenant, List<Span> spans, Receiver receiver) throws IOException {
    if (damaged) {
      return false;
    }
    for (Span span : spans) {
      long first = span.from() == null ? Long.MIN_VALUE : BucketWidth.DAY.floor(span.from());
      for (int at = firstAtOrAfter(tenant, first); at < entries; at++) {
        Entry entry = entry(at);
        if (entry.tenant() != tenant || (span.to() != null && entry.day() >= span.to())) {
          break;
        }
        new DayBlockReader(bytes(entry), entry.day()).read(span, receiver);
      }
    }
    return true;
  }

  /** Whether a block was found damaged; from then on the roll-up tells nothing. */
  public boolean isDamaged() {
    return damaged;
  }

  private int firstAtOrAfter(int tenant, long day) {
    int low = 0;
    int high = entries;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Entry entry = entry(middle);
      boolean before = entry.tenant() < tenant || (entry.tenant() == tenant && entry.day() < day);
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Entry entry(int number) {
    long at = index + (long) number * ENTRY_BYTES;
    return new Entry(
        file.get(INT, at),
        file.get(LONG, at + 8),
        file.get(LONG, at + 16),
        file.get(INT, at + 4),
        file.get(INT, at + 24));
  }

  /** All blocks, by tenant and day. */
  List<Entry> index() {
    List<Entry> all = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      all.add(entry(i));
    }
    return all;
  }

  /** A block's bytes, found sound. */
  byte[] bytes(Entry entry) throws IOException {
    byte[] bytes = file.asSlice(entry.offset(), entry.length()).toArray(ValueLayout.JAVA_BYTE);
    if (checksum(bytes) != entry.checksum()) {
      damaged = true;
      throw new IOException("a roll-up is damaged at " + entry.offset());
    }
    return bytes;
  }
}
