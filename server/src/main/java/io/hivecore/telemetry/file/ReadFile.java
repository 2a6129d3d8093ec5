package io.hivecore.telemetry.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read at any place by any thread, also after it was deleted. It is not mapped: what
 * a merge reads through a mapping stays in the process's memory, 160 MB for the indexes of ten
 * million records. Closed when nobody holds it any more.
 */
public final class ReadFile {
  private static final Cleaner CLEANER = Cleaner.create();

  private final FileChannel channel;
  private final long size;

  public ReadFile(Path path) throws IOException {
    FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
    this.channel = opened;
    this.size = opened.size();
    CLEANER.register(this, () -> close(opened));
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long size() {
    return size;
  }

  /** Reads a part, little-endian. */
  public ByteBuffer read(long offset, int length) throws IOException {
    return ByteBuffer.wrap(bytes(offset, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a part.
   *
   * @throws EOFException when the file ends before
   */
  public byte[] bytes(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (channel.read(rest, offset + rest.position()) < 0) {
        throw new EOFException("the file ends before " + (offset + length));
      }
    }
    return bytes;
  }
}
