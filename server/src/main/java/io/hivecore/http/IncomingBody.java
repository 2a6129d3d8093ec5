package io.hivecore.http;

import io.helidon.common.buffers.BufferData;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way in, as its bytes come from the socket: accounts for them before the server's
 * own reader buffers them, and checks the framing of chunks, which that reader takes too lightly.
 */
final class IncomingBody {
  private final Admission.@Nullable Ticket ticket;
  private final @Nullable ChunkFraming chunks;
  private final long declared;
  private final boolean unwanted;
  private long received;
  private long accounted;
  private long startNanos = -1;

  private IncomingBody(
      Admission.@Nullable Ticket ticket,
      @Nullable ChunkFraming chunks,
      long declared,
      boolean unwanted) {
    this.ticket = ticket;
    this.chunks = chunks;
    this.declared = declared;
    this.unwanted = unwanted;
  }

  /** With a Content-Length, for which the room is reserved already. */
  static IncomingBody ofLength(long declared) {
    return new IncomingBody(null, null, declared, false);
  }

  /** With a Content-Length, to be thrown away. */
  static IncomingBody unwanted(long declared) {
    return new IncomingBody(null, null, declared, true);
  }

  /** In chunks; what the server buffers is reserved as it comes. */
  static IncomingBody ofChunks(Admission.Ticket ticket, long mostBytes) {
    return new IncomingBody(ticket, new ChunkFraming(mostBytes), -1, false);
  }

  long deadline(Timing timing) {
    if (startNanos < 0) {
      startNanos = ConnectionClock.now();
    }
    return startNanos + (unwanted ? timing.linger() : timing.body(received));
  }

  /** Bytes that had come together with the head. */
  void buffered(BufferData data) {
    if (chunks != null) {
      arrived(data.readBytes());
    } else {
      received += data.available();
    }
  }

  /**
   * @throws ProblemException 400 for broken chunks, 413 for too many bytes, 429 or 503 when there
   *     is no room
   */
  void arrived(byte[] bytes) {
    received += bytes.length;
    if (ticket != null) {
      ticket.add(bytes.length);
      accounted += bytes.length;
    }
    if (chunks != null) {
      chunks.accept(bytes);
    }
  }

  /** The server's reader has let go of the bytes. */
  void done() {
    if (ticket != null) {
      ticket.release(accounted);
      accounted = 0;
    }
  }

  ProblemException endedEarly() {
    String detail =
        declared < 0
            ? "The body ended before its last chunk."
            : "The body ended after " + received + " of " + declared + " bytes.";
    return Problem.badRequest(detail).asException();
  }
}
