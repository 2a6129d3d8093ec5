package io.hivecore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Up to where the store has applied the journal. The store is the truth; a copy is kept in a file
 * now and then, so that a start need not read what was applied long before. The copy may be behind
 * the truth, never ahead of it.
 */
final class AppliedMark {
  private static final long MAGIC = 0x48_49_56_45_4D_41_52_4BL; // HIVEMARK
  private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;
  private static final long WORTH_KEEPING = 65_536;

  private final SegmentFolder folder;
  private final Path path;
  private volatile long value;
  private long kept;

  private AppliedMark(SegmentFolder folder, Path path, long kept) {
    this.folder = folder;
    this.path = path;
    this.kept = kept;
    this.value = kept;
  }

  /** Reads the copy; a mark of 0 when there is none, or none that can be trusted. */
  static AppliedMark read(SegmentFolder folder) throws IOException {
    Path path = folder.file("applied");
    ByteBuffer in = ByteBuffer.allocate(BYTES);
    try (JournalFile file = folder.files().openForReading(path)) {
      while (in.hasRemaining() && file.read(in, in.position()) > 0) {}
    } catch (NoSuchFileException e) {
      return new AppliedMark(folder, path, 0);
    }
    boolean whole = !in.hasRemaining();
    in.clear();
    boolean sound =
        whole && in.getLong(0) == MAGIC && in.getInt(2 * Long.BYTES) == checksum(in.array());
    return new AppliedMark(folder, path, sound ? in.getLong(Long.BYTES) : 0);
  }

  long value() {
    return value;
  }

  void raise(long to) {
    value = Math.max(value, to);
  }

  void keepWhenWorthwhile() throws IOException {
    if (value - kept >= WORTH_KEEPING) {
      keep();
    }
  }

  void keep() throws IOException {
    long now = value;
    if (now == kept) {
      return;
    }
    ByteBuffer out = ByteBuffer.allocate(BYTES).putLong(MAGIC).putLong(now);
    out.putInt(checksum(out.array()));
    folder.write(path, out.flip());
    folder.force();
    kept = now;
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 2 * Long.BYTES);
    return (int) crc.getValue();
  }
}
