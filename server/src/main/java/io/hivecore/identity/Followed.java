package io.hivecore.identity;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something of the control store, held in memory and never far behind. It is replaced at once after
 * a change made here ({@link #reloadAfterChange}), and by a thread that asks the store four times a
 * second whether another process has changed something. When the store does not answer, what was
 * read last stays in force. Safe for use by many threads.
 *
 * <p>It is read without a lock. Each reading takes its turn before it begins, so the one with the
 * later turn has seen all that was committed before, and wins.
 */
public final class Followed<S> implements AutoCloseable {
  /** How often the store is asked; what another process changes is seen well within a second. */
  public static final Duration POLL = Duration.ofMillis(250);

  private static final Logger LOG = LoggerFactory.getLogger(Followed.class);

  private final String name;
  private final LongSupplier changes;
  private final Supplier<S> read;
  private final AtomicLong turns = new AtomicLong();
  private final AtomicReference<Snapshot<S>> snapshot;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread watcher;

  private record Snapshot<S>(long turn, long changes, S value) {}

  /**
   * Nothing is read until {@link #start}.
   *
   * @param name what it is, for the thread and the log
   * @param changes a number that is different after a change; cheap
   * @param read reads it whole
   * @param empty until it is read for the first time
   */
  public Followed(String name, LongSupplier changes, Supplier<S> read, S empty) {
    this.name = name;
    this.changes = changes;
    this.read = read;
    this.snapshot = new AtomicReference<>(new Snapshot<>(0, 0, empty));
  }

  /** Reads it and begins to watch for changes by other processes. To be called once. */
  public void start() {
    reload();
    Thread thread = Thread.ofPlatform().name("identity-" + name).daemon().unstarted(this::watch);
    watcher = thread;
    thread.start();
  }

  /** As it was last read. */
  public S get() {
    return snapshot.get().value();
  }

  /**
   * Reads it again. The change is committed; should reading fail, it is no reason to report it as
   * failed.
   */
  public void reloadAfterChange() {
    try {
      reload();
    } catch (RuntimeException e) {
      LOG.warn("The {} could not be read again after a change; the next poll will do it.", name, e);
    }
  }

  /** Stops watching. */
  @Override
  public void close() {
    closed.countDown();
    Thread thread = watcher;
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void reload() {
    long turn = turns.incrementAndGet();
    // Before the rest: what is committed between the two is noticed the next time.
    long seen = changes.getAsLong();
    var fresh = new Snapshot<>(turn, seen, read.get());
    snapshot.accumulateAndGet(fresh, (held, next) -> held.turn() > next.turn() ? held : next);
  }

  private void watch() {
    boolean answering = true;
    try {
      while (!closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          if (changes.getAsLong() != snapshot.get().changes()) {
            reload();
          }
          if (!answering) {
            LOG.info("The control store answers again; {} are up to date.", name);
            answering = true;
          }
        } catch (RuntimeException e) {
          if (answering) {
            LOG.warn("The control store does not answer; changes to {} are not seen.", name, e);
            answering = false;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
