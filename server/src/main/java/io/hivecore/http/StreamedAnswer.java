package io.hivecore.http;

import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.OutputStream;

/** An answer's stream that tells of a client that is gone as streams do, by an IOException. */
final class StreamedAnswer extends OutputStream {
  private final OutputStream out;

  StreamedAnswer(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (CloseConnectionException e) {
      throw new IOException("the client is gone", e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (CloseConnectionException e) {
      throw new IOException("the client is gone", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (CloseConnectionException e) {
      throw new IOException("the client is gone", e);
    }
  }
}
