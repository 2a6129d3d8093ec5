package io.hivecore.telemetry.ids;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes an index's file, see {@link IdIndex}. It takes its name when it is complete and on disk;
 * until then there is none of that name, or the one before.
 */
public final class IdIndexWriter implements AutoCloseable {
  private final Path file;
  private final Path unfinished;
  private final FileChannel channel;
  private final ByteBuffer page =
      ByteBuffer.allocate(IdIndex.PAGE_ENTRIES * IdIndex.ENTRY_BYTES)
          .order(ByteOrder.LITTLE_ENDIAN);
  private ByteBuffer directory = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);
  private long before = Long.MIN_VALUE;
  private long entries;

  public IdIndexWriter(Path file) throws IOException {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + ".new");
    channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  /**
   * Adds a record.
   *
   * @param hash not lower than the one before
   * @param sequence where the record is in the segment
   */
  public void add(long hash, long sequence) throws IOException {
    if (hash < before) {
      throw new IllegalArgumentException("hashes come in ascending order");
    }
    before = hash;
    page.putLong(hash).putLong(sequence);
    entries++;
    if (!page.hasRemaining()) {
      endPage();
    }
  }

  private void endPage() throws IOException {
    if (page.flip().hasRemaining()) {
      var crc = new CRC32C();
      crc.update(page.duplicate());
      if (directory.remaining() < IdIndex.DIRECTORY_BYTES) {
        directory =
            ByteBuffer.allocate(directory.capacity() * 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(directory.flip());
      }
      directory.putLong(page.getLong(0)).putLong(crc.getValue());
      write(page);
    }
    page.clear();
  }

  /** Completes the file, forces it to disk and gives it its name. */
  public void finish() throws IOException {
    endPage();
    directory.flip();
    var crc = new CRC32C();
    crc.update(directory.duplicate());
    write(directory);
    write(
        ByteBuffer.allocate(IdIndex.FOOTER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(entries)
            .putLong(crc.getValue())
            .putLong(IdIndex.MAGIC)
            .flip());
    channel.force(true);
    channel.close();
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Leaves nothing of a file that was not finished. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }
}
