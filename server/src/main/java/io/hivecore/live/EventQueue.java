package io.hivecore.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for one subscriber, bounded by count and bytes. Safe for use by many threads. */
final class EventQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<RenderedEvent> events = new ArrayDeque<>();
  private final int mostEvents;
  private long bytes;
  private boolean closed;

  EventQueue(int mostEvents) {
    this.mostEvents = mostEvents;
  }

  /**
   * Adds events.
   *
   * @param mostBytes that may wait; one event may always, however large
   * @return false when they do not all fit
   */
  boolean add(List<RenderedEvent> added, long mostBytes) {
    lock.lock();
    try {
      if (closed) {
        return true;
      }
      for (RenderedEvent event : added) {
        int size = event.bytes().length;
        if (!events.isEmpty() && (events.size() >= mostEvents || bytes + size > mostBytes)) {
          return false;
        }
        events.add(event);
        bytes += size;
      }
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next events, as many as one write holds; empty once it is closed. */
  List<RenderedEvent> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (events.isEmpty() && !closed) {
        changed.await();
      }
      List<RenderedEvent> taken = new ArrayList<>(Math.min(events.size(), 64));
      long takenBytes = 0;
      for (RenderedEvent next = events.peek(); next != null; next = events.peek()) {
        if (takenBytes > 0 && takenBytes + next.bytes().length > EventWriter.WRITE_BYTES) {
          break;
        }
        taken.add(events.remove());
        takenBytes += next.bytes().length;
      }
      bytes -= takenBytes;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Drops what waits and takes no more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      events.clear();
      bytes = 0;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
