package io.hivecore.telemetry.duckdb;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The segments that made up the store at one moment, oldest first. They stay attached as long as
 * someone holds the set.
 *
 * @param segments the last one was open for writing
 * @param rolledUp those whose roll-ups were complete at that moment; what comes later, a
 *     transaction that has begun does not see
 */
record SegmentSet(List<Segment> segments, Set<Segment> rolledUp) {
  SegmentSet {
    segments = List.copyOf(segments);
    rolledUp = Set.copyOf(rolledUp);
  }

  static SegmentSet of(List<Segment> segments) {
    return new SegmentSet(
        segments,
        segments.stream().filter(Segment::checkpointed).collect(Collectors.toUnmodifiableSet()));
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
