package io.hivecore.journal;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How one entry lies in a segment file, format 1, big-endian:
 *
 * <pre>
 *  0 int   length of the whole frame
 *  4 long  sequence
 * 12 int   unforced: sequence minus the newest sequence that was durable when this was written
 * 16 16 B  tenant
 * 32 16 B  id
 * 48 byte  kind; 0 for a mark
 * 49 byte  flags: 1 created; 2·settled status; 8·status as sent
 * 50       payload
 *    int   CRC-32C of the segment's salt and all of the frame before
 * </pre>
 *
 * <p>A mark is written when a journal is closed: it repeats the newest sequence number with {@code
 * unforced} 0, and so proves, as every later group's frames do, that all up to it was durable.
 */
final class Frame {
  static final int SEQUENCE = 4;
  static final int UNFORCED = 12;
  static final int TENANT = 16;
  static final int ID = 32;
  static final int KIND = 48;
  static final int FLAGS = 49;
  static final int PAYLOAD = 50;

  /** What a frame takes beside its payload. */
  static final int OVERHEAD = PAYLOAD + Integer.BYTES;

  static final int MOST_PAYLOAD = 256 << 20;

  /** The kind of a mark. */
  static final int MARK = 0;

  private Frame() {}

  static int lengthOf(Entry entry) {
    return OVERHEAD + entry.payload().length;
  }

  /** Writes one frame at the buffer's position; it must fit. */
  static void write(
      ByteBuffer out,
      CRC32C crc,
      byte[] salt,
      long sequence,
      int unforced,
      Entry entry,
      boolean created,
      @Nullable ExecutionStatus settled) {
    int flags = (created ? 1 : 0) | code(settled) << 1 | code(entry.status()) << 3;
    UUID tenant = entry.tenant().value();
    write(
        out,
        crc,
        salt,
        sequence,
        unforced,
        tenant,
        entry.id(),
        entry.kind().code(),
        flags,
        entry.payload());
  }

  static void writeMark(ByteBuffer out, CRC32C crc, byte[] salt, long sequence) {
    UUID none = new UUID(0, 0);
    write(out, crc, salt, sequence, 0, none, none, MARK, 0, new byte[0]);
  }

  private static void write(
      ByteBuffer out,
      CRC32C crc,
      byte[] salt,
      long sequence,
      int unforced,
      UUID tenant,
      UUID id,
      int kind,
      int flags,
      byte[] payload) {
    int begin = out.position();
    out.putInt(OVERHEAD + payload.length).putLong(sequence).putInt(unforced);
    out.putLong(tenant.getMostSignificantBits()).putLong(tenant.getLeastSignificantBits());
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    out.put((byte) kind).put((byte) flags).put(payload);
    int end = out.position();
    int limit = out.limit();
    crc.reset();
    crc.update(salt);
    crc.update(out.position(begin).limit(end));
    out.limit(limit).position(end);
    out.putInt((int) crc.getValue());
  }

  /** Whether the bytes are a frame, judging by its checksum; the length was checked before. */
  static boolean intact(byte[] bytes, int at, int length, CRC32C crc, byte[] salt) {
    int checked = length - Integer.BYTES;
    crc.reset();
    crc.update(salt);
    crc.update(bytes, at, checked);
    return (int) crc.getValue() == ByteBuffer.wrap(bytes).getInt(at + checked);
  }

  /**
   * The entry of an intact frame.
   *
   * @throws IllegalArgumentException when it has a kind or status that this program does not know
   */
  static JournaledEntry entry(ByteBuffer in, int at, int length) {
    int flags = in.get(at + FLAGS);
    int from = in.arrayOffset() + at;
    return new JournaledEntry(
        in.getLong(at + SEQUENCE),
        tenant(in, at),
        kind(in, at),
        uuid(in, at + ID),
        (flags & 1) != 0,
        status(flags >> 1 & 3),
        Arrays.copyOfRange(in.array(), from + PAYLOAD, from + length - Integer.BYTES));
  }

  static TenantId tenant(ByteBuffer in, int at) {
    return new TenantId(uuid(in, at + TENANT));
  }

  static RecordKind kind(ByteBuffer in, int at) {
    int code = in.get(at + KIND);
    return RecordKind.ofCode(code)
        .orElseThrow(() -> new IllegalArgumentException("a record of unknown kind " + code));
  }

  static UUID uuid(ByteBuffer in, int at) {
    return new UUID(in.getLong(at), in.getLong(at + Long.BYTES));
  }

  /** The terminal status that an execution has after this entry; null when none. */
  static @Nullable ExecutionStatus settledAfter(ByteBuffer in, int at) {
    int flags = in.get(at + FLAGS);
    return settledAfter(status(flags >> 1 & 3), status(flags >> 3 & 3));
  }

  static @Nullable ExecutionStatus settledAfter(
      @Nullable ExecutionStatus before, @Nullable ExecutionStatus sent) {
    return before != null || sent == null || !sent.isTerminal() ? before : sent;
  }

  static int code(@Nullable ExecutionStatus status) {
    return status == null ? 0 : status.code();
  }

  static @Nullable ExecutionStatus status(int code) {
    return code == 0
        ? null
        : ExecutionStatus.ofCode(code)
            .orElseThrow(() -> new IllegalArgumentException("an unknown status " + code));
  }
}
