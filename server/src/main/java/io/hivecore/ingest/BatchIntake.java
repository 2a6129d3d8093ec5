package io.hivecore.ingest;

import io.hivecore.journal.Entry;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one batch record by record and puts it into the journal in chunks, so that the requests of
 * others get in between. Belongs to one thread.
 */
public final class BatchIntake {
  /**
   * How many errors of a batch are told in full. A small body may hold 100,000 records with twenty
   * each, and all of them are kept until the answer is sent.
   */
  private static final int MOST_ERRORS = 1_000;

  private final Ingest ingest;
  private final TenantId tenant;
  private final boolean whole;
  private final List<@Nullable Decision> decisions = new ArrayList<>();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private long pendingBytes;
  private long errors;
  private @Nullable Rejection lastBrief;
  private boolean acknowledged;
  private @Nullable IngestRefusedException refusal;

  BatchIntake(Ingest ingest, TenantId tenant, boolean whole) {
    this.ingest = ingest;
    this.tenant = tenant;
    this.whole = whole;
  }

  private record Pending(int index, Entry entry) {}

  /**
   * Takes the next record.
   *
   * @throws IngestRefusedException when nothing of the batch is taken
   */
  public void take(Decoded decoded) {
    int index = decisions.size();
    switch (decoded) {
      case Rejection rejection -> decisions.add(told(rejection));
      case IncomingRecord record -> {
        Entry entry = entry(record);
        if (entry == null) {
          return;
        }
        if (entry.payload().length > ingest.settings().recordBytes()) {
          decisions.add(
              Rejection.tooLarge(
                  "A record may have at most "
                      + ingest.settings().recordBytes()
                      + " bytes, this one has "
                      + entry.payload().length
                      + "."));
        } else {
          decisions.add(null);
          pending.add(new Pending(index, entry));
          pendingBytes += Ingest.size(entry);
        }
      }
    }
    if (!whole && pendingBytes >= ingest.settings().chunkBytes()) {
      append();
    }
  }

  private Rejection told(Rejection rejection) {
    errors += Math.max(1, rejection.errors().size());
    if (errors <= MOST_ERRORS) {
      return rejection;
    }
    // What is wrong with one is mostly wrong with the next.
    Rejection before = lastBrief;
    Rejection brief = rejection.brief();
    if (before != null && brief.equals(before)) {
      return before;
    }
    lastBrief = brief;
    return brief;
  }

  /** Null when the rest of a batch that has begun is refused. */
  private @Nullable Entry entry(IncomingRecord record) {
    if (refusal == null) {
      try {
        return ingest.entry(tenant, record);
      } catch (IngestRefusedException e) {
        if (!acknowledged) {
          throw e;
        }
        refusal = e;
      }
    }
    decisions.add(rejection(refusal));
    return null;
  }

  /**
   * Ends the batch and waits until it is durable.
   *
   * @throws IngestRefusedException when nothing of it is taken
   */
  public BatchOutcome finish() {
    while (!pending.isEmpty()) {
      append();
    }
    List<Decision> complete = new ArrayList<>(decisions.size());
    for (Decision decision : decisions) {
      if (decision == null) {
        throw new IllegalStateException("a record was left undecided");
      }
      complete.add(decision);
    }
    return new BatchOutcome(complete, Optional.ofNullable(refusal));
  }

  /** Appends one chunk. */
  private void append() {
    List<Pending> chunk = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    while (!pending.isEmpty() && bytes < ingest.settings().chunkBytes()) {
      Pending next = pending.remove();
      chunk.add(next);
      entries.add(next.entry());
      bytes += Ingest.size(next.entry());
    }
    pendingBytes -= bytes;
    if (refusal == null) {
      try {
        // A batch that has begun is better waited for than torn.
        Duration patience = acknowledged ? ingest.settings().patience() : Duration.ZERO;
        List<Accepted> accepted = ingest.append(tenant, entries, patience);
        for (int i = 0; i < chunk.size(); i++) {
          decisions.set(chunk.get(i).index(), accepted.get(i));
        }
        acknowledged = true;
        return;
      } catch (IngestRefusedException e) {
        if (!acknowledged) {
          throw e;
        }
        refusal = e;
      }
    }
    Rejection rejection = rejection(refusal);
    for (Pending one : chunk) {
      decisions.set(one.index(), rejection);
    }
  }

  private static Rejection rejection(IngestRefusedException refusal) {
    String message = refusal.getMessage();
    return new Rejection(refusal.reason().code(), message == null ? "" : message, List.of());
  }
}
