package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurstPaceTest {
  private static final Duration WORKED = Duration.ofMillis(100);
  private static final int ENTRIES = 4_000;
  private static final long BYTES = 4_000_000;

  private final BurstPace pace = new BurstPace(1L << 30);

  @Test
  void restsWhenMoreComesThanItCouldEverApply() {
    assertThat(rest(100_000, 4_000, WORKED)).isEqualTo(Duration.ofMillis(700));
    Duration since = WORKED.plusMillis(700);
    assertThat(pace.rest(160_000, 8_000, ENTRIES, BYTES, WORKED, since))
        .isEqualTo(Duration.ofMillis(700));
  }

  @Test
  void whatComesWhileItRestsDoesNotKeepItResting() {
    assertThat(rest(100_000, 4_000, WORKED)).isPositive();
    // 10,000 in 0.8 s are less than 4,000 in each 0.1 s.
    Duration since = WORKED.plusMillis(700);
    assertThat(pace.rest(110_000, 8_000, ENTRIES, BYTES, WORKED, since)).isZero();
  }

  /** Asked again as soon as the transaction is done. */
  private Duration rest(long arrived, long applied, Duration worked) {
    return pace.rest(arrived, applied, ENTRIES, BYTES, worked, worked);
  }

  @Test
  void worksOnWhenItIsLittleBehind() {
    // 80,000 at 4,000 in 100 ms are two seconds.
    assertThat(rest(84_000, 4_000, WORKED)).isZero();
    assertThat(rest(100_000, 19_999, WORKED)).isPositive();
  }

  @Test
  void worksOnWhenTheBurstIsOver() {
    rest(1_000_000, 4_000, WORKED);
    assertThat(rest(1_004_000, 8_000, WORKED)).isZero();
    assertThat(rest(1_004_000, 12_000, WORKED)).isZero();
  }

  @Test
  void worksOnBeforeTheJournalIsFull() {
    assertThat(pace.rest(1_000_000, 4_000, ENTRIES, 1 << 20, WORKED, WORKED)).isPositive();
    assertThat(pace.rest(5_000_000, 4_000, ENTRIES, 1 << 20, WORKED, WORKED)).isZero();
  }

  @Test
  void restsAreShort() {
    assertThat(rest(1_000_000, 4_000, Duration.ofSeconds(2))).isEqualTo(Duration.ofSeconds(1));
  }
}
