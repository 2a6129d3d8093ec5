package io.hivecore.live;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one reader, on that reader's thread, so that another thread can see a write that is
 * stuck and break it: an interrupt closes the socket that a virtual thread writes to.
 */
final class EventWriter {
  /** What one write holds at most, unless a single event is larger. */
  static final int WRITE_BYTES = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  private final OutputStream out;
  private final LiveCounters counters;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread writing;
  private long writingSinceNanos;
  private boolean broken;
  private long writtenThrough;

  EventWriter(OutputStream out, LiveCounters counters) {
    this.out = out;
    this.counters = counters;
  }

  /** Writes events, flushed together in pieces of bounded size; false when the reader is gone. */
  boolean write(List<RenderedEvent> events) {
    int from = 0;
    while (from < events.size()) {
      int to = from + 1;
      int bytes = events.get(from).bytes().length;
      while (to < events.size() && bytes + events.get(to).bytes().length <= WRITE_BYTES) {
        bytes += events.get(to).bytes().length;
        to++;
      }
      if (!writePiece(events.subList(from, to), bytes)) {
        return false;
      }
      from = to;
    }
    return true;
  }

  /** What the reader was sent: everything up to this sequence. Asked on the writing thread. */
  long writtenThrough() {
    return writtenThrough;
  }

  /** Whether a write is going on that began before the given time. */
  boolean isStuckSince(long nanos) {
    lock.lock();
    try {
      return writing != null && writingSinceNanos - nanos <= 0;
    } finally {
      lock.unlock();
    }
  }

  /** Breaks a write that is going on and began before the given time. */
  void breakIfStuckSince(long nanos) {
    lock.lock();
    try {
      if (writing != null && writingSinceNanos - nanos <= 0) {
        broken = true;
        writing.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean writePiece(List<RenderedEvent> events, int bytes) {
    byte[] joined = events.size() == 1 ? events.getFirst().bytes() : joined(events, bytes);
    if (!begin()) {
      return false;
    }
    boolean failed = true;
    try {
      out.write(joined);
      out.flush();
      failed = false;
    } catch (IOException | RuntimeException e) {
      // The server reports a lost connection by exceptions of its own, checked and unchecked.
      LOG.debug("a stream's reader left", e);
    } finally {
      failed = end(failed);
    }
    if (!failed) {
      writtenThrough = events.getLast().sequence();
      counters.eventsSent.add(events.stream().filter(RenderedEvent::record).count());
    }
    return !failed;
  }

  private boolean begin() {
    lock.lock();
    try {
      if (!broken) {
        writing = Thread.currentThread();
        writingSinceNanos = System.nanoTime();
      }
      return !broken;
    } finally {
      lock.unlock();
    }
  }

  private boolean end(boolean failed) {
    lock.lock();
    try {
      writing = null;
      // Whoever interrupted wanted the stream to end; the flag has no further use.
      boolean interrupted = Thread.interrupted();
      broken = broken || failed || interrupted;
      return broken;
    } finally {
      lock.unlock();
    }
  }

  private static byte[] joined(List<RenderedEvent> events, int bytes) {
    byte[] joined = new byte[bytes];
    int position = 0;
    for (RenderedEvent event : events) {
      System.arraycopy(event.bytes(), 0, joined, position, event.bytes().length);
      position += event.bytes().length;
    }
    return joined;
  }
}
