package io.hivecore.telemetry.rollup;

import io.hivecore.telemetry.file.NewFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes a roll-up's file, see {@link RollUpFile}. Its memory is bounded: a day with very many
 * groups becomes several blocks.
 */
public final class RollUpWriter implements AutoCloseable {
  /** A group takes about half a kilobyte while its day is put together. */
  private static final int MOST_GROUPS = 20_000;

  private static final int MOST_BYTES = 8 << 20;

  private final NewFile file;
  private final List<RollUpFile.Entry> index = new ArrayList<>();
  private final ByteWriter encoded = new ByteWriter();
  private @Nullable DayBlock block;

  public RollUpWriter(Path file) throws IOException {
    this.file = new NewFile(file);
    this.file.write(buffer(RollUpFile.HEADER_BYTES).putLong(RollUpFile.MAGIC).flip());
  }

  /**
   * Adds a tenant's groups of a quarter of an hour. Quarters of one day best come together; a
   * quarter may come several times.
   *
   * @param bucket its beginning in microseconds
   */
  public void add(int tenant, long bucket, Map<UsageKey, UsageSum> groups) throws IOException {
    long day = BucketWidth.DAY.floor(bucket);
    DayBlock current = block;
    if (current == null
        || !current.isOf(tenant, day)
        || current.groups() >= MOST_GROUPS
        || current.size() >= MOST_BYTES) {
      endBlock();
      current = new DayBlock(tenant, day);
      block = current;
    }
    current.add(bucket, groups);
  }

  /** Adds a block of another file as it is. */
  void add(RollUpFile.Entry entry, byte[] bytes) throws IOException {
    endBlock();
    append(entry.tenant(), entry.day(), bytes, bytes.length);
  }

  private void endBlock() throws IOException {
    DayBlock current = block;
    block = null;
    if (current != null) {
      current.write(encoded.clear());
      append(current.tenant(), current.day(), encoded.array(), encoded.size());
    }
  }

  private void append(int tenant, long day, byte[] bytes, int length) throws IOException {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    index.add(new RollUpFile.Entry(tenant, day, file.size(), length, (int) crc.getValue()));
    file.write(ByteBuffer.wrap(bytes, 0, length));
  }

  /** Completes the file. */
  public void finish() throws IOException {
    endBlock();
    index.sort(
        Comparator.comparingInt(RollUpFile.Entry::tenant)
            .thenComparingLong(RollUpFile.Entry::day)
            .thenComparingLong(RollUpFile.Entry::offset));
    ByteBuffer entries = buffer(Math.multiplyExact(index.size(), RollUpFile.ENTRY_BYTES));
    index.forEach(entry -> entry.write(entries));
    entries.flip();
    var crc = new CRC32C();
    crc.update(entries.duplicate());
    ByteBuffer footer =
        buffer(RollUpFile.FOOTER_BYTES)
            .putLong(file.size())
            .putInt(index.size())
            .putInt((int) crc.getValue())
            .putLong(RollUpFile.MAGIC);
    file.write(entries);
    file.write(footer.flip());
    file.finish();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Leaves nothing of a file that was not finished. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
