package io.hivecore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurstPaceTest {
  private static final Duration WORKED = Duration.ofMillis(100);
  private static final Duration WHOLE = WORKED.multipliedBy(7);
  private static final Duration TRIAL = Duration.ofMillis(250);
  private static final int ENTRIES = 4_000;
  private static final long BYTES = 4_000_000;

  private static final int BEHIND = 100_000;

  private final BurstPace pace = new BurstPace(1L << 30, BEHIND, 0);
  private long now;
  private long arrived = BEHIND;
  private long applied;

  @Test
  void restsWhileThatLetsMoreIn() {
    assertThat(work(6_000)).isEqualTo(TRIAL);
    // 120 a millisecond instead of 60.
    rest(TRIAL, 30_000);
    assertThat(work(6_000)).isEqualTo(WHOLE);
    for (int i = 0; i < 10; i++) {
      rest(WHOLE, 84_000);
      assertThat(work(2_000)).isEqualTo(WHOLE);
    }
  }

  @Test
  void worksOnWhereRestsLetNothingMoreIn() {
    assertThat(work(6_000)).isEqualTo(TRIAL);
    rest(TRIAL, 15_000);
    for (int i = 0; i < 90; i++) {
      assertThat(work(6_000)).isZero();
    }
    for (int i = 0; i < 10; i++) {
      Duration rest = work(6_000);
      if (rest.isPositive()) {
        assertThat(rest).isEqualTo(TRIAL);
        return;
      }
    }
    throw new AssertionError("it is not tried again");
  }

  @Test
  void worksOnWhenRestsLetNothingMoreInAnyLonger() {
    work(6_000);
    rest(TRIAL, 30_000);
    assertThat(work(6_000)).isEqualTo(WHOLE);
    for (int i = 0; i < 5; i++) {
      rest(WHOLE, 42_000);
      if (work(6_000).isZero()) {
        return;
      }
    }
    throw new AssertionError("it rests on");
  }

  @Test
  void worksOnWhenItIsLittleBehind() {
    // 80,000 at 4,000 in 100 ms are two seconds.
    applied = BEHIND - 80_000;
    assertThat(work(ENTRIES)).isZero();
    assertThat(work(2 * ENTRIES)).isPositive();
  }

  @Test
  void worksOnWhenTheBurstIsOver() {
    work(6_000);
    rest(TRIAL, 30_000);
    assertThat(work(6_000)).isEqualTo(WHOLE);
    rest(WHOLE, ENTRIES / 2);
    assertThat(work(0)).isZero();
    assertThat(work(0)).isZero();
  }

  @Test
  void worksOnBeforeTheJournalIsFull() {
    long longOnes = 1 << 20;
    arrived = 1_000_000;
    applied = ENTRIES;
    now += WORKED.toNanos();
    assertThat(pace.rest(arrived, applied, ENTRIES, longOnes, WORKED, now)).isPositive();
    arrived = 5_000_000;
    now += WORKED.toNanos();
    assertThat(pace.rest(arrived, applied, ENTRIES, longOnes, WORKED, now)).isZero();
  }

  @Test
  void restsAreShort() {
    work(6_000);
    rest(TRIAL, 30_000);
    arrived += 6_000;
    now += WORKED.toNanos();
    Duration rest = pace.rest(arrived, applied, ENTRIES, BYTES, Duration.ofSeconds(2), now);
    assertThat(rest).isEqualTo(Duration.ofSeconds(1));
  }

  /** A transaction in which so many come. */
  private Duration work(int come) {
    now += WORKED.toNanos();
    arrived += come;
    applied += ENTRIES;
    return pace.rest(arrived, applied, ENTRIES, BYTES, WORKED, now);
  }

  private void rest(Duration time, int come) {
    now += time.toNanos();
    arrived += come;
    pace.rested(arrived, now);
  }
}
