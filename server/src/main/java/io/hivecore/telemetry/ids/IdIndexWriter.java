package io.hivecore.telemetry.ids;

import io.hivecore.telemetry.file.NewFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes an index's file, see {@link IdIndex}. */
public final class IdIndexWriter implements AutoCloseable {
  private final NewFile file;
  private final ByteBuffer page =
      ByteBuffer.allocate(IdIndex.PAGE_ENTRIES * IdIndex.ENTRY_BYTES)
          .order(ByteOrder.LITTLE_ENDIAN);
  private ByteBuffer directory = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);
  private long before = Long.MIN_VALUE;
  private long entries;

  public IdIndexWriter(Path file) throws IOException {
    this.file = new NewFile(file);
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
      file.write(page);
    }
    page.clear();
  }

  /** Completes the file. */
  public void finish() throws IOException {
    endPage();
    directory.flip();
    var crc = new CRC32C();
    crc.update(directory.duplicate());
    file.write(directory);
    file.write(
        ByteBuffer.allocate(IdIndex.FOOTER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(entries)
            .putLong(crc.getValue())
            .putLong(IdIndex.MAGIC)
            .flip());
    file.finish();
  }

  /** Leaves nothing of a file that was not finished. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
