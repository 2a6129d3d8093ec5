package io.hivecore.telemetry.metrics;

import io.hivecore.telemetry.MetricGroup;
import io.hivecore.telemetry.MetricGroup.Level;
import io.hivecore.telemetry.MetricGroup.Step;
import io.hivecore.telemetry.MetricSteps;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.PointValue.ExponentialHistogram;
import io.hivecore.telemetry.PointValue.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts the points of some series together, group by group and step by step. Belongs to one thread.
 *
 * <p>A cumulative series is read from some time before the first step on, so that its growth up to
 * the first point within is known. Growth counts for the step of the later point. What is from
 * before the first step has the step {@link #BEFORE}.
 */
public final class MetricFold {
  /** The step of what only says where a series stood. */
  public static final int BEFORE = -1;

  /** How long before the first step cumulative series are read. */
  public static final Duration LOOK_BACK = Duration.ofDays(1);

  private final MetricSteps steps;
  private final Instant lookedBackTo;
  private final List<TreeMap<Integer, Cell>> groups = new ArrayList<>();
  private @Nullable CumulativePoint last;

  public MetricFold(MetricSteps steps, int groupCount) {
    this.steps = steps;
    this.lookedBackTo = steps.from().minus(LOOK_BACK);
    for (int i = 0; i < groupCount; i++) {
      groups.add(new TreeMap<>());
    }
  }

  /** What gathers in one step of one group; of these only one kind. */
  private static final class Cell {
    private @Nullable Double growth;
    private @Nullable LevelSum level;
    private @Nullable DistributionSum distribution;

    MetricGroup.Value value() {
      Double grown = growth;
      if (grown != null) {
        return new MetricGroup.Growth(grown);
      }
      LevelSum levels = level;
      return levels != null
          ? levels.level()
          : Objects.requireNonNull(distribution, "an empty step").distribution();
    }
  }

  private Cell cell(int group, int step) {
    return groups.get(group).computeIfAbsent(step, ignored -> new Cell());
  }

  /** Adds deltas. */
  public void growth(int group, int step, double sum) {
    Cell cell = cell(group, step);
    Double before = cell.growth;
    cell.growth = before == null ? sum : (Double) (before + sum);
  }

  /**
   * Adds the levels of one series within one step.
   *
   * @param sum of all points
   * @param lastTime when the last point was, in microseconds
   */
  public void level(
      int group,
      int step,
      long points,
      double last,
      long lastTime,
      double sum,
      double min,
      double max) {
    Cell cell = cell(group, step);
    LevelSum level = cell.level;
    if (level == null) {
      level = new LevelSum();
      cell.level = level;
    }
    level.add(points, last, lastTime, sum, min, max);
  }

  /** Adds what was measured within one step. */
  public void distribution(int group, int step, PointValue value) {
    Cell cell = cell(group, step);
    DistributionSum sum = cell.distribution;
    if (sum == null) {
      sum = new DistributionSum();
      cell.distribution = sum;
    }
    sum.add(value);
  }

  /**
   * A point of a cumulative series.
   *
   * @param startTime null when not sent
   * @param step {@link #BEFORE} for a point from before the first step
   */
  public record CumulativePoint(
      int group,
      UUID series,
      @Nullable Instant startTime,
      Instant time,
      int step,
      PointValue value) {

    boolean follows(CumulativePoint earlier) {
      return series.equals(earlier.series) && Objects.equals(startTime, earlier.startTime);
    }
  }

  /** Adds the next point, in the order of series, start and time. */
  public void cumulative(CumulativePoint point) {
    CumulativePoint before = last;
    last = point;
    PointValue grown =
        before != null && point.follows(before)
            ? Growth.between(before.value(), point.value())
            : first(point);
    if (point.step() == BEFORE) {
      return;
    }
    switch (grown) {
      case PointValue.Whole whole -> growth(point.group(), point.step(), Growth.number(whole));
      case PointValue.Real real -> growth(point.group(), point.step(), real.value());
      default -> distribution(point.group(), point.step(), grown);
    }
  }

  /**
   * What a series had measured by its first point: all of it, when it began since then; else that
   * is not known, and the point only says where the series stands.
   */
  private PointValue first(CumulativePoint point) {
    Instant start = point.startTime();
    boolean known = start != null && start.isBefore(point.time()) && !start.isBefore(lookedBackTo);
    if (!known) {
      return Growth.between(point.value(), point.value());
    }
    return switch (point.value()) {
      case Histogram histogram -> Growth.withoutExtremes(histogram);
      case ExponentialHistogram histogram -> Growth.withoutExtremes(histogram);
      default -> point.value();
    };
  }

  /** What the steps of a group come to. */
  public List<Step> steps(int group) {
    List<Step> all = new ArrayList<>();
    for (Map.Entry<Integer, Cell> entry : groups.get(group).entrySet()) {
      all.add(new Step(steps.start(entry.getKey()), entry.getValue().value()));
    }
    return all;
  }

  private static final class LevelSum {
    private long points;
    private double last;
    private long lastTime = Long.MIN_VALUE;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double total;

    void add(
        long morePoints,
        double itsLast,
        long itsLastTime,
        double itsSum,
        double itsMin,
        double itsMax) {
      points += morePoints;
      if (itsLastTime > lastTime) {
        last = itsLast;
        lastTime = itsLastTime;
      }
      sum += itsSum;
      min = Math.min(min, itsMin);
      max = Math.max(max, itsMax);
      total += itsLast;
    }

    Level level() {
      return new Level(points, last, sum / points, min, max, total);
    }
  }
}
