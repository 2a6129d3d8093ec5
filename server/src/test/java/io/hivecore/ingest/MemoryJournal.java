package io.hivecore.ingest;

import io.hivecore.journal.Entry;
import io.hivecore.journal.Journal;
import io.hivecore.journal.JournalStatus;
import io.hivecore.journal.JournalUnavailableException;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.journal.Receipt;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A journal that forgets everything with the process, and refuses when it is told to. */
public final class MemoryJournal implements Journal {
  private record Key(TenantId tenant, RecordKind kind, UUID id) {}

  private final List<JournaledEntry> entries = new ArrayList<>();
  private final Map<Key, Optional<ExecutionStatus>> known = new HashMap<>();
  private final List<Integer> appends = new ArrayList<>();
  private @Nullable JournalUnavailableException refusal;
  private int appendsBeforeRefusal;
  private long applied;
  private boolean closed;

  /** Takes that many more appends, then refuses. */
  public synchronized void refuseAfter(int appends, JournalUnavailableException refusal) {
    this.appendsBeforeRefusal = appends;
    this.refusal = refusal;
  }

  public synchronized void recover() {
    this.refusal = null;
  }

  /** How many entries each append had. */
  public synchronized List<Integer> appends() {
    return List.copyOf(appends);
  }

  public synchronized List<JournaledEntry> entries() {
    return List.copyOf(entries);
  }

  /** Puts in an entry as it is, as if a damaged or newer program had written it. */
  public synchronized void put(TenantId tenant, RecordKind kind, UUID id, byte[] payload) {
    entries.add(new JournaledEntry(entries.size() + 1L, tenant, kind, id, true, null, payload));
    notifyAll();
  }

  @Override
  public synchronized List<Receipt> append(List<Entry> list) {
    if (refusal != null && appendsBeforeRefusal-- <= 0) {
      throw refusal;
    }
    appends.add(list.size());
    List<Receipt> receipts = new ArrayList<>();
    for (Entry entry : list) {
      receipts.add(append(entry));
    }
    notifyAll();
    return receipts;
  }

  private Receipt append(Entry entry) {
    Key key = new Key(entry.tenant(), entry.kind(), entry.id());
    Optional<ExecutionStatus> before = known.get(key);
    if (before != null && entry.kind() != RecordKind.EXECUTION) {
      return new Receipt(Receipt.Outcome.DUPLICATE, 0);
    }
    ExecutionStatus settled = before == null ? null : before.orElse(null);
    ExecutionStatus status = entry.status();
    known.put(
        key,
        settled != null ? before : Optional.ofNullable(status).filter(ExecutionStatus::isTerminal));
    long sequence = entries.size() + 1L;
    entries.add(
        new JournaledEntry(
            sequence,
            entry.tenant(),
            entry.kind(),
            entry.id(),
            before == null,
            settled,
            entry.payload()));
    return new Receipt(
        before == null ? Receipt.Outcome.CREATED : Receipt.Outcome.UPDATED, sequence);
  }

  @Override
  public synchronized long durableSequence() {
    return entries.size();
  }

  @Override
  public long oldestSequence() {
    return 1;
  }

  @Override
  public synchronized long awaitBeyond(long sequence, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (entries.size() <= sequence && !closed) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return entries.size();
  }

  @Override
  public Reader read(long afterSequence) {
    return new Reader() {
      private long position = afterSequence;

      @Override
      public List<JournaledEntry> next(int mostEntries, long mostBytes) {
        synchronized (MemoryJournal.this) {
          List<JournaledEntry> next = new ArrayList<>();
          long bytes = 0;
          while (position < entries.size() && next.size() < mostEntries && bytes < mostBytes) {
            JournaledEntry entry = entries.get((int) position++);
            next.add(entry);
            bytes += entry.payload().length;
          }
          return next;
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized void applied(long sequence) {
    applied = sequence;
  }

  @Override
  public synchronized JournalStatus status() {
    return new JournalStatus(1, entries.size(), applied, 0, 0, Optional.empty());
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
