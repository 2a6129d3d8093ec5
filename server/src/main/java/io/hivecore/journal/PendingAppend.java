package io.hivecore.journal;

import io.hivecore.journal.KnownRecords.Known;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One call of append on its way through the writer. */
final class PendingAppend {
  /** What became of it. */
  sealed interface Outcome {}

  /** All of it is durable. */
  record Done(List<Receipt> receipts) implements Outcome {}

  /** The look-ups are older than what the writer still remembers: they have to be made again. */
  record Stale() implements Outcome {}

  record Refused(Refusal refusal) implements Outcome {}

  /** What an entry takes in memory beside its frame, about. */
  private static final int OBJECT_BYTES = 100;

  private final List<Entry> entries;
  private final Known @Nullable [] known;
  private final long appliedBefore;
  private final Receipt[] receipts;
  private final long frameBytes;
  private final Thread waiter = Thread.currentThread();
  private volatile @Nullable Outcome outcome;

  /**
   * @param known what was found for each entry; null when nothing was looked up
   * @param appliedBefore up to where the store had applied the journal before the first look-up
   */
  PendingAppend(List<Entry> entries, Known @Nullable [] known, long appliedBefore) {
    this.entries = entries;
    this.known = known;
    this.appliedBefore = appliedBefore;
    this.receipts = new Receipt[entries.size()];
    this.frameBytes = frameBytes(entries);
  }

  static long frameBytes(List<Entry> entries) {
    long bytes = 0;
    for (Entry entry : entries) {
      bytes += Frame.lengthOf(entry);
    }
    return bytes;
  }

  static long queueBytes(List<Entry> entries) {
    return frameBytes(entries) + (long) OBJECT_BYTES * entries.size();
  }

  List<Entry> entries() {
    return entries;
  }

  Known known(int index) {
    return known == null ? Known.ABSENT : known[index];
  }

  boolean isStale(long evictedUpTo) {
    return known != null && appliedBefore < evictedUpTo;
  }

  long frameBytes() {
    return frameBytes;
  }

  long queueBytes() {
    return frameBytes + (long) OBJECT_BYTES * entries.size();
  }

  void receipt(int index, Receipt receipt) {
    receipts[index] = receipt;
  }

  void done() {
    complete(new Done(Collections.unmodifiableList(Arrays.asList(receipts))));
  }

  void stale() {
    complete(new Stale());
  }

  void refused(Refusal refusal) {
    complete(new Refused(refusal));
  }

  private void complete(Outcome decided) {
    outcome = decided;
    LockSupport.unpark(waiter);
  }

  /** Waits for the writer. An interrupt is kept for later: the entries are on their way. */
  Outcome await() {
    boolean interrupted = false;
    Outcome decided = outcome;
    while (decided == null) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
      decided = outcome;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return decided;
  }
}
