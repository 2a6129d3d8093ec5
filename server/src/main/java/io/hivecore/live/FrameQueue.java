package io.hivecore.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for one subscriber, bounded by count and bytes. Safe for use by many threads. */
final class FrameQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private final int mostFrames;
  private long bytes;
  private boolean closed;

  FrameQueue(int mostFrames) {
    this.mostFrames = mostFrames;
  }

  /**
   * Adds frames.
   *
   * @param mostBytes that may wait; one frame may always, however large
   * @return false when they do not all fit
   */
  boolean add(List<Frame> added, long mostBytes) {
    lock.lock();
    try {
      if (closed) {
        return true;
      }
      for (Frame frame : added) {
        int size = frame.bytes().length;
        if (!frames.isEmpty() && (frames.size() >= mostFrames || bytes + size > mostBytes)) {
          return false;
        }
        frames.add(frame);
        bytes += size;
      }
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next frames, as many as one write holds; empty once it is closed. */
  List<Frame> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (frames.isEmpty() && !closed) {
        changed.await();
      }
      List<Frame> taken = new ArrayList<>(Math.min(frames.size(), 64));
      long takenBytes = 0;
      for (Frame next = frames.peek(); next != null; next = frames.peek()) {
        if (takenBytes > 0 && takenBytes + next.bytes().length > FrameWriter.WRITE_BYTES) {
          break;
        }
        taken.add(frames.remove());
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
      frames.clear();
      bytes = 0;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
