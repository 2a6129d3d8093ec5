package io.hivecore.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads exactly one gzip member (RFC 1952). The JDK's stream takes garbage behind a member for its
 * end, and several members for one body; here both are errors.
 */
final class GzipMember extends InputStream {
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int TRAILER_BYTES = 8;

  private final byte[] member;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int position;
  private boolean ended;

  GzipMember(byte[] member) throws IOException {
    this.member = member;
    try {
      readHeader();
    } catch (IOException e) {
      inflater.end();
      throw e;
    }
    inflater.setInput(member, position, member.length - position);
  }

  private void readHeader() throws IOException {
    if (next() != 0x1f || next() != 0x8b) {
      throw new IOException("no gzip");
    }
    if (next() != 8) {
      throw new IOException("not deflated");
    }
    int flags = next();
    if ((flags & 0xe0) != 0) {
      throw new IOException("unknown flags");
    }
    skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(next() | (next() << 8));
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      skip(2);
    }
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    try {
      int inflated = inflater.inflate(into, offset, length);
      if (inflated > 0) {
        crc.update(into, offset, inflated);
        return inflated;
      }
    } catch (DataFormatException e) {
      throw new IOException("broken deflate data", e);
    }
    if (inflater.finished()) {
      ended = true;
      readTrailer();
      return -1;
    }
    if (inflater.needsDictionary()) {
      throw new IOException("a dictionary");
    }
    throw new EOFException();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  private void readTrailer() throws IOException {
    position = member.length - inflater.getRemaining();
    if (member.length - position < TRAILER_BYTES) {
      throw new EOFException();
    }
    if (nextInt() != crc.getValue() || nextInt() != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new IOException("wrong checksum");
    }
    if (position != member.length) {
      throw new IOException("more behind the end");
    }
  }

  private long nextInt() throws IOException {
    return (next() | (next() << 8) | (next() << 16) | ((long) next() << 24)) & 0xffffffffL;
  }

  private int next() throws IOException {
    skip(1);
    return member[position - 1] & 0xff;
  }

  private void skip(int bytes) throws IOException {
    if (member.length - position < bytes) {
      throw new EOFException();
    }
    position += bytes;
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // Its content does not matter.
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
