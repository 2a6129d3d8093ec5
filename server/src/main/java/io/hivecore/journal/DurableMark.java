package io.hivecore.journal;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The newest durable sequence number, and the threads that wait for it to grow. */
final class DurableMark {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile long value;
  private volatile boolean closed;

  DurableMark(long value) {
    this.value = value;
  }

  long value() {
    return value;
  }

  void raise(long to) {
    lock.lock();
    try {
      value = to;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long awaitBeyond(long sequence, Duration atMost) throws InterruptedException {
    if (value > sequence) {
      return value;
    }
    lock.lockInterruptibly();
    try {
      long nanos = saturatedNanos(atMost);
      while (value <= sequence && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return value;
    } finally {
      lock.unlock();
    }
  }

  private static long saturatedNanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return duration.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }
}
