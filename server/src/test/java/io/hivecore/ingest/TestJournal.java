package io.hivecore.ingest;

import io.hivecore.journal.Entry;
import io.hivecore.journal.FileJournal;
import io.hivecore.journal.Journal;
import io.hivecore.journal.JournalFiles;
import io.hivecore.journal.JournalSettings;
import io.hivecore.journal.JournalStatus;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.journal.KnownRecords;
import io.hivecore.journal.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal on disk, which also refuses or waits when it is told to. */
public final class TestJournal implements Journal {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FileJournal journal;
  private final List<Integer> appends = new ArrayList<>();
  private @Nullable JournalUnavailableException refusal;
  private int appendsBeforeRefusal;
  private boolean held;
  private int waiting;
  private int timesTold;

  private TestJournal(FileJournal journal) {
    this.journal = journal;
  }

  public static TestJournal open(Path folder) {
    return open(folder, KnownRecords.NONE);
  }

  public static TestJournal open(Path folder, KnownRecords known) {
    JournalSettings settings =
        new JournalSettings(folder, 1 << 20, 1 << 26, 0L, Duration.ofHours(1), 1 << 26, 1 << 26);
    return new TestJournal(
        FileJournal.open(
            settings, JournalFiles.onDisk(), known, InstantSource.fixed(Instant.EPOCH)));
  }

  /** Takes that many more appends, then refuses. */
  public synchronized void refuseAfter(int appends, JournalUnavailableException refusal) {
    this.appendsBeforeRefusal = appends;
    this.refusal = refusal;
  }

  public synchronized void recover() {
    this.refusal = null;
  }

  /** Makes appends wait until {@link #go}. */
  public synchronized void hold() {
    held = true;
  }

  public synchronized void go() {
    held = false;
    notifyAll();
  }

  /** Waits until that many appends wait. */
  public synchronized void awaitWaiting(int appends) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (waiting < appends) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError("only " + waiting + " appends wait");
      }
      wait(left);
    }
  }

  /** Waits until the store's mark was told two more times. */
  synchronized void awaitToldTwiceMore() throws InterruptedException {
    int enough = timesTold + 2;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (timesTold < enough) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError("the journal was not told");
      }
      wait(left);
    }
  }

  /** How many entries each append had. */
  public synchronized List<Integer> appends() {
    return List.copyOf(appends);
  }

  /** All that is durable. */
  public List<JournaledEntry> entries() {
    List<JournaledEntry> all = new ArrayList<>();
    try (Reader reader = journal.read(0)) {
      List<JournaledEntry> next = reader.next(1_000, 1 << 20);
      while (!next.isEmpty()) {
        all.addAll(next);
        next = reader.next(1_000, 1 << 20);
      }
    }
    return all;
  }

  @Override
  public List<Receipt> append(List<Entry> entries) {
    synchronized (this) {
      waiting++;
      notifyAll();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (held) {
        try {
          // A test that failed to let go is not to hang.
          wait(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
          if (System.nanoTime() > end) {
            throw new AssertionError("held for more than " + PATIENCE);
          }
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      waiting--;
      if (refusal != null && appendsBeforeRefusal-- <= 0) {
        throw refusal;
      }
      appends.add(entries.size());
    }
    return journal.append(entries);
  }

  @Override
  public long durableSequence() {
    return journal.durableSequence();
  }

  @Override
  public long oldestSequence() {
    return journal.oldestSequence();
  }

  @Override
  public long awaitBeyond(long sequence, Duration atMost) throws InterruptedException {
    return journal.awaitBeyond(sequence, atMost);
  }

  @Override
  public Reader read(long afterSequence) {
    return journal.read(afterSequence);
  }

  @Override
  public void applied(long sequence) {
    journal.applied(sequence);
    synchronized (this) {
      timesTold++;
      notifyAll();
    }
  }

  @Override
  public JournalStatus status() {
    return journal.status();
  }

  @Override
  public void close() {
    journal.close();
  }
}
