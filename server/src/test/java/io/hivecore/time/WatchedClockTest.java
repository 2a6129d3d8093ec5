package io.hivecore.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchedClockTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualTime time = new ManualTime(NOON);
  private final WatchedClock clock = new WatchedClock(time, time);

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  @Test
  void showsWhatTheMachineShows() {
    time.jump(hours(7));
    assertThat(clock.instant()).isEqualTo(NOON.plus(hours(7)));
    time.jump(hours(-9));
    assertThat(clock.instant()).isEqualTo(NOON.minus(hours(2)));
  }

  @Test
  void anAgeSurvivesThatTheClockIsSet() {
    time.pass(hours(1));
    Instant first = clock.instant();
    time.pass(hours(1));
    time.jump(hours(20));
    Instant second = clock.instant();
    time.pass(hours(1));
    time.jump(hours(-40));
    assertThat(clock.age(first)).isEqualTo(hours(2));
    assertThat(clock.age(second)).isEqualTo(hours(1));
    assertThat(clock.age(clock.instant())).isEqualTo(Duration.ZERO);
  }

  @Test
  void ofATimeThatTheClockShowedTwiceTheSecondCounts() {
    time.pass(hours(2));
    time.jump(hours(-2));
    clock.instant();
    time.pass(hours(3));
    assertThat(clock.age(NOON.plus(hours(1)))).isEqualTo(hours(2));
  }

  @Test
  void whatAnEarlierRunSawIsCountedFromTheStart() {
    time.pass(hours(1));
    time.jump(hours(7));
    assertThat(clock.age(NOON.minus(hours(3)))).isEqualTo(hours(4));
  }

  @Test
  void whatAnEarlierRunSawIsCountedByTheClockAsItWasMended() {
    ManualTime unset = new ManualTime(Instant.EPOCH);
    WatchedClock mended = new WatchedClock(unset, unset);
    unset.pass(hours(1));
    unset.jump(Duration.between(unset.instant(), NOON));
    mended.instant();
    unset.pass(hours(1));
    assertThat(mended.age(NOON.minus(hours(3)))).isEqualTo(hours(4));
  }

  @Test
  void whatLiesAheadWasBeforeTheStart() {
    time.pass(hours(5));
    assertThat(clock.age(NOON.plus(Duration.ofDays(4_000)))).isEqualTo(hours(5));
  }

  @Test
  void aClockThatIsSteeredIsNotSet() {
    time.jump(Duration.ofMillis(900));
    assertThat(clock.age(clock.instant())).isEqualTo(Duration.ZERO);
    assertThat(clock.cautious(DAY)).isEqualTo(NOON);
  }

  @Test
  void isCautiousUntilASettingHasHeld() {
    time.jump(Duration.ofDays(200));
    assertThat(clock.cautious(DAY)).isEqualTo(NOON);
    time.pass(hours(23));
    assertThat(clock.cautious(DAY)).isEqualTo(NOON.plus(hours(23)));
    time.pass(hours(1));
    assertThat(clock.cautious(DAY)).isEqualTo(NOON.plus(Duration.ofDays(201)));
  }

  @Test
  void aClockThatWasSetBackIsBelievedAtOnce() {
    time.jump(hours(-30));
    assertThat(clock.cautious(DAY)).isEqualTo(NOON.minus(hours(30)));
  }

  @Test
  void aClockThatIsSetAgainAndAgainIsRememberedForAWhile() {
    Instant first = clock.instant();
    for (int i = 0; i < 1_000; i++) {
      time.pass(Duration.ofMinutes(1));
      time.jump(hours(i % 2 == 0 ? 5 : -5));
      clock.instant();
    }
    Instant last = clock.instant();
    time.pass(hours(1));
    assertThat(clock.age(last)).isEqualTo(hours(1));
    assertThat(clock.age(first)).isPositive();
  }
}
