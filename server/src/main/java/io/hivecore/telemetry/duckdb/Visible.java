package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.RecordFilter;
import io.hivecore.telemetry.RecordKind;
import java.util.ArrayList;
import java.util.List;

/** Which rows of a segment count, given the other segments of the set. */
final class Visible {
  private Visible() {}

  /**
   * Whether a segment can hold anything in the filter's time. The open one always can: it grows
   * meanwhile, and its word on dead rows must go with its own rows.
   */
  static boolean mayMatch(
      SegmentSet segments, Segment segment, RecordKind kind, RecordFilter filter) {
    if (segment == segments.open()) {
      return true;
    }
    Extent.Range range = segment.extent().of(kind);
    return range.rows() > 0
        && (filter.from() == null || range.maxMicros() >= Micros.of(filter.from()))
        && (filter.to() == null || range.minMicros() < Micros.ceil(filter.to()));
  }

  /**
   * A condition to add, beginning with AND, that leaves out rows which a newer segment declares
   * dead; empty where there are none, for to look for each row among dead ones costs more than all
   * else. To be asked once the session has begun: what it sees of the open segment then cannot be
   * ahead of that segment's extent.
   */
  static String only(SegmentSet segments, Segment segment, RecordKind kind) {
    if (!mayHaveDeadRows(kind)) {
      return "";
    }
    List<String> dead = new ArrayList<>();
    if (kind == RecordKind.USAGE) {
      // Retracted usage stays in its table, beside what takes it out of the sums.
      addDead(segments, segment, segment, kind, dead);
    }
    for (Segment newer : segments.newerThan(segment)) {
      addDead(segments, segment, newer, kind, dead);
    }
    return dead.isEmpty()
        ? ""
        : " AND (sequence, id) NOT IN (" + String.join(" UNION ALL ", dead) + ")";
  }

  private static boolean mayHaveDeadRows(RecordKind kind) {
    return kind.isMerged() || kind == RecordKind.USAGE;
  }

  private static void addDead(
      SegmentSet segments, Segment of, Segment by, RecordKind kind, List<String> dead) {
    Extent extent = of.extent();
    if (by.extent().superseded().mayBeIn(extent)) {
      String last = of == segments.open() ? "" : " AND sequence <= " + extent.lastSequence();
      dead.add(
          "SELECT sequence, id FROM %s.superseded WHERE kind = %d AND sequence >= %d%s"
              .formatted(by.schema(), kind.code(), extent.firstSequence(), last));
    }
  }
}
