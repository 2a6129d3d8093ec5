package io.hivecore.ingest;

import io.hivecore.journal.Journal;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TelemetryStore;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.time.WatchedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries entries from the journal to the store, in order, on a thread of its own. A store that
 * fails is tried again until it takes them; an entry that cannot be read is set aside. Safe for use
 * by many threads.
 */
public final class Applier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

  /** How long a stop may go unnoticed while nothing comes in. */
  private static final Duration IDLE = Duration.ofMillis(100);

  private final Journal journal;
  private final TelemetryStore store;
  private final WatchedClock clock;
  private final ApplierSettings settings;
  private final DeadLetters deadLetters;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean stopping;
  private long applied;
  private @Nullable Instant waitingSince;
  private long setAside;
  private @Nullable String failure;

  private Applier(
      Journal journal, TelemetryStore store, WatchedClock clock, ApplierSettings settings) {
    this.journal = journal;
    this.store = store;
    this.clock = clock;
    this.settings = settings;
    this.deadLetters = new DeadLetters(settings.deadLetters(), settings.mostDeadLetterBytes());
    this.applied = store.appliedSequence();
    // A platform thread: the store may be a native library, which would pin a virtual one.
    this.thread = Thread.ofPlatform().name("applier").unstarted(this::run);
  }

  /**
   * Begins to apply what the store has not. A store that is ahead of the journal goes on as well,
   * because the journal, which is told first, goes on behind it; whether the two belong together is
   * for the caller to know.
   */
  public static Applier start(
      Journal journal, TelemetryStore store, WatchedClock clock, ApplierSettings settings) {
    Applier applier = new Applier(journal, store, clock, settings);
    journal.applied(applier.applied);
    if (applier.applied + 1 < journal.oldestSequence()) {
      LOG.error(
          "the store has applied the journal up to {}, but the journal begins at {}: the entries in"
              + " between are lost",
          applier.applied,
          journal.oldestSequence());
    }
    applier.thread.start();
    return applier;
  }

  public ApplierStatus status() {
    long durable = journal.durableSequence();
    lock.lock();
    try {
      Duration lag = waitingSince == null ? Duration.ZERO : clock.age(waitingSince);
      return new ApplierStatus(
          applied, Math.max(durable, applied), lag, setAside, Optional.ofNullable(failure));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the store has everything up to a sequence number.
   *
   * @return false when the time is over first
   */
  public boolean awaitApplied(long sequence, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (applied < sequence) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends after the transaction that is under way; what is not applied stays in the journal. */
  @Override
  public void close() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration retry = settings.firstRetry();
    while (!isStopping()) {
      try (Journal.Reader reader = journal.read(store.appliedSequence())) {
        follow(reader);
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        // The journal could not be read, or there is a defect: begin again where the store stands.
        fail("The journal cannot be applied.", e);
        if (!pause(retry)) {
          return;
        }
        retry = longer(retry);
      }
    }
  }

  private void follow(Journal.Reader reader) throws InterruptedException {
    long position = store.appliedSequence();
    Duration linger = Duration.ZERO;
    long lastBegin = System.nanoTime();
    long lastTold = lastBegin;
    BurstPace pace =
        new BurstPace(settings.mostBehindBytes(), journal.durableSequence(), lastBegin);
    while (!isStopping()) {
      if (journal.durableSequence() <= position) {
        progress(position, null);
        if (System.nanoTime() - lastTold >= settings.tidying().toNanos()) {
          journal.applied(position);
          lastTold = System.nanoTime();
        }
        journal.awaitBeyond(position, IDLE);
        continue;
      }
      long left = linger.toNanos() - (System.nanoTime() - lastBegin);
      if (left > 0) {
        journal.awaitBeyond(position + settings.mostEntries() - 1, Duration.ofNanos(left));
      }
      lastBegin = System.nanoTime();
      List<JournaledEntry> entries = reader.next(settings.mostEntries(), settings.mostBytes());
      if (entries.isEmpty()) {
        continue;
      }
      position = entries.getLast().sequence();
      Duration before = store.applying();
      apply(entries, position);
      Duration worked = store.applying().minus(before);
      long bytes = entries.stream().mapToLong(entry -> entry.payload().length).sum();
      Duration rest =
          pace.rest(
              journal.durableSequence(),
              position,
              entries.size(),
              bytes,
              worked,
              System.nanoTime());
      if (rest.isPositive()) {
        if (!pause(rest)) {
          return;
        }
        pace.rested(journal.durableSequence(), System.nanoTime());
      }
      linger = entries.size() >= settings.busyEntries() ? settings.busyLinger() : settings.linger();
    }
  }

  private void apply(List<JournaledEntry> entries, long upTo) {
    List<SequencedRecord> records = new ArrayList<>(entries.size());
    for (JournaledEntry entry : entries) {
      TelemetryRecord record = decode(entry);
      if (record != null) {
        records.add(new SequencedRecord(entry.sequence(), entry.tenant(), entry.created(), record));
      }
    }
    if (!records.isEmpty()) {
      waitingSince(records.getFirst().record().receivedAt());
    }
    Duration retry = settings.firstRetry();
    while (true) {
      try {
        store.apply(records, upTo);
        journal.applied(upTo);
        // Until the next are read, those that wait have waited no longer than this.
        boolean more = !records.isEmpty() && journal.durableSequence() > upTo;
        progress(upTo, more ? records.getLast().record().receivedAt() : null);
        return;
      } catch (RuntimeException e) {
        fail(reason(e), e);
        if (!pause(retry)) {
          return;
        }
        retry = longer(retry);
      }
    }
  }

  private @Nullable TelemetryRecord decode(JournaledEntry entry) {
    try {
      return entry.decode();
    } catch (RuntimeException e) {
      deadLetters.add(entry, e);
      lock.lock();
      try {
        setAside++;
      } finally {
        lock.unlock();
      }
      return null;
    }
  }

  private static String reason(RuntimeException e) {
    return e instanceof TelemetryStoreException store
        ? "The store does not take records: " + store.reason() + "."
        : "The store does not take records.";
  }

  private Duration longer(Duration retry) {
    Duration doubled = retry.multipliedBy(2);
    return doubled.compareTo(settings.lastRetry()) < 0 ? doubled : settings.lastRetry();
  }

  /** Logged when it begins, not each time it is tried again. */
  private void fail(String what, Throwable e) {
    lock.lock();
    try {
      if (failure == null) {
        LOG.error("{} It is tried again until it succeeds.", what, e);
      }
      failure = what;
    } finally {
      lock.unlock();
    }
  }

  private void progress(long sequence, @Nullable Instant othersWaitSince) {
    lock.lock();
    try {
      if (failure != null) {
        LOG.info("the store takes records again");
        failure = null;
      }
      applied = sequence;
      waitingSince = othersWaitSince;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void waitingSince(Instant since) {
    lock.lock();
    try {
      waitingSince = since;
    } finally {
      lock.unlock();
    }
  }

  private boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Waits; false when it is time to stop. */
  private boolean pause(Duration duration) {
    long left = duration.toNanos();
    lock.lock();
    try {
      while (!stopping && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !stopping;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
