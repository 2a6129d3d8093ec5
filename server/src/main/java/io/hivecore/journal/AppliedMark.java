package io.hivecore.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Up to where the store has applied the journal. The store is the truth, and may be behind what it
 * was when it comes from a backup. A copy is kept in a file now and then, so that a start, which
 * knows the copy only, need not read what was applied long before.
 */
final class AppliedMark {
  private static final Logger log = System.getLogger(AppliedMark.class.getName());
  private static final long MAGIC = 0x48_49_56_45_4D_41_52_4BL; // HIVEMARK
  private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;
  private static final long WORTH_KEEPING = 65_536;
  private static final long UNTOLD = -1;

  private final SegmentFolder folder;
  private final Path path;
  private volatile long assumed;
  private volatile long told = UNTOLD;
  private long kept;

  private AppliedMark(SegmentFolder folder, Path path, long kept) {
    this.folder = folder;
    this.path = path;
    this.kept = kept;
    this.assumed = kept;
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

  /** Takes in that everything up to a number was removed, and so was applied. */
  void assume(long removedUpTo) {
    assumed = Math.max(assumed, removedUpTo);
  }

  /** What the store said; 0 before it said anything. Nothing above it may be removed. */
  long confirmed() {
    return Math.max(0, told);
  }

  /** What the store said, or as long as it said nothing what it is assumed to have. */
  long value() {
    long now = told;
    return now == UNTOLD ? assumed : now;
  }

  /** What the store was told to have at any time: look-ups in it are taken to see that. */
  long highest() {
    return Math.max(assumed, told);
  }

  /** Takes in what the store has. Only the first time it may be less than before. */
  void raise(long to) {
    if (told == UNTOLD && to < assumed) {
      log.log(
          Level.WARNING,
          "the store has applied the journal up to {0}, and had up to {1} before: it is older than"
              + " the journal; what was sent in between and comes again now may be taken twice",
          Long.toString(to),
          Long.toString(assumed));
    }
    told = Math.max(told, to);
  }

  void keepWhenWorthwhile() throws IOException {
    long now = told;
    if (now - kept >= WORTH_KEEPING || now < kept) {
      keep();
    }
  }

  void keep() throws IOException {
    long now = told;
    if (now == kept || now == UNTOLD) {
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
