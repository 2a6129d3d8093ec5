package io.hivecore.journal;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file that is only read, by request threads too: an interrupt closes a channel, so it is opened
 * again and the interrupt kept for whoever waits next.
 */
final class DiskFileReader implements JournalFile {
  private final Path path;
  private FileChannel channel;

  DiskFileReader(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, READ);
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return channel.read(target, position);
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted();
          channel = FileChannel.open(path, READ);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw new UnsupportedOperationException("opened for reading: " + path);
  }

  @Override
  public void truncate(long size) {
    throw new UnsupportedOperationException("opened for reading: " + path);
  }

  @Override
  public void force() {
    throw new UnsupportedOperationException("opened for reading: " + path);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
