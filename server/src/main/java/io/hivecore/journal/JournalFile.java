package io.hivecore.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Belongs to one thread. */
public interface JournalFile extends Closeable {
  /**
   * Reads into the buffer's remaining space, perhaps less than fits.
   *
   * @return the number of bytes, -1 at the end of the file
   */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Writes the buffer's remaining bytes, perhaps not all of them.
   *
   * @return the number of bytes written
   */
  int write(ByteBuffer source, long position) throws IOException;

  /** Cuts the file to the given size; does nothing when it is shorter. */
  void truncate(long size) throws IOException;

  /** Returns once the bytes and the size are on the device. */
  void force() throws IOException;

  /** In bytes. */
  long size() throws IOException;
}
