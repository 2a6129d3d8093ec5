package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Interval;
import io.hivecore.telemetry.rollup.BucketWidth;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The buckets of a trend, by the calendar of a zone. They are computed here, with the rules for the
 * days on which the clocks change, and handed to DuckDB as numbers.
 */
final class TimeAxis {
  private static final int MAX_PERIODS = 1_000_000;
  private static final long MINUTE_MICROS = 60_000_000L;
  private static final long SECOND_MICROS = 1_000_000L;

  private final List<ZonedDateTime> starts = new ArrayList<>();
  private final List<Long> micros = new ArrayList<>();
  private final long slotMicros;

  /**
   * The axis that covers a span.
   *
   * @param to excluded
   * @throws IllegalArgumentException when that is more than a million buckets
   */
  TimeAxis(Instant from, Instant to, Interval interval, ZoneId zone) {
    ZonedDateTime start = interval.floor(from.atZone(zone));
    while (start.toInstant().isBefore(to)) {
      if (starts.size() == MAX_PERIODS) {
        throw new IllegalArgumentException("more than " + MAX_PERIODS + " buckets of time");
      }
      starts.add(start);
      micros.add(Micros.of(start.toInstant()));
      start = interval.next(start);
    }
    micros.add(Micros.of(start.toInstant()));
    slotMicros = slot();
  }

  private long slot() {
    for (long width :
        new long[] {
          BucketWidth.DAY.micros(), BucketWidth.QUARTER.micros(), MINUTE_MICROS, SECOND_MICROS
        }) {
      if (allMultiplesOf(width)) {
        return width;
      }
    }
    throw new IllegalStateException("offsets of zones are whole seconds");
  }

  private boolean allMultiplesOf(long width) {
    return micros.stream().allMatch(start -> start % width == 0);
  }

  /** The width into which the axis is cut: every bucket begins and ends at a multiple of it. */
  long slotMicros() {
    return slotMicros;
  }

  /** The period that holds a time on the axis. */
  int period(long timeMicros) {
    int found = Collections.binarySearch(micros, timeMicros);
    return found >= 0 ? found : -found - 2;
  }

  ZonedDateTime start(int period) {
    return starts.get(period);
  }

  /** A table {@code axis} of slots and the periods that they belong to. */
  String sql(List<Object> values) {
    values.add(micros.subList(0, micros.size() - 1).toString());
    values.add(micros.subList(1, micros.size()).toString());
    return """
    axis AS (
      SELECT period, unnest(range(starts, ends, %d)) AS slot
      FROM (
        SELECT
          generate_subscripts(starts, 1) - 1 AS period,
          unnest(starts) AS starts,
          unnest(ends) AS ends
        FROM (SELECT ?::BIGINT[] AS starts, ?::BIGINT[] AS ends)
      )
    )
    """
        .formatted(slotMicros);
  }
}
