package io.hivecore.journal;

import io.hivecore.telemetry.ExecutionStatus;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to the end of the newest segment. They go out in large writes and are nothing until
 * {@link #force} has returned. After any failure only {@link #abandon} may be called. Belongs to
 * one thread.
 */
final class SegmentWriter implements Closeable {
  private final Segment segment;
  private final JournalFile file;
  private final ByteBuffer buffer;
  private final byte[] salt;
  private final CRC32C crc = new CRC32C();
  private long written;

  /**
   * @param buffer collects what goes out in one write
   */
  SegmentWriter(Segment segment, JournalFile file, ByteBuffer buffer) {
    this.segment = segment;
    this.file = file;
    this.buffer = buffer.clear();
    this.salt = FrameInput.saltBytes(segment.header().salt());
    this.written = segment.extent().end();
  }

  /** Whether so much still fits; an empty segment takes any amount. */
  boolean hasRoomFor(long frameBytes, long segmentBytes) {
    return segment.isEmpty() || written + frameBytes <= segmentBytes;
  }

  void add(
      long sequence, long durable, Entry entry, boolean created, @Nullable ExecutionStatus settled)
      throws IOException {
    int length = Frame.lengthOf(entry);
    if (length > buffer.remaining()) {
      flush();
    }
    segment.index().note(sequence, written + buffer.position());
    int unforced = Math.toIntExact(sequence - durable);
    if (length <= buffer.capacity()) {
      Frame.write(buffer, crc, salt, sequence, unforced, entry, created, settled);
    } else {
      ByteBuffer large = ByteBuffer.allocate(length);
      Frame.write(large, crc, salt, sequence, unforced, entry, created, settled);
      writeOut(large);
    }
  }

  /** Makes all that was added durable, up to the given number. */
  void force(long last, long nowNanos) throws IOException {
    flush();
    file.force();
    segment.extend(last, written, nowNanos);
  }

  /** Ends the segment for good, with a mark that all of it was durable. */
  void mark() throws IOException {
    Frame.writeMark(buffer, crc, salt, segment.extent().last());
    flush();
    file.force();
  }

  /**
   * Gives up all that was not forced. What the device still has of it is void, because the next
   * segment says where it begins; cutting it off only spares the next start from finding it when
   * there is no next segment yet.
   */
  void abandon() {
    try (file) {
      file.truncate(segment.extent().end());
      file.force();
    } catch (IOException e) {
      // The device is in trouble, which was the reason to come here.
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void flush() throws IOException {
    writeOut(buffer);
    buffer.clear();
  }

  private void writeOut(ByteBuffer content) throws IOException {
    content.flip();
    int length = content.remaining();
    SegmentFolder.writeFully(file, content, written);
    written += length;
  }
}
