package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a segment holds, by kind. Wider than the truth after rows were removed, never narrower.
 *
 * @param firstSequence the lowest sequence that may be in it
 * @param lastSequence the highest that is; firstSequence - 1 for none
 * @param superseded how many rows of older segments it declares dead
 */
record Extent(
    long firstSequence, long lastSequence, Map<RecordKind, Range> ranges, long superseded) {
  Extent {
    ranges = Map.copyOf(ranges);
  }

  static Extent emptyFrom(long firstSequence) {
    return new Extent(firstSequence, firstSequence - 1, Map.of(), 0);
  }

  Range of(RecordKind kind) {
    return ranges.getOrDefault(kind, Range.EMPTY);
  }

  long rows() {
    return ranges.values().stream().mapToLong(Range::rows).sum();
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
        superseded + other.superseded);
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
