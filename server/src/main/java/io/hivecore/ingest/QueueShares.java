package io.hivecore.ingest;

import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what each tenant has waiting for the journal, so that one tenant's flood leaves room for
 * the others. Safe for use by many threads.
 *
 * <p>A tenant may have a third of what is then still free: alone it gets a quarter of the whole (a
 * third of the other three quarters), and however many flood at once, some is always free for one
 * that comes new. This is the dynamic threshold of Choudhury and Hahne (1998), made for the same
 * purpose in the shared memory of packet switches. A tenant of whom nothing waits may always put in
 * one piece while there is room for it.
 */
final class QueueShares {
  private static final int SHARE = 3;

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Map<TenantId, Long> waiting = new HashMap<>();
  private long total;

  QueueShares(long capacity) {
    this.capacity = capacity;
  }

  /** What a request for room came to. */
  enum Answer {
    ADMITTED,
    /** This tenant has too much waiting. */
    TENANT_FULL,
    /** All tenants together have. */
    FULL
  }

  /**
   * Takes room for that many bytes. What is admitted is to be {@link #release}d.
   *
   * @param patience how long to wait for room
   */
  Answer enter(TenantId tenant, long bytes, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        Answer answer = enter(tenant, bytes);
        if (answer == Answer.ADMITTED || left <= 0) {
          return answer;
        }
        left = released.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private Answer enter(TenantId tenant, long bytes) {
    long own = waiting.getOrDefault(tenant, 0L);
    long free = capacity - total;
    // One piece larger than all there is goes in alone: it would never fit.
    if (bytes > free && total > 0) {
      return own > 0 ? Answer.TENANT_FULL : Answer.FULL;
    }
    if (own > 0 && own + bytes > (free - bytes) / SHARE) {
      return Answer.TENANT_FULL;
    }
    waiting.put(tenant, own + bytes);
    total += bytes;
    return Answer.ADMITTED;
  }

  void release(TenantId tenant, long bytes) {
    lock.lock();
    try {
      waiting.computeIfPresent(tenant, (ignored, own) -> own > bytes ? own - bytes : null);
      total -= bytes;
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
