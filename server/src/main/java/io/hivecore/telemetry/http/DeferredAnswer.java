package io.hivecore.telemetry.http;

import io.hivecore.http.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file as answer that is begun by its first byte. It is complete only after {@link #finish}; if
 * that is not reached, the connection ends in the middle, and the client sees that something is
 * missing. Belongs to one thread at a time.
 */
final class DeferredAnswer extends OutputStream {
  private final Exchange exchange;
  private final String mediaType;
  private final String fileName;
  private @Nullable OutputStream begun;

  DeferredAnswer(Exchange exchange, String mediaType, String fileName) {
    this.exchange = exchange;
    this.mediaType = mediaType;
    this.fileName = fileName;
  }

  @Override
  public void write(int octet) throws IOException {
    begin().write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    begin().write(bytes, offset, length);
  }

  /** Passes on what was written; does not begin an answer. */
  @Override
  public void flush() throws IOException {
    if (begun != null) {
      begun.flush();
    }
  }

  /** Ends a complete answer. */
  void finish() throws IOException {
    begin().close();
  }

  /**
   * Without effect: a writer that closes its stream after a failure must not end the answer well.
   */
  @Override
  public void close() {}

  private OutputStream begin() {
    if (begun == null) {
      exchange.responseHeader("Content-Disposition", "attachment; filename=\"" + fileName + '"');
      exchange.responseHeader("X-Content-Type-Options", "nosniff");
      begun = exchange.stream(200, mediaType);
    }
    return begun;
  }
}
