package io.hivecore.live;

import io.hivecore.journal.Entry;
import io.hivecore.journal.Journal;
import io.hivecore.journal.JournalStatus;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.journal.Receipt;
import io.hivecore.journal.RecordCodec;
import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A journal without a disk, that can forget its oldest entries on demand. Knows no duplicates. */
public final class MemoryJournal implements Journal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition grown = lock.newCondition();
  private final List<JournaledEntry> entries = new ArrayList<>();
  private final Map<UUID, ExecutionStatus> statuses = new HashMap<>();
  private long oldest = 1;
  private boolean closed;
  private boolean tailHeld;

  /** Appends records as an ingest route would. */
  public void append(TenantId tenant, TelemetryRecord... records) {
    List<Entry> appended = new ArrayList<>();
    for (TelemetryRecord record : records) {
      ExecutionStatus status =
          record instanceof ExecutionRecord execution ? execution.status() : null;
      appended.add(
          new Entry(tenant, record.kind(), record.id(), true, status, RecordCodec.encode(record)));
    }
    append(appended);
  }

  @Override
  public List<Receipt> append(List<Entry> appended) {
    lock.lock();
    try {
      List<Receipt> receipts = new ArrayList<>();
      for (Entry entry : appended) {
        boolean created = !statuses.containsKey(entry.id());
        ExecutionStatus before = statuses.get(entry.id());
        add(entry, created, before != null && before.isTerminal() ? before : null);
        if (before == null || !before.isTerminal()) {
          ExecutionStatus status = entry.status();
          statuses.put(entry.id(), status == null ? ExecutionStatus.RUNNING : status);
        }
        Receipt.Outcome outcome = created ? Receipt.Outcome.CREATED : Receipt.Outcome.UPDATED;
        receipts.add(new Receipt(outcome, entries.size()));
      }
      grown.signalAll();
      return receipts;
    } finally {
      lock.unlock();
    }
  }

  private void add(Entry entry, boolean created, @Nullable ExecutionStatus settled) {
    entries.add(
        new JournaledEntry(
            entries.size() + 1L,
            entry.tenant(),
            entry.kind(),
            entry.id(),
            created,
            settled,
            entry.payload()));
  }

  /** Stops or lets go on the hub's own reading, so that it lags behind others. */
  public void holdTail(boolean nowHeld) {
    lock.lock();
    try {
      tailHeld = nowHeld;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Removes what lies up to a sequence number. */
  public void forget(long through) {
    lock.lock();
    try {
      oldest = Math.max(oldest, through + 1);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long durableSequence() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long oldestSequence() {
    lock.lock();
    try {
      return oldest;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long awaitBeyond(long sequence, Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = atMost.toNanos();
      while (entries.size() <= sequence && !closed && left > 0) {
        left = grown.awaitNanos(left);
      }
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Reader read(long afterSequence) {
    return new Cursor(afterSequence);
  }

  @Override
  public void applied(long sequence) {}

  @Override
  public JournalStatus status() {
    return new JournalStatus(oldestSequence(), durableSequence(), 0, 0, 0, Optional.empty());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      grown.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Cursor implements Reader {
    private long position;

    Cursor(long position) {
      this.position = position;
    }

    @Override
    public List<JournaledEntry> next(int mostEntries, long mostBytes) {
      lock.lock();
      try {
        while (tailHeld && Thread.currentThread().getName().equals("live-tail")) {
          grown.awaitUninterruptibly();
        }
        List<JournaledEntry> next = new ArrayList<>();
        long bytes = 0;
        position = Math.max(position, oldest - 1);
        while (next.size() < mostEntries && position < entries.size()) {
          JournaledEntry entry = entries.get((int) position);
          bytes += entry.payload().length;
          if (bytes > mostBytes && !next.isEmpty()) {
            break;
          }
          next.add(entry);
          position++;
        }
        return next;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {}
  }
}
