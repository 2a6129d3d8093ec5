package io.hivecore.live;

import io.hivecore.journal.Journal;
import io.hivecore.journal.JournaledEntry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads behind the journal's end, on one thread, and has the hub hand out what it finds. Sleeps
 * while nobody listens.
 *
 * <p>Never interrupted: an interrupt during a read would close the file under it.
 */
final class Tail {
  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

  private static final int MOST_ENTRIES = 512;
  private static final long MOST_BYTES = 1024 * 1024;

  /** How long closing may take while the journal is quiet. */
  private static final Duration WAIT = Duration.ofMillis(100);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /**
   * Waking a reader costs about as much as writing it ten events. So the more readers were woken,
   * the longer the tail lets events gather before it wakes them again.
   */
  private static final Duration PAUSE_PER_READER = Duration.ofNanos(25_000);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);

  private final LiveHub hub;
  private final Journal journal;
  private final Thread thread;

  Tail(LiveHub hub, Journal journal) {
    this.hub = hub;
    this.journal = journal;
    this.thread = Thread.ofPlatform().name("live-tail").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Waits for the end, which the closed hub brings about. */
  void close() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (long behind = hub.awaitListeners(); behind >= 0; behind = hub.awaitListeners()) {
        try {
          follow(behind);
        } catch (RuntimeException e) {
          LOG.error("the live tail failed behind {}; it begins again there", behind, e);
          hub.pause(AFTER_FAILURE);
        }
      }
    } catch (InterruptedException e) {
      LOG.error("the live tail was interrupted; streams are dead", e);
    }
  }

  private void follow(long behind) throws InterruptedException {
    long position = behind;
    try (Journal.Reader reader = journal.read(position)) {
      while (hub.hasListeners()) {
        List<JournaledEntry> entries = reader.next(MOST_ENTRIES, MOST_BYTES);
        if (entries.isEmpty()) {
          position = awaitMore(position);
        } else {
          int woken = handOut(entries, position);
          position = entries.getLast().sequence();
          gather(woken);
        }
      }
    }
  }

  /** Hands out entries, which are the next ones or come behind others that are gone. */
  private int handOut(List<JournaledEntry> entries, long behind) {
    int woken = 0;
    int from = 0;
    long previous = behind;
    for (int i = 0; i < entries.size(); i++) {
      long sequence = entries.get(i).sequence();
      if (sequence > previous + 1) {
        if (i > from) {
          woken = Math.max(woken, hub.deliver(entries.subList(from, i)));
        }
        hub.missed(sequence - 1);
        from = i;
      }
      previous = sequence;
    }
    return Math.max(woken, hub.deliver(entries.subList(from, entries.size())));
  }

  private long awaitMore(long position) throws InterruptedException {
    long gone = journal.oldestSequence() - 1;
    if (gone > position) {
      hub.missed(gone);
      return gone;
    }
    await(position);
    return position;
  }

  private void await(long position) throws InterruptedException {
    long before = System.nanoTime();
    if (journal.awaitBeyond(position, WAIT) <= position
        && System.nanoTime() - before < WAIT.toNanos() / 2) {
      // It did not wait: the journal is closed. Not to spin until the hub is, too.
      hub.pause(WAIT);
    }
  }

  private void gather(int woken) throws InterruptedException {
    if (woken > 1) {
      Duration pause = PAUSE_PER_READER.multipliedBy(woken);
      hub.pause(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }
  }
}
