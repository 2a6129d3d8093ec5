package io.hivecore.telemetry.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Which segments there are and who reads them. A change is in the manifest before anyone sees it; a
 * segment that was taken out is handed over for disposal when its last reader leaves. Safe for any
 * thread.
 */
final class SegmentCatalog {
  private final Path folder;
  private final LongSupplier applied;
  private final Consumer<Segment> disposal;
  private final Object manifestLock = new Object();
  private final Object readersLock = new Object();
  private volatile SegmentSet current;
  private int nextNumber;

  /**
   * A catalogue of segments that the manifest already names.
   *
   * @param applied the store's mark
   * @param disposal takes over a segment that nobody uses any more; called on any thread
   */
  SegmentCatalog(
      Path folder,
      List<Segment> segments,
      int nextNumber,
      LongSupplier applied,
      Consumer<Segment> disposal) {
    this.folder = folder;
    this.current = new SegmentSet(segments);
    this.nextNumber = nextNumber;
    this.applied = applied;
    this.disposal = disposal;
  }

  /** The present segments, for a look at their extents and filters only. */
  SegmentSet current() {
    return current;
  }

  /** The present segments, for reading; give them back with {@link #release}. */
  SegmentSet acquire() {
    synchronized (readersLock) {
      SegmentSet set = current;
      set.segments().forEach(Segment::addReader);
      return set;
    }
  }

  void release(SegmentSet set) {
    List<Segment> unused = new ArrayList<>();
    synchronized (readersLock) {
      for (Segment segment : set.segments()) {
        if (segment.removeReader()) {
          unused.add(segment);
        }
      }
    }
    unused.forEach(disposal);
  }

  int takeNumber() {
    synchronized (manifestLock) {
      return nextNumber++;
    }
  }

  /** Puts a new segment behind all others, open for writing. */
  void open(Segment segment) throws IOException {
    synchronized (manifestLock) {
      List<Segment> next = new ArrayList<>(current.segments());
      next.add(segment);
      publish(next, List.of());
    }
  }

  /** Puts one segment, or none, in the place of neighbours. */
  void replace(List<Segment> old, List<Segment> replacement) throws IOException {
    synchronized (manifestLock) {
      List<Segment> next = new ArrayList<>(current.segments());
      int at = next.indexOf(old.getFirst());
      next.removeAll(old);
      next.addAll(at, replacement);
      publish(next, old);
    }
  }

  /** Writes down what has become known of the segments. */
  void save() throws IOException {
    synchronized (manifestLock) {
      publish(current.segments(), List.of());
    }
  }

  private void publish(List<Segment> segments, List<Segment> retired) throws IOException {
    manifest(applied.getAsLong(), nextNumber, segments).write(folder);
    List<Segment> unused = new ArrayList<>();
    synchronized (readersLock) {
      current = new SegmentSet(segments);
      for (Segment segment : retired) {
        if (segment.retire()) {
          unused.add(segment);
        }
      }
    }
    unused.forEach(disposal);
  }

  static Manifest manifest(long applied, int nextNumber, List<Segment> segments) {
    return new Manifest(
        applied,
        nextNumber,
        segments.stream()
            .map(
                segment ->
                    new Manifest.Entry(
                        segment.number(), segment.checkpointed() ? segment.extent() : null))
            .toList());
  }
}
