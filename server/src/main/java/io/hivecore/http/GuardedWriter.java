package io.hivecore.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Writes to a client within its deadline. */
final class GuardedWriter implements DataWriter {
  /** So that a long answer to a client that takes it has a deadline for each part. */
  private static final int PART_BYTES = 64 * 1024;

  private final DataWriter writer;
  private final ClientConnection connection;

  GuardedWriter(DataWriter writer, ClientConnection connection) {
    this.writer = writer;
    this.connection = connection;
  }

  @Override
  public void write(BufferData... buffers) {
    write(BufferData.create(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    if (buffer.available() <= PART_BYTES) {
      writePart(buffer);
      return;
    }
    byte[] part = new byte[PART_BYTES];
    while (buffer.available() > 0) {
      int length = buffer.read(part);
      writePart(BufferData.create(part, 0, length));
    }
  }

  private void writePart(BufferData buffer) {
    long before = connection.beginWrite(buffer.available());
    try {
      writer.write(buffer);
    } catch (RuntimeException e) {
      throw connection.gone("the client no longer reads", e);
    }
    connection.endWrite(before);
  }

  @Override
  public void writeNow(BufferData... buffers) {
    writeNow(BufferData.create(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    // Without a queue, which is how the server is set up, both write at once.
    write(buffer);
  }

  @Override
  public void flush() {
    writer.flush();
  }
}
