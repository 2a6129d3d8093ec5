package io.hivecore.http;

/**
 * Checks the chunks of a body (RFC 9112 §7.1) as their bytes pass by. Strict: two readers that take
 * broken framing differently are how requests are smuggled.
 */
final class ChunkFraming {
  private enum State {
    SIZE,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    END_CR,
    END_LF,
    DONE
  }

  private final long mostBytes;
  private State state = State.SIZE;
  private long chunk;
  private int digits;
  private long total;

  /**
   * @param mostBytes of all chunks together
   */
  ChunkFraming(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * The next bytes from the wire; those behind the last chunk belong to the next request.
   *
   * @throws ProblemException 400 when the framing is broken, 413 when there is too much
   */
  void accept(byte[] bytes) {
    int i = 0;
    while (i < bytes.length && state != State.DONE) {
      if (state == State.DATA) {
        int taken = (int) Math.min(chunk, bytes.length - i);
        chunk -= taken;
        i += taken;
        if (chunk == 0) {
          state = State.DATA_CR;
        }
      } else {
        next(bytes[i++]);
      }
    }
  }

  /** Whether the last chunk has ended. */
  boolean isDone() {
    return state == State.DONE;
  }

  private void next(byte b) {
    switch (state) {
      case SIZE -> size(b);
      case SIZE_LF -> {
        expect(b, '\n');
        beginChunk();
      }
      case DATA_CR -> {
        expect(b, '\r');
        state = State.DATA_LF;
      }
      case DATA_LF -> {
        expect(b, '\n');
        digits = 0;
        state = State.SIZE;
      }
      case END_CR -> {
        if (b != '\r') {
          throw broken("trailers are not supported");
        }
        state = State.END_LF;
      }
      case END_LF -> {
        expect(b, '\n');
        state = State.DONE;
      }
      case DATA, DONE -> throw new IllegalStateException(state.toString());
    }
  }

  private void size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      if (++digits > 15) {
        throw broken("a chunk's size is too long");
      }
      chunk = digits == 1 ? digit : chunk * 16 + digit;
    } else if (digits == 0) {
      throw broken("a chunk has no size");
    } else if (b == '\r') {
      state = State.SIZE_LF;
    } else if (b == ';' || b == ' ' || b == '\t') {
      throw broken("chunk extensions are not supported");
    } else {
      throw broken("a chunk's size is not hexadecimal");
    }
  }

  private void beginChunk() {
    total += chunk;
    if (total > mostBytes) {
      throw Problem.tooLarge("The body is larger than " + mostBytes + " bytes.").asException();
    }
    state = chunk == 0 ? State.END_CR : State.DATA;
  }

  private static void expect(byte b, char wanted) {
    if (b != wanted) {
      throw broken("a chunk does not end where its size says");
    }
  }

  private static ProblemException broken(String how) {
    return Problem.badRequest("The chunked body is broken: " + how + ".").asException();
  }
}
