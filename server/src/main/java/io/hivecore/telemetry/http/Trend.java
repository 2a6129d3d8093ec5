package io.hivecore.telemetry.http;

import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageTotals;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trend without holes: every period of the range, for every group that has anything in it. Groups
 * are in the order of their tokens, the most first.
 */
final class Trend {
  private final List<ZonedDateTime> periods;
  private final List<List<String>> groups;
  private final Map<Key, UsageTotals> found;

  private Trend(
      List<ZonedDateTime> periods, List<List<String>> groups, Map<Key, UsageTotals> found) {
    this.periods = periods;
    this.groups = groups;
    this.found = found;
  }

  /**
   * Fills the holes.
   *
   * @param ungrouped whether the points have no groups; then every period has a row even if there
   *     is no point at all
   */
  static Trend of(List<ZonedDateTime> periods, List<TrendPoint> points, boolean ungrouped) {
    Map<Key, UsageTotals> found = HashMap.newHashMap(points.size());
    Map<List<String>, Long> tokens = new LinkedHashMap<>();
    if (ungrouped) {
      tokens.put(List.of(), 0L);
    }
    for (TrendPoint point : points) {
      found.put(new Key(point.period().toInstant(), point.values()), point.totals());
      tokens.merge(point.values(), point.totals().totalTokens(), Long::sum);
    }
    List<List<String>> groups =
        tokens.entrySet().stream()
            .sorted(
                Map.Entry.<List<String>, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(entry -> String.join("\0", entry.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    return new Trend(periods, groups, found);
  }

  int groups() {
    return groups.size();
  }

  long rows() {
    return (long) groups.size() * periods.size();
  }

  /** Takes one row of a trend. */
  @FunctionalInterface
  interface Row {
    void accept(ZonedDateTime period, List<String> values, UsageTotals totals);
  }

  /** All rows, oldest period first. */
  void forEach(Row row) {
    for (ZonedDateTime period : periods) {
      Instant start = period.toInstant();
      for (List<String> values : groups) {
        UsageTotals totals = found.get(new Key(start, values));
        row.accept(period, values, totals == null ? UsageTotals.ZERO : totals);
      }
    }
  }

  private record Key(Instant period, List<String> values) {}
}
