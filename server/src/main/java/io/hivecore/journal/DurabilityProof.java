package io.hivecore.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Looks behind an unreadable entry for a frame which shows that the entry was durable: one that was
 * written when the newest durable number was that high already.
 */
final class DurabilityProof {
  private static final int WINDOW_BYTES = 1 << 20;

  private final JournalFile file;
  private final long salt;
  private final long sizeBytes;

  DurabilityProof(JournalFile file, long salt, long sizeBytes) {
    this.file = file;
    this.salt = salt;
    this.sizeBytes = sizeBytes;
  }

  /** The offset of such a frame, or -1. */
  long find(long from, long unreadable) throws IOException {
    long newest = unreadable + (sizeBytes - from) / Frame.OVERHEAD;
    ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES);
    for (long base = from; sizeBytes - base >= Frame.OVERHEAD; ) {
      int filled = fill(window, base);
      int candidates = filled - Frame.PAYLOAD + 1;
      if (candidates <= 0) {
        return -1;
      }
      for (int at = 0; at < candidates; at++) {
        long sequence = window.getLong(at + Frame.SEQUENCE);
        int unforced = window.getInt(at + Frame.UNFORCED);
        if (sequence >= unreadable
            && sequence <= newest
            && unforced >= 0
            && sequence - unforced >= unreadable
            && isFrame(base + at)) {
          return base + at;
        }
      }
      base += candidates;
    }
    return -1;
  }

  private int fill(ByteBuffer window, long base) throws IOException {
    window.clear();
    while (window.hasRemaining() && file.read(window, base + window.position()) > 0) {}
    return window.position();
  }

  private boolean isFrame(long offset) throws IOException {
    // Not closed: it reads from the file that this object was given.
    @SuppressWarnings("resource")
    FrameInput input = new FrameInput(file, salt, offset, Frame.OVERHEAD);
    return input.advance(sizeBytes) == FrameInput.Found.FRAME;
  }
}
