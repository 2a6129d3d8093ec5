package io.hivecore.journal;

import io.hivecore.journal.KnownRecords.Known;
import io.hivecore.telemetry.ExecutionStatus;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The appends that are made durable by one force. Decides in journal order which of their entries
 * are new, gives those their numbers and hands them to the segment. Nothing of it counts until the
 * force has returned: {@link #undo} takes back what the identities have learnt.
 */
final class AppendGroup {
  private static final Receipt DUPLICATE = new Receipt(Receipt.Outcome.DUPLICATE, 0);

  private record Learnt(int space, Entry entry, long before) {}

  private final RecentIdentities identities;
  private final long durable;
  private final List<PendingAppend> decided = new ArrayList<>();
  private final List<PendingAppend> stale = new ArrayList<>();
  private final Deque<Learnt> learnt = new ArrayDeque<>();
  private long last;

  /**
   * @param durable the newest number so far
   */
  AppendGroup(RecentIdentities identities, long durable) {
    this.identities = identities;
    this.durable = durable;
    this.last = durable;
  }

  /** The newest number that an entry of the group has; the one before the group when none has. */
  long last() {
    return last;
  }

  void add(PendingAppend append, SegmentWriter segment) throws IOException {
    if (append.isStale(identities.evictedUpTo())) {
      stale.add(append);
      return;
    }
    List<Entry> entries = append.entries();
    for (int i = 0; i < entries.size(); i++) {
      append.receipt(i, decide(entries.get(i), append.known(i), segment));
    }
    decided.add(append);
  }

  private Receipt decide(Entry entry, Known known, SegmentWriter segment) throws IOException {
    int space = identities.space(entry.tenant(), entry.kind());
    long word = entry.identified() ? identities.find(space, entry.id()) : RecentIdentities.ABSENT;
    boolean recent = word != RecentIdentities.ABSENT;
    boolean created = !recent && known == Known.ABSENT;
    if (!entry.kind().isMerged()) {
      if (!created) {
        return DUPLICATE;
      }
      write(entry, space, true, null, segment);
    } else {
      // What is remembered here is newer than what the store knew.
      var settled = recent ? RecentIdentities.settled(word) : settled(known);
      write(entry, space, created, settled, segment);
    }
    return new Receipt(created ? Receipt.Outcome.CREATED : Receipt.Outcome.UPDATED, last);
  }

  private void write(
      Entry entry,
      int space,
      boolean created,
      @Nullable ExecutionStatus settled,
      SegmentWriter segment)
      throws IOException {
    last++;
    var settledAfter = Frame.settledAfter(settled, entry.status());
    learnt.push(new Learnt(space, entry, identities.put(space, entry.id(), last, settledAfter)));
    segment.add(last, durable, entry, created, settled);
  }

  private static @Nullable ExecutionStatus settled(Known known) {
    return switch (known) {
      case ABSENT, PRESENT -> null;
      case COMPLETED -> ExecutionStatus.COMPLETED;
      case FAILED -> ExecutionStatus.FAILED;
    };
  }

  /** Lets the identities forget the group. */
  void undo() {
    while (!learnt.isEmpty()) {
      Learnt newest = learnt.pop();
      identities.restore(newest.space(), newest.entry().id(), newest.before());
    }
  }

  /** Tells all callers: the group is durable. */
  void done() {
    decided.forEach(PendingAppend::done);
    stale.forEach(PendingAppend::stale);
  }
}
