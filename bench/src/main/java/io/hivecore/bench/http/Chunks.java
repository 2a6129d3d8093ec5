package io.hivecore.bench.http;

import java.io.IOException;
import java.io.InputStream;

/** A body in chunked transfer coding (RFC 9112 §7.1), without its framing. */
final class Chunks extends InputStream {
  private final InputStream in;
  private int left;
  private boolean ended;

  Chunks(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      left = Integer.parseInt(Connection.line(in).strip(), 16);
      if (left == 0) {
        ended = true;
        Connection.line(in);
      }
    }
    if (ended) {
      return -1;
    }
    int read = in.read(bytes, offset, Math.min(length, left));
    if (read > 0) {
      left -= read;
      if (left == 0) {
        Connection.line(in);
      }
    }
    return read;
  }
}
