package io.hivecore.journal;

import java.nio.file.Path;

/** One segment file as it is known in memory. Safe for use by many threads. */
final class Segment {
  /**
   * How far a segment is durable.
   *
   * @param last sequence number, {@code first - 1} when there is no entry
   * @param end offset in the file
   */
  record Extent(long last, long end) {}

  private final Path path;
  private final SegmentHeader header;
  private final SparseIndex index = new SparseIndex();
  private volatile Extent extent;
  private final long begunNanos;
  private volatile long lastWrittenNanos;
  private volatile boolean removed;

  /**
   * @param lastWrittenNanos when its newest entry came, in time that only goes forward; of a new
   *     segment when it was begun
   */
  Segment(Path path, SegmentHeader header, Extent extent, long lastWrittenNanos) {
    this.path = path;
    this.header = header;
    this.extent = extent;
    this.begunNanos = lastWrittenNanos;
    this.lastWrittenNanos = lastWrittenNanos;
  }

  Path path() {
    return path;
  }

  SegmentHeader header() {
    return header;
  }

  SparseIndex index() {
    return index;
  }

  long first() {
    return header.first();
  }

  Extent extent() {
    return extent;
  }

  boolean isEmpty() {
    return extent.last() < header.first();
  }

  /** When it was begun; of one that a start found, when its newest entry came. */
  long begunNanos() {
    return begunNanos;
  }

  long lastWrittenNanos() {
    return lastWrittenNanos;
  }

  boolean isRemoved() {
    return removed;
  }

  void extend(long last, long end, long nowNanos) {
    lastWrittenNanos = nowNanos;
    extent = new Extent(last, end);
  }

  void markRemoved() {
    removed = true;
  }
}
