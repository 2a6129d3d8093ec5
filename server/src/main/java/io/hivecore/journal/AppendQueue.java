package io.hivecore.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer, bounded by bytes. What the writer has taken counts until it is done
 * with it. The lock is held for moments only.
 */
final class AppendQueue {
  private final long mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition somethingToDo = lock.newCondition();
  private final Queue<PendingAppend> waiting = new ArrayDeque<>();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean closed;
  private boolean nudged;

  AppendQueue(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  long bytes() {
    return bytes.get();
  }

  boolean isClosed() {
    return closed;
  }

  /** Why that many bytes more would be refused now; null when they would be taken. */
  @Nullable Refusal refusal(long more) {
    if (closed) {
      return Refusal.closed();
    }
    long before = bytes.get();
    // Alone, an append of any size goes through: it could never be sent otherwise.
    if (before > 0 && before + more > mostBytes) {
      return Refusal.overloaded(
          before + " bytes wait to be written, and at most " + mostBytes + " may");
    }
    return null;
  }

  /** Adds an append, or says why not. */
  @Nullable Refusal add(PendingAppend append) {
    lock.lock();
    try {
      Refusal refusal = refusal(append.queueBytes());
      if (refusal == null) {
        bytes.addAndGet(append.queueBytes());
        waiting.add(append);
        somethingToDo.signal();
      }
      return refusal;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the oldest appends, up to about that many bytes of frames. Waits for the first.
   *
   * @return empty when the time was over or there was a {@link #nudge}; null when the queue is
   *     closed and empty
   */
  @Nullable List<PendingAppend> take(long groupBytes, long waitNanos) {
    lock.lock();
    try {
      long nanos = waitNanos;
      while (waiting.isEmpty() && !closed && !nudged && nanos > 0) {
        try {
          nanos = somethingToDo.awaitNanos(nanos);
        } catch (InterruptedException e) {
          // Nobody stops the writer but close: an interrupt would close its files. Look again.
        }
      }
      nudged = false;
      if (waiting.isEmpty() && closed) {
        return null;
      }
      return poll(groupBytes);
    } finally {
      lock.unlock();
    }
  }

  private List<PendingAppend> poll(long groupBytes) {
    List<PendingAppend> group = new ArrayList<>();
    long taken = 0;
    for (PendingAppend next = waiting.peek(); next != null; next = waiting.peek()) {
      if (taken > 0 && taken + next.frameBytes() > groupBytes) {
        break;
      }
      taken += next.frameBytes();
      group.add(next);
      waiting.remove();
    }
    return group;
  }

  /** Says that the writer is done with appends of so many bytes. */
  void release(long done) {
    bytes.addAndGet(-done);
  }

  /** Wakes the writer without an append. */
  void nudge() {
    lock.lock();
    try {
      nudged = true;
      somethingToDo.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what comes from now on; what waits already is still taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      somethingToDo.signal();
    } finally {
      lock.unlock();
    }
  }
}
