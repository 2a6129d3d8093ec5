package io.hivecore.journal;

import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one segment file, one after the other, with few reads. It never looks beyond
 * the limit that it is given, so that it can follow a file that grows. Belongs to one thread.
 */
final class FrameInput implements Closeable {
  /** What {@link #advance} found. */
  enum Found {
    FRAME,
    /** The limit is reached. */
    END,
    /** What stands at {@link #end} is no frame, or not all of one. */
    DAMAGE
  }

  private final JournalFile file;
  private final byte[] salt;
  private final int usualBytes;
  private final CRC32C crc = new CRC32C();
  private byte[] bytes;
  private ByteBuffer view;

  /** The file's offset of {@code bytes[0]}. */
  private long base;

  private int filled;
  private int frame;
  private int next;

  FrameInput(JournalFile file, long salt, long offset, int bufferBytes) {
    this.file = file;
    this.salt = saltBytes(salt);
    this.usualBytes = Math.max(bufferBytes, Frame.OVERHEAD);
    this.bytes = new byte[usualBytes];
    this.view = ByteBuffer.wrap(bytes);
    this.base = offset;
  }

  static byte[] saltBytes(long salt) {
    return ByteBuffer.allocate(Long.BYTES).putLong(salt).array();
  }

  /** Goes on to the next frame before the limit. */
  Found advance(long limit) throws IOException {
    frame = next;
    long left = limit - end();
    if (left <= 0) {
      return Found.END;
    }
    if (left < Frame.OVERHEAD || !has(Integer.BYTES, limit)) {
      return Found.DAMAGE;
    }
    int length = view.getInt(frame);
    if (length < Frame.OVERHEAD || length - Frame.OVERHEAD > Frame.MOST_PAYLOAD || length > left) {
      return Found.DAMAGE;
    }
    if (!has(length, limit) || !Frame.intact(bytes, frame, length, crc, salt)) {
      return Found.DAMAGE;
    }
    next = frame + length;
    return Found.FRAME;
  }

  /** Where in the file the frame begins that was found last. */
  long begin() {
    return base + frame;
  }

  /** Where in the file the frame ends that was found last: where the next one begins. */
  long end() {
    return base + next;
  }

  /** Steps back before the frame that was found last. */
  void stepBack() {
    next = frame;
  }

  long sequence() {
    return view.getLong(frame + Frame.SEQUENCE);
  }

  /** The newest sequence number that was durable when the frame was written. */
  long durableBefore() {
    return sequence() - view.getInt(frame + Frame.UNFORCED);
  }

  boolean isMark() {
    return view.get(frame + Frame.KIND) == Frame.MARK;
  }

  int payloadBytes() {
    return next - frame - Frame.OVERHEAD;
  }

  JournaledEntry entry() {
    return Frame.entry(view, frame, next - frame);
  }

  TenantId tenant() {
    return Frame.tenant(view, frame);
  }

  RecordKind kind() {
    return Frame.kind(view, frame);
  }

  UUID id() {
    return Frame.uuid(view, frame + Frame.ID);
  }

  @Nullable ExecutionStatus settledAfter() {
    return Frame.settledAfter(view, frame);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private boolean has(int wanted, long limit) throws IOException {
    if (filled - frame >= wanted) {
      return true;
    }
    makeRoom(wanted);
    while (filled < wanted) {
      int most = (int) Math.min(bytes.length - filled, limit - base - filled);
      if (most <= 0) {
        return false;
      }
      int read = file.read(ByteBuffer.wrap(bytes, filled, most), base + filled);
      if (read <= 0) {
        return false;
      }
      filled += read;
    }
    return true;
  }

  /** Moves what was not consumed to the buffer's begin, into one of the size that is needed now. */
  private void makeRoom(int wanted) {
    int rest = filled - frame;
    int size = Math.max(usualBytes, Math.max(wanted, rest));
    if (size == bytes.length) {
      System.arraycopy(bytes, frame, bytes, 0, rest);
    } else {
      byte[] other = new byte[size];
      System.arraycopy(bytes, frame, other, 0, rest);
      bytes = other;
      view = ByteBuffer.wrap(bytes);
    }
    base += frame;
    filled = rest;
    next = 0;
    frame = 0;
  }
}
