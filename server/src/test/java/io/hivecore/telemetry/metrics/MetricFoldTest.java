package io.hivecore.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hivecore.telemetry.MetricGroup.Distribution;
import io.hivecore.telemetry.MetricGroup.Growth;
import io.hivecore.telemetry.MetricGroup.Level;
import io.hivecore.telemetry.MetricGroup.Step;
import io.hivecore.telemetry.MetricSteps;
import io.hivecore.telemetry.PointValue;
import io.hivecore.telemetry.PointValue.Buckets;
import io.hivecore.telemetry.PointValue.ExponentialHistogram;
import io.hivecore.telemetry.PointValue.Histogram;
import io.hivecore.telemetry.PointValue.Real;
import io.hivecore.telemetry.PointValue.Summary;
import io.hivecore.telemetry.PointValue.Whole;
import io.hivecore.telemetry.metrics.MetricFold.CumulativePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MetricFoldTest {
  private static final Instant FROM = Instant.parse("2026-03-01T10:00:00Z");
  private static final MetricSteps STEPS =
      new MetricSteps(FROM, FROM.plus(Duration.ofMinutes(5)), Duration.ofMinutes(1));
  private static final Instant EARLIER = FROM.minusSeconds(600);

  private final MetricFold fold = new MetricFold(STEPS, 1);

  /** A point so many seconds after the first step's begin. */
  private void point(@Nullable Instant start, int second, PointValue value) {
    int step = second < 0 ? MetricFold.BEFORE : second / 60;
    fold.cumulative(
        new CumulativePoint(0, new UUID(0, 7), start, FROM.plusSeconds(second), step, value));
  }

  private static Step grown(int step, double sum) {
    return new Step(STEPS.start(step), new Growth(sum));
  }

  @Test
  void aCumulativeSumCountsByHowMuchItGrew() {
    point(EARLIER, -30, new Whole(100));
    point(EARLIER, 30, new Whole(110));
    point(EARLIER, 90, new Whole(110));
    point(EARLIER, 100, new Real(115.5));
    assertThat(fold.steps(0)).containsExactly(grown(0, 10), grown(1, 5.5));
  }

  @Test
  void aSeriesThatFallsWasReset() {
    point(EARLIER, 0, new Whole(50));
    point(EARLIER, 60, new Whole(8));
    point(EARLIER, 120, new Whole(9));
    assertThat(fold.steps(0)).containsExactly(grown(0, 50), grown(1, 8), grown(2, 1));
  }

  @Test
  void aNewStartCountsFromNothing() {
    point(EARLIER, 0, new Whole(50));
    point(FROM.plusSeconds(30), 60, new Whole(60));
    assertThat(fold.steps(0)).containsExactly(grown(0, 50), grown(1, 60));
  }

  @Test
  void aFirstPointOfUnknownStartOnlySaysWhereTheSeriesStands() {
    point(null, 0, new Whole(1_000));
    point(null, 60, new Whole(1_001));
    assertThat(fold.steps(0)).containsExactly(grown(0, 0), grown(1, 1));
    MetricFold other = new MetricFold(STEPS, 1);
    Instant longAgo = FROM.minus(Duration.ofDays(3));
    other.cumulative(new CumulativePoint(0, new UUID(0, 1), longAgo, FROM, 0, new Whole(5_000)));
    // A start that is the point's own time says that the start is not known.
    other.cumulative(new CumulativePoint(0, new UUID(0, 2), FROM, FROM, 0, new Whole(5_000)));
    assertThat(other.steps(0)).containsExactly(grown(0, 0));
  }

  @Test
  void levelsAreOfAllSeries() {
    fold.level(0, 1, 2, 30, 5, 40, 10, 30);
    fold.level(0, 1, 1, 7, 9, 7, 7, 7);
    assertThat(fold.steps(0))
        .containsExactly(new Step(STEPS.start(1), new Level(3, 7, 47.0 / 3, 7, 30, 37)));
  }

  @Test
  void histogramsAddUpBucketByBucket() {
    fold.distribution(0, 0, histogram(6, 60.0, 5.0, 18.0, 2, 4, 0));
    fold.distribution(0, 0, histogram(4, 70.0, 1.0, 25.0, 1, 1, 2));
    Distribution sum = (Distribution) fold.steps(0).getFirst().value();
    assertThat(sum.count()).isEqualTo(10);
    assertThat(sum.sum()).isEqualTo(130);
    assertThat(sum.average()).isEqualTo(13);
    assertThat(sum.min()).isEqualTo(1);
    assertThat(sum.max()).isEqualTo(25);
    // Three below 10, five from 10 to 20: the fifth of ten is two fifths on the way.
    assertThat(sum.p50()).isCloseTo(14, within(1e-9));
    assertThat(sum.p95()).isCloseTo(23.75, within(1e-9));
  }

  private static Histogram histogram(
      long count, double sum, @Nullable Double min, @Nullable Double max, long... counts) {
    return new Histogram(
        count,
        sum,
        min,
        max,
        List.of(10.0, 20.0),
        java.util.Arrays.stream(counts).boxed().toList());
  }

  @Test
  void aCumulativeHistogramCountsWhatWasAdded() {
    point(EARLIER, -10, histogram(3, 30, 1.0, 19.0, 1, 2, 0));
    point(EARLIER, 10, histogram(5, 75, 1.0, 25.0, 1, 3, 1));
    point(EARLIER, 70, histogram(1, 4, 4.0, 4.0, 1, 0, 0));
    assertThat(fold.steps(0))
        .containsExactly(
            // Least and most of the last minute are not known.
            new Step(STEPS.start(0), new Distribution(2, 45.0, null, null, 20.0, 20.0, 20.0)),
            new Step(STEPS.start(1), new Distribution(1, 4.0, null, null, 5.0, 9.5, 9.9)));
  }

  @Test
  void exponentialHistogramsOfDifferentScalesAreCompared() {
    // Buckets of (1, 2] and (2, 4] at scale 0; at scale 1 each is two.
    point(EARLIER, -10, exponential(4, 1, 0, 1, 1, 1, 1));
    point(EARLIER, 10, exponential(14, 0, 0, 2, 12));
    Distribution grown = (Distribution) fold.steps(0).getFirst().value();
    assertThat(grown.count()).isEqualTo(10);
    assertThat(grown.p50()).isCloseTo(3, within(1e-9));
  }

  private static ExponentialHistogram exponential(
      long count, int scale, int offset, long... counts) {
    return new ExponentialHistogram(
        count,
        (double) count,
        null,
        null,
        scale,
        0,
        0,
        new Buckets(offset, java.util.Arrays.stream(counts).boxed().toList()),
        Buckets.NONE);
  }

  @Test
  void ofASummaryCountAndSumAreKnown() {
    point(EARLIER, -10, new Summary(10, 100, List.of()));
    point(EARLIER, 10, new Summary(14, 180, List.of()));
    assertThat(fold.steps(0))
        .containsExactly(
            new Step(STEPS.start(0), new Distribution(4, 80.0, null, null, null, null, null)));
  }
}
