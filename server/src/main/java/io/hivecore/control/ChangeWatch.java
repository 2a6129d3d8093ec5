package io.hivecore.control;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who holds control data in memory that some process has changed something: which data, and
 * whether it was this process, it does not know. While the store does not answer, what is held
 * stays.
 */
public final class ChangeWatch implements AutoCloseable {
  /** How often the store is asked. */
  private static final Duration POLL = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

  private final ControlStore store;
  private final List<Runnable> holders;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread thread;

  /**
   * @param holders each drops what it holds, quickly and without asking the store
   */
  public ChangeWatch(ControlStore store, List<Runnable> holders) {
    this.store = store;
    this.holders = List.copyOf(holders);
  }

  /** Begins to watch. To be called once. */
  public void start() {
    long known = store.changes();
    // Before the first look, something may have been read and then changed.
    holders.forEach(Runnable::run);
    Thread watching =
        Thread.ofPlatform().name("control-changes").daemon().unstarted(() -> watch(known));
    thread = watching;
    watching.start();
  }

  private void watch(long seenAtStart) {
    long seen = seenAtStart;
    boolean answering = true;
    try {
      while (!closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          long now = store.changes();
          if (now != seen) {
            holders.forEach(Runnable::run);
            seen = now;
          }
          answering = true;
        } catch (RuntimeException e) {
          if (answering && closed.getCount() > 0) {
            LOG.warn("The control store does not answer; others' changes are not seen.", e);
            answering = false;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    closed.countDown();
    Thread watching = thread;
    if (watching != null) {
      // It may be waiting for a store that does not answer.
      watching.interrupt();
      try {
        watching.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
