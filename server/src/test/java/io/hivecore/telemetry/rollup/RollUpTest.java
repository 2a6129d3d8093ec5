package io.hivecore.telemetry.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.hivecore.telemetry.Durations;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageTotals;
import io.hivecore.telemetry.rollup.SampleUsage.Sample;
import io.hivecore.telemetry.rollup.UsageRollUp.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In memory, in a file, merged and trimmed: always what adding up the records gives. */
final class RollUpTest {
  private static final Instant START = Instant.parse("1969-12-30T11:07:00Z");
  private static final long FOUR_DAYS = 4 * 86_400;
  private static final long QUARTER = BucketWidth.QUARTER.micros();

  @TempDir private Path folder;

  private record Group(long bucket, UsageKey key) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tellsTheSameInMemoryAndInAFile(long seed) throws IOException {
    List<Sample> samples = SampleUsage.of(seed, 3_000, START, FOUR_DAYS);
    LiveRollUp live = live(samples);
    assertHolds(live, samples);
    assertHolds(written(live, "a"), samples);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mergesFiles(long seed) throws IOException {
    List<Sample> all = new ArrayList<>();
    List<RollUpFile> files = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      // Some days are in one file only, some in several.
      List<Sample> samples =
          SampleUsage.of(seed * 10 + i, 700, START.plusSeconds(i * 40_000L), 100_000);
      all.addAll(samples);
      files.add(written(live(samples), "source" + i));
    }
    try (var writer = new RollUpWriter(folder.resolve("merged"))) {
      RollUpMerge.merge(files, writer);
      writer.finish();
    }
    assertHolds(opened("merged"), all);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 86_400_000_000L, 100_000_000_000L})
  void leavesOutWhatALimitEndsOrCuts(long afterStart) throws IOException {
    List<Sample> samples = SampleUsage.of(5, 2_000, START, FOUR_DAYS);
    long limit = START.getEpochSecond() * 1_000_000 + afterStart;
    try (var writer = new RollUpWriter(folder.resolve("trimmed"))) {
      RollUpTrim.copy(written(live(samples), "a"), Map.of(1, limit, 2, Long.MAX_VALUE), writer);
      writer.finish();
    }
    assertHolds(
        opened("trimmed"),
        samples.stream()
            .filter(
                sample ->
                    switch (sample.tenant()) {
                      case 1 -> BucketWidth.DAY.floor(sample.micros()) >= limit;
                      case 2 -> false;
                      default -> true;
                    })
            .toList());
  }

  @Test
  void givesUpWhereThereAreTooManyGroups() throws IOException {
    var live = new LiveRollUp();
    var random = new Random(7);
    for (int i = 0; i < 40_000; i++) {
      live.add(1, 0, SampleUsage.record(random, Instant.EPOCH, "agent-" + i));
    }
    assertThat(live.read(1, List.of(new Span(BucketWidth.DAY, null, null)), (b, k, s) -> {}))
        .isFalse();
    assertThat(live.write(folder.resolve("none"))).isFalse();
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void cutsAnEnormousDayIntoBlocks() throws IOException {
    var random = new Random(8);
    List<Sample> samples = new ArrayList<>();
    try (var writer = new RollUpWriter(folder.resolve("large"))) {
      for (int quarter = 0; quarter < 3; quarter++) {
        Instant at = Instant.EPOCH.plusSeconds(quarter * 900L);
        Map<UsageKey, UsageSum> groups = new HashMap<>();
        for (int i = 0; i < 21_000; i++) {
          var sample = new Sample(1, SampleUsage.record(random, at, "agent-" + quarter + "-" + i));
          samples.add(sample);
          groups
              .computeIfAbsent(UsageKey.of(sample.record()), ignored -> new UsageSum())
              .add(sample.record());
        }
        writer.add(1, quarter * QUARTER, groups);
      }
      writer.finish();
    }
    RollUpFile large = opened("large");
    assertThat(large.index()).hasSize(3);
    assertHolds(large, samples);
  }

  @Test
  void readsNothingThatIsDamaged() throws IOException {
    List<Sample> samples = SampleUsage.of(9, 60, START, 3_000);
    written(live(samples), "sound");
    byte[] sound = Files.readAllBytes(folder.resolve("sound"));
    Span all = new Span(BucketWidth.DAY, null, null);
    for (int at = 0; at < sound.length; at++) {
      byte[] damaged = sound.clone();
      damaged[at] ^= 0x10;
      Files.write(folder.resolve("damaged"), damaged);
      var found = RollUpFile.open(folder.resolve("damaged"));
      if (found.isPresent()) {
        RollUpFile file = found.get();
        assertThatIOException()
            .as("byte %d of %d", at, sound.length)
            .isThrownBy(
                () -> {
                  for (int tenant = 1; tenant <= SampleUsage.TENANTS; tenant++) {
                    file.read(tenant, List.of(all), (bucket, key, sum) -> {});
                  }
                });
        assertThat(file.isDamaged()).isTrue();
        assertThat(file.read(1, List.of(all), (bucket, key, sum) -> {})).isFalse();
      }
    }
    for (int length = 0; length < sound.length; length++) {
      Files.write(folder.resolve("cut"), Arrays.copyOf(sound, length));
      assertThat(RollUpFile.open(folder.resolve("cut"))).isEmpty();
    }
    assertThat(RollUpFile.open(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void aFileThatWasNotFinishedIsNotThere() throws IOException {
    try (var writer = new RollUpWriter(folder.resolve("unfinished"))) {
      writer.add(1, 0, Map.of(new UsageKey("p", "a", "m"), new UsageSum()));
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static LiveRollUp live(List<Sample> samples) {
    var live = new LiveRollUp();
    samples.forEach(sample -> live.add(sample.tenant(), sample.micros(), sample.record()));
    return live;
  }

  private RollUpFile written(LiveRollUp live, String name) throws IOException {
    assertThat(live.write(folder.resolve(name))).isTrue();
    return opened(name);
  }

  private RollUpFile opened(String name) throws IOException {
    return RollUpFile.open(folder.resolve(name)).orElseThrow();
  }

  private static void assertHolds(UsageRollUp rollUp, List<Sample> samples) throws IOException {
    long start = BucketWidth.DAY.floor(START.getEpochSecond() * 1_000_000);
    var spans =
        List.of(
            List.of(new Span(BucketWidth.DAY, null, null)),
            List.of(new Span(BucketWidth.QUARTER, null, null)),
            List.of(
                new Span(BucketWidth.QUARTER, null, start + BucketWidth.DAY.micros()),
                new Span(
                    BucketWidth.DAY,
                    start + BucketWidth.DAY.micros(),
                    start + 3 * BucketWidth.DAY.micros())),
            List.of(new Span(BucketWidth.QUARTER, start + 50 * QUARTER, start + 130 * QUARTER)));
    for (int tenant = 0; tenant <= SampleUsage.TENANTS + 1; tenant++) {
      for (List<Span> asked : spans) {
        assertThat(totals(read(rollUp, tenant, asked)))
            .isEqualTo(totals(expected(samples, tenant, asked)));
      }
    }
  }

  private static Map<Group, UsageSum> read(UsageRollUp rollUp, int tenant, List<Span> spans)
      throws IOException {
    Map<Group, UsageSum> sums = new HashMap<>();
    assertThat(
            rollUp.read(
                tenant,
                spans,
                (bucket, key, sum) ->
                    sums.computeIfAbsent(new Group(bucket, key), ignored -> new UsageSum())
                        .add(sum, UsageDetail.SUMS_AND_DURATIONS)))
        .isTrue();
    return sums;
  }

  private static Map<Group, UsageSum> expected(List<Sample> samples, int tenant, List<Span> spans) {
    Map<Group, UsageSum> sums = new HashMap<>();
    for (Sample sample : samples) {
      for (Span span : spans) {
        long bucket = span.width().floor(sample.micros());
        if (sample.tenant() == tenant && span.holds(bucket)) {
          sums.computeIfAbsent(
                  new Group(bucket, UsageKey.of(sample.record())), ignored -> new UsageSum())
              .add(sample.record());
        }
      }
    }
    return sums;
  }

  /** Durations add up in another order, so their last digits may differ. */
  private static Map<Group, UsageTotals> totals(Map<Group, UsageSum> sums) {
    Map<Group, UsageTotals> totals = new HashMap<>();
    sums.forEach(
        (group, sum) ->
            totals.put(group, rounded(UsageSum.totals(sum, UsageDetail.SUMS_AND_DURATIONS))));
    return totals;
  }

  private static UsageTotals rounded(UsageTotals totals) {
    var durations = totals.durationMillis();
    return new UsageTotals(
        totals.calls(),
        totals.inputTokens(),
        totals.outputTokens(),
        totals.totalTokens(),
        totals.cacheReadTokens(),
        totals.cacheWriteTokens(),
        totals.reasoningTokens(),
        totals.cost(),
        totals.unpricedCalls(),
        new Durations(
            (float) durations.average(), durations.p50(), durations.p95(), durations.p99()));
  }
}
