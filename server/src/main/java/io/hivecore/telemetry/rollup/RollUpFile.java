package io.hivecore.telemetry.rollup;

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
 * The roll-up of a segment that is no longer written. In the file: a header, blocks of one tenant's
 * day each ({@link DayBlock}), the index of the blocks by tenant and day, a footer that tells where
 * the index is. Each block has a checksum, which is looked at whenever it is read. Of the file only
 * the index is held in memory.
 */
public final class RollUpFile implements UsageRollUp {
  /** "HVROLL", and the format's version. */
  static final long MAGIC = 0x4856524F_4C4C0001L;

  static final int HEADER_BYTES = 8;
  static final int ENTRY_BYTES = 32;
  static final int FOOTER_BYTES = 24;

  private final ReadFile file;
  private final ByteBuffer index;
  private final int entries;
  private volatile boolean damaged;

  private RollUpFile(ReadFile file, ByteBuffer index) {
    this.file = file;
    this.index = index;
    this.entries = index.limit() / ENTRY_BYTES;
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

  /** Opens a roll-up's file; empty when there is none, or one that cannot be read. */
  public static Optional<RollUpFile> open(Path path) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    var file = new ReadFile(path);
    long end = file.size() - FOOTER_BYTES;
    if (end < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer footer = file.read(end, FOOTER_BYTES);
    long start = footer.getLong();
    long size = footer.getInt() * (long) ENTRY_BYTES;
    int checksum = footer.getInt();
    boolean sound =
        footer.getLong() == MAGIC
            && file.read(0, HEADER_BYTES).getLong() == MAGIC
            && size >= 0
            && size <= end - HEADER_BYTES
            && start == end - size;
    if (!sound) {
      return Optional.empty();
    }
    ByteBuffer index = file.read(start, Math.toIntExact(size));
    return checksum(index) == checksum
        ? Optional.of(new RollUpFile(file, index))
        : Optional.empty();
  }

  private static int checksum(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
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
    int at = number * ENTRY_BYTES;
    return new Entry(
        index.getInt(at),
        index.getLong(at + 8),
        index.getLong(at + 16),
        index.getInt(at + 4),
        index.getInt(at + 24));
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
    byte[] bytes;
    try {
      bytes = file.bytes(entry.offset(), entry.length());
    } catch (IOException e) {
      damaged = true;
      throw e;
    }
    if (checksum(ByteBuffer.wrap(bytes)) != entry.checksum()) {
      damaged = true;
      throw new IOException("a roll-up is damaged at " + entry.offset());
    }
    return bytes;
  }
}
