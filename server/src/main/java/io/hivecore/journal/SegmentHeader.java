package io.hivecore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The first 64 bytes of a segment file: magic, format version, the components in their order, and a
 * CRC-32C. The version stands where every later version will have it.
 *
 * @param number of the segment: 1, 2, 3 …, and its file's name
 * @param first the sequence number that its first entry has or will have
 * @param follows the newest sequence number before it. What an earlier segment holds beyond that
 *     was never acknowledged. Smaller than {@code first - 1} only where numbers were skipped
 * @param salt random, and part of each frame's checksum, so that neither the bytes of another
 *     segment nor a payload that looks like a frame can be taken for one
 * @param createdMillis since 1970, by the clock of the machine
 */
record SegmentHeader(long number, long first, long follows, long salt, long createdMillis) {
  static final int BYTES = 64;
  static final int VERSION = 1;
  private static final long MAGIC = 0x48_49_56_45_4A_52_4E_4CL; // HIVEJRNL
  private static final int CHECKED_BYTES = BYTES - Integer.BYTES;

  ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.putLong(MAGIC).putInt(VERSION).putInt(0);
    out.putLong(number).putLong(first).putLong(follows).putLong(salt).putLong(createdMillis);
    out.putInt(CHECKED_BYTES, checksum(out.array()));
    return out.clear();
  }

  /**
   * Reads a header.
   *
   * @throws JournalVersionException when a newer program wrote it
   * @throws JournalDamagedException when it is not a header
   */
  static SegmentHeader read(Path path, JournalFile file) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(BYTES);
    while (in.hasRemaining() && file.read(in, in.position()) > 0) {}
    boolean whole = !in.hasRemaining();
    in.clear();
    if (!whole || in.getLong() != MAGIC) {
      throw new JournalDamagedException(path + " does not begin as a journal segment at offset 0");
    }
    int version = in.getInt();
    if (version > VERSION) {
      throw new JournalVersionException(path.toString(), version, VERSION);
    }
    if (version < 1 || in.getInt(CHECKED_BYTES) != checksum(in.array())) {
      throw new JournalDamagedException(path + " has a damaged header at offset 0");
    }
    in.getInt();
    return new SegmentHeader(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CHECKED_BYTES);
    return (int) crc.getValue();
  }
}
