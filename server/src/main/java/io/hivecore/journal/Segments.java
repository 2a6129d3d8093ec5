package io.hivecore.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments that there are, oldest first; the newest may still grow. Safe for use by many
 * threads: readers see a list that never changes.
 */
final class Segments {
  private volatile List<Segment> all;

  Segments(List<Segment> found) {
    all = List.copyOf(found);
  }

  List<Segment> all() {
    return all;
  }

  synchronized void add(Segment segment) {
    List<Segment> more = new ArrayList<>(all);
    more.add(segment);
    all = List.copyOf(more);
  }

  synchronized void removeOldest() {
    all.getFirst().markRemoved();
    all = List.copyOf(all.subList(1, all.size()));
  }

  long sizeBytes() {
    long size = 0;
    for (Segment segment : all) {
      size += segment.extent().end();
    }
    return size;
  }

  /** The oldest entry's number, or the given one when there is no entry. */
  long oldestSequenceOr(long none) {
    for (Segment segment : all) {
      if (!segment.isEmpty()) {
        return segment.first();
      }
    }
    return none;
  }

  /** The segment to begin in for reading the entry of that number; null when there is none. */
  @Nullable Segment holding(long sequence) {
    List<Segment> now = all;
    for (int i = now.size() - 1; i > 0; i--) {
      if (now.get(i).first() <= sequence) {
        return now.get(i);
      }
    }
    return now.isEmpty() ? null : now.getFirst();
  }

  /** The next younger segment that remains; null when the given one is the newest. */
  @Nullable Segment after(Segment segment) {
    for (Segment candidate : all) {
      if (candidate.header().number() > segment.header().number()) {
        return candidate;
      }
    }
    return null;
  }
}
