package io.hivecore.telemetry.ids;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.file.NewFile;
import io.hivecore.tenancy.TenantId;
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
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * A Bloom filter over the identities of a segment's records: blocks of 512 bits, 14 bits of one
 * block for each identity, 32 bits of room for each. A false hit costs a look into the index of a
 * sealed segment ({@link IdIndex}), and of one that has none a reading of a whole column, so there
 * must be few: with 12 bits of room it was one in 150. One thread adds, any thread asks; a filter
 * in a file is mapped, so that it costs no heap.
 */
public final class IdFilter {
  private static final long MAGIC = 0x48564649_4C540002L;
  private static final int HEADER_BYTES = 24;

  /** Where kinds of records have their codes; no kind has this one. */
  private static final long RESPONSES = 1L << 32;

  private static final int BITS_PER_ID = 32;
  private static final int BLOCK_LONGS = 8;
  private static final int PROBES = 14;

  /** A probe is nine bits of a hash, which has 64. */
  private static final int PROBES_OF_A_HASH = 7;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bits;
  private final long blocks;

  private IdFilter(MemorySegment bits) {
    this.bits = bits;
    this.blocks = bits.byteSize() / (BLOCK_LONGS * Long.BYTES);
  }

  /**
   * An empty filter with room for the identities of a number of records; and for the response ids
   * of spans, which are one for each of every four or more records.
   */
  public static IdFilter forRecords(long records) {
    return forIds(records + records / 4);
  }

  /** An empty filter with room for a number of identities. */
  public static IdFilter forIds(long ids) {
    long blocks = Math.max(1, (ids * BITS_PER_ID + 511) / 512);
    return new IdFilter(MemorySegment.ofArray(new long[Math.toIntExact(blocks * BLOCK_LONGS)]));
  }

  public static long hash(TenantId tenant, RecordKind kind, UUID id) {
    long hash = mix(tenant.value().getMostSignificantBits() + kind.code());
    hash = mix(hash ^ tenant.value().getLeastSignificantBits());
    hash = mix(hash ^ id.getMostSignificantBits());
    return mix(hash ^ id.getLeastSignificantBits());
  }

  /** What stands for the spans that tell of a provider's answer. */
  public static long hash(TenantId tenant, String responseId) {
    // FNV-1a, which begins with the tenant.
    long hash = mix(tenant.value().getMostSignificantBits() ^ RESPONSES);
    hash = mix(hash ^ tenant.value().getLeastSignificantBits());
    for (int i = 0; i < responseId.length(); i++) {
      hash = (hash ^ responseId.charAt(i)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  /** The finalizer of MurmurHash3, of which every bit depends on every bit. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }

  public void add(long hash) {
    long block = block(hash);
    long probe = mix(hash);
    for (int i = 0; i < PROBES; i++) {
      int bit = (int) (probe & 511);
      probe = next(probe, hash, i);
      long at = (block + (bit >>> 6)) * Long.BYTES;
      bits.set(LONG, at, bits.get(LONG, at) | (1L << bit));
    }
  }

  public boolean mayContain(long hash) {
    long block = block(hash);
    long probe = mix(hash);
    for (int i = 0; i < PROBES; i++) {
      int bit = (int) (probe & 511);
      probe = next(probe, hash, i);
      if ((bits.get(LONG, (block + (bit >>> 6)) * Long.BYTES) & (1L << bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  private static long next(long probe, long hash, int done) {
    return done == PROBES_OF_A_HASH - 1 ? mix(~hash) : probe >>> 9;
  }

  private long block(long hash) {
    return Math.unsignedMultiplyHigh(hash, blocks) * BLOCK_LONGS;
  }

  /** Writes the filter's file. */
  public void write(Path file) throws IOException {
    var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(MAGIC).putLong(bits.byteSize()).putLong(checksum(bits)).flip();
    try (var out = new NewFile(file)) {
      out.write(header);
      long size = bits.byteSize();
      byte[] chunk = new byte[(int) Math.min(size, 1 << 16)];
      for (long at = 0; at < size; at += chunk.length) {
        int length = (int) Math.min(chunk.length, size - at);
        MemorySegment.copy(bits, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
        out.write(ByteBuffer.wrap(chunk, 0, length));
      }
      out.finish();
    }
  }

  /** Maps a filter's file; empty when there is none or it is damaged. */
  public static Optional<IdFilter> map(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size() - HEADER_BYTES;
      if (size <= 0 || size % (BLOCK_LONGS * Long.BYTES) != 0) {
        return Optional.empty();
      }
      if (!isSound(channel, size)) {
        return Optional.empty();
      }
      // Unmapped by the garbage collector: a reader may still ask while the segment goes away.
      MemorySegment all =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return Optional.of(new IdFilter(all.asSlice(HEADER_BYTES)));
    }
  }

  /** Reads the file; through the mapping, all of it would be in the process's memory. */
  private static boolean isSound(FileChannel channel, long size) throws IOException {
    var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (header.hasRemaining() && channel.read(header) >= 0) {}
    header.flip();
    if (header.remaining() < HEADER_BYTES
        || header.getLong() != MAGIC
        || header.getLong() != size) {
      return false;
    }
    var crc = new CRC32C();
    var chunk = ByteBuffer.allocate(1 << 16);
    while (channel.read(chunk) >= 0) {
      crc.update(chunk.flip());
      chunk.clear();
    }
    return crc.getValue() == header.getLong();
  }

  private static long checksum(MemorySegment bits) {
    var crc = new CRC32C();
    long size = bits.byteSize();
    byte[] chunk = new byte[(int) Math.min(size, 1 << 16)];
    for (long at = 0; at < size; at += chunk.length) {
      int length = (int) Math.min(chunk.length, size - at);
      MemorySegment.copy(bits, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
      crc.update(chunk, 0, length);
    }
    return crc.getValue();
  }
}
