package io.hivecore.telemetry.duckdb;

import java.util.List;

/**
 * The segments that made up the store at one moment, oldest first. They stay attached as long as
 * someone holds the set.
 *
 * @param segments the last one was open for writing
 */
record SegmentSet(List<Segment> segments) {
  SegmentSet {
    segments = List.copyOf(segments);
  }

  Segment open() {
    return segments.getLast();
  }

  List<Segment> sealed() {
    return segments.subList(0, segments.size() - 1);
  }

  /** The segments behind the given one. */
  List<Segment> newerThan(Segment segment) {
    return segments.subList(segments.indexOf(segment) + 1, segments.size());
  }
}
