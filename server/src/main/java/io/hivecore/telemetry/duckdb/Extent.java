package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a segment holds, by kind. Wider than the truth after rows were removed, never narrower.
 *
 * @param firstSequence the lowest sequence that may be in it
 * @param lastSequence the highest that is; firstSequence - 1 for none
 * @param superseded the rows that it declares dead
 */
record Extent(
    long firstSequence, long lastSequence, Map<RecordKind, Range> ranges, Superseded superseded) {
  Extent {
    ranges = Map.copyOf(ranges);
  }

  static Extent emptyFrom(long firstSequence) {
    return new Extent(firstSequence, firstSequence - 1, Map.of(), Superseded.NONE);
  }

  Range of(RecordKind kind) {
    return ranges.getOrDefault(kind, Range.EMPTY);
  }

  long rows() {
    return ranges.values().stream().mapToLong(Range::rows).sum();
  }

  /** The same, with more rows declared dead. */
  Extent superseding(Collection<RowKey> rows) {
    return new Extent(firstSequence, lastSequence, ranges, superseded.and(Superseded.of(rows)));
  }

  /** Both together; the other lies behind this one. */
  Extent and(Extent other) {
    Map<RecordKind, Range> both = new EnumMap<>(RecordKind.class);
    both.putAll(ranges);
    other.ranges.forEach((kind, range) -> both.merge(kind, range, Range::and));
    return new Extent(
        firstSequence,
        Math.max(lastSequence, other.lastSequence),
        both,
        superseded.and(other.superseded));
  }

  /**
   * Rows that are declared dead, mostly of older segments.
   *
   * @param first the lowest of their sequences
   * @param last the highest of them
   */
  record Superseded(long rows, long first, long last) {
    static final Superseded NONE = new Superseded(0, Long.MAX_VALUE, Long.MIN_VALUE);

    static Superseded of(Collection<RowKey> rows) {
      Superseded all = NONE;
      for (RowKey row : rows) {
        all = all.and(new Superseded(1, row.sequence(), row.sequence()));
      }
      return all;
    }

    Superseded and(Superseded other) {
      return new Superseded(
          rows + other.rows, Math.min(first, other.first), Math.max(last, other.last));
    }

    /** Whether a segment may have some of them. */
    boolean mayBeIn(Extent segment) {
      return rows > 0 && first <= segment.lastSequence && last >= segment.firstSequence;
    }
  }

  /**
   * Rows and the times they lie in.
   *
   * @param minMicros the earliest timestamp
   * @param maxMicros the latest timestamp
   */
  record Range(long rows, long minMicros, long maxMicros) {
    static final Range EMPTY = new Range(0, Long.MAX_VALUE, Long.MIN_VALUE);

    Range and(Range other) {
      return new Range(
          rows + other.rows,
          Math.min(minMicros, other.minMicros),
          Math.max(maxMicros, other.maxMicros));
    }

    Range with(long micros) {
      return new Range(rows + 1, Math.min(minMicros, micros), Math.max(maxMicros, micros));
    }
  }
}
