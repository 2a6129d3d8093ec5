package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.rollup.UsageKey;
import io.hivecore.telemetry.rollup.UsageSum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sums of one grouping, while they come together. */
final class UsageGroups {
  /** A group takes up to half a kilobyte. */
  private static final int MOST = 100_000;

  /** By code points, as DuckDB sorts. */
  private static final Comparator<List<String>> BY_VALUES =
      (a, b) -> {
        int order = 0;
        for (int i = 0; i < a.size() && order == 0; i++) {
          order = Arrays.compareUnsigned(utf8(a.get(i)), utf8(b.get(i)));
        }
        return order;
      };

  private final UsageGrouping grouping;
  private final Map<Integer, Map<List<String>, UsageSum>> periods = new TreeMap<>();
  private int groups;

  UsageGroups(UsageGrouping grouping) {
    this.grouping = grouping;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void add(int period, UsageKey key, String round, UsageSum sum) {
    periods
        .computeIfAbsent(period, ignored -> new HashMap<>())
        .computeIfAbsent(values(key, round), ignored -> first())
        .add(sum, grouping.detail());
  }

  private UsageSum first() {
    groups++;
    if (groups > MOST) {
      throw new TelemetryStoreException(
          Reason.TOO_MANY_GROUPS,
          "There are more than %d groups; ask for a shorter range of time, or filter more."
              .formatted(MOST));
    }
    return new UsageSum();
  }

  private List<String> values(UsageKey key, String round) {
    List<Dimension> dimensions = grouping.dimensions();
    return switch (dimensions.size()) {
      case 0 -> List.of();
      case 1 -> List.of(value(dimensions.getFirst(), key, round));
      default -> dimensions.stream().map(each -> value(each, key, round)).toList();
    };
  }

  private static String value(Dimension dimension, UsageKey key, String round) {
    return switch (dimension) {
      case AGENT_NAME -> key.agent();
      case MODEL_NAME -> key.model();
      case PROJECT -> key.project();
      case ROUND -> round;
    };
  }

  /** The groups, without an axis: most tokens first. */
  List<UsageGroup> largest() {
    Map<List<String>, UsageSum> sums = periods.getOrDefault(0, Map.of());
    if (sums.isEmpty() && grouping.dimensions().isEmpty()) {
      return List.of(new UsageGroup(List.of(), UsageSum.totals(null, grouping.detail())));
    }
    return sums.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<List<String>, UsageSum>>comparingLong(
                    entry -> -entry.getValue().totalTokens())
                .thenComparing(Map.Entry::getKey, BY_VALUES))
        .limit(grouping.limit())
        .map(
            entry ->
                new UsageGroup(
                    entry.getKey(), UsageSum.totals(entry.getValue(), grouping.detail())))
        .toList();
  }

  /** The groups along an axis. */
  List<TrendPoint> points(TimeAxis axis) {
    List<TrendPoint> points = new ArrayList<>();
    periods.forEach(
        (period, sums) ->
            sums.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(BY_VALUES))
                .map(
                    entry ->
                        new TrendPoint(
                            axis.start(period),
                            entry.getKey(),
                            UsageSum.totals(entry.getValue(), grouping.detail())))
                .forEach(points::add));
    return points;
  }
}
