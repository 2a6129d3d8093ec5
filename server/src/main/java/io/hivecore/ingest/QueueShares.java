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
 * purpose in the shared memory of packet switches. A tenant of whom nothing waits may put in one
 * piece of up to half of what is free, so that others find room beside it; a larger one goes in
 * while nothing else waits.
 *
 * <p>Only a tenant that holds what it could have alone is told so. Who holds less has others in its
 * way, and is told that.
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
    // Alone, also what is larger than all there is: else it would never go in.
    boolean fits =
        own == 0 ? bytes <= free / 2 || total == 0 : own + bytes <= (free - bytes) / SHARE;
    if (!fits) {
      return own > 0 && own + bytes > capacity / (SHARE + 1) ? Answer.TENANT_FULL : Answer.FULL;
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
