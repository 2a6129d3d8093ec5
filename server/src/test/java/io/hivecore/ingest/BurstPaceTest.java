package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurstPaceTest {
  private static final Duration TOOK = Duration.ofMillis(100);
  private static final int ENTRIES = 4_000;
  private static final long BYTES = 4_000_000;

  private final BurstPace pace = new BurstPace(1L << 30);

  @Test
  void restsWhenMoreComesThanItCouldEverApply() {
    assertThat(pace.rest(100_000, 4_000, ENTRIES, BYTES, TOOK)).isEqualTo(Duration.ofMillis(700));
    assertThat(pace.rest(110_000, 8_000, ENTRIES, BYTES, TOOK)).isEqualTo(Duration.ofMillis(700));
  }

  @Test
  void worksOnWhenItIsLittleBehind() {
    // 80,000 at 4,000 in 100 ms are two seconds.
    assertThat(pace.rest(84_000, 4_000, ENTRIES, BYTES, TOOK)).isZero();
    assertThat(pace.rest(100_000, 19_999, ENTRIES, BYTES, TOOK)).isPositive();
  }

  @Test
  void worksOnWhenTheBurstIsOver() {
    pace.rest(1_000_000, 4_000, ENTRIES, BYTES, TOOK);
    assertThat(pace.rest(1_004_000, 8_000, ENTRIES, BYTES, TOOK)).isZero();
    assertThat(pace.rest(1_004_000, 12_000, ENTRIES, BYTES, TOOK)).isZero();
  }

  @Test
  void worksOnBeforeTheJournalIsFull() {
    assertThat(pace.rest(1_000_000, 4_000, ENTRIES, 1 << 20, TOOK)).isPositive();
    assertThat(pace.rest(5_000_000, 4_000, ENTRIES, 1 << 20, TOOK)).isZero();
  }

  @Test
  void restsAreShort() {
    assertThat(pace.rest(1_000_000, 4_000, ENTRIES, BYTES, Duration.ofSeconds(2)))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
