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
   * dead; empty where there are none.
   */
  static String only(SegmentSet segments, Segment segment, RecordKind kind) {
    if (kind != RecordKind.EXECUTION) {
      return "";
    }
    Extent extent = segment.extent();
    List<String> dead = new ArrayList<>();
    for (Segment newer : segments.newerThan(segment)) {
      if (newer == segments.open() || newer.extent().superseded() > 0) {
        dead.add(
            "SELECT sequence FROM %s.superseded WHERE sequence BETWEEN %d AND %d"
                .formatted(newer.schema(), extent.firstSequence(), extent.lastSequence()));
      }
    }
    return dead.isEmpty() ? "" : " AND sequence NOT IN (" + String.join(" UNION ALL ", dead) + ")";
  }
}
