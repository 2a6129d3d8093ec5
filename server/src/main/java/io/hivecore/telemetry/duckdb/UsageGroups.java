package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.TrendPoint;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageGrouping;
import io.hivecore.telemetry.UsageTotals;
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
  static final int MOST = 100_000;

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
  private final Share share;
  private final Map<Integer, Map<List<String>, UsageSum>> periods = new TreeMap<>();
  private int groups;

  UsageGroups(UsageGrouping grouping, Share share) {
    this.grouping = grouping;
    this.share = share;
  }

  /** Which of all groups are looked at: those of one of so many parts, by their hash. */
  record Share(int part, int parts) {
    static final Share ALL = new Share(0, 1);

    boolean has(List<String> values) {
      return parts == 1 || Math.floorMod(values.hashCode(), parts) == part;
    }
  }

  /** There are more groups than are held at once. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyException() {
      super("more than " + MOST + " groups", null, false, false);
    }
  }

  private static final Comparator<UsageGroup> LARGEST =
      Comparator.comparingLong((UsageGroup group) -> group.totals().totalTokens())
          .reversed()
          .thenComparing(UsageGroup::values, BY_VALUES);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Adds a sum to its group.
   *
   * @throws TooManyException when there is no room for one more
   */
  void add(int period, UsageKey key, String round, UsageSum sum) {
    List<String> values = values(key, round);
    if (share.has(values)) {
      periods
          .computeIfAbsent(period, ignored -> new HashMap<>())
          .computeIfAbsent(values, ignored -> first())
          .add(sum, grouping.detail());
    }
  }

  private UsageSum first() {
    groups++;
    if (groups > MOST) {
      throw new TooManyException();
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

  /** The groups, without an axis: most tokens first, no more than asked for. */
  List<UsageGroup> largest() {
    return periods.getOrDefault(0, Map.of()).entrySet().stream()
        .filter(UsageGroups::isLeft)
        .map(
            entry ->
                new UsageGroup(
                    entry.getKey(), UsageSum.totals(entry.getValue(), grouping.detail())))
        .sorted(LARGEST)
        .limit(grouping.limit())
        .toList();
  }

  /** Whether anything of a group is left when all that was retracted is taken out. */
  private static boolean isLeft(Map.Entry<List<String>, UsageSum> entry) {
    return entry.getValue().calls() != 0;
  }

  /** The answer to a grouping from the largest groups of each share. */
  static List<UsageGroup> largest(UsageGrouping grouping, List<List<UsageGroup>> shares) {
    List<UsageGroup> largest =
        shares.stream().flatMap(List::stream).sorted(LARGEST).limit(grouping.limit()).toList();
    // A sum over nothing is a sum all the same.
    return largest.isEmpty() && grouping.dimensions().isEmpty()
        ? List.of(new UsageGroup(List.of(), UsageTotals.ZERO))
        : largest;
  }

  /** The groups along an axis. */
  List<TrendPoint> points(TimeAxis axis) {
    List<TrendPoint> points = new ArrayList<>();
    periods.forEach(
        (period, sums) ->
            sums.entrySet().stream()
                .filter(UsageGroups::isLeft)
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
