package io.hivecore.ingest;

import java.time.Duration;

/**
 * How long the applier rests in a burst that the store cannot follow. Acknowledging comes first
 * then: what is acknowledged is safe in the journal, and a processor that applies it now is one
 * that takes nothing in. As soon as the burst is over the store gets all it wants.
 *
 * <p>Whether a rest is of use is tried out: where nothing more comes while the applier rests than
 * while it works, senders were not waiting for it, and it works on. How fast the store could be is
 * no measure of that: on processors that others want as well, or that compile the program itself,
 * it is slow without anyone being helped by its rest.
 */
final class BurstPace {
  /** So far behind, the store does not catch up while the burst goes on. */
  private static final Duration HOPELESS = Duration.ofSeconds(2);

  private static final int REST_TO_WORK = 7;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** So much more must come in a rest. */
  private static final double GAIN = 1.25;

  /** After so long it is tried again whether a rest is of use. */
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  private static final Duration TRIAL = Duration.ofMillis(250);

  private final long mostBehindBytes;
  private final ArrivalRate working = new ArrivalRate();
  private final ArrivalRate resting = new ArrivalRate();
  private long arrivedBefore;
  private long arrivedInCycle;
  private long before;
  private long triedAt;

  /**
   * @param mostBehindBytes beyond which it works on whatever comes, lest the journal fill
   * @param arrived the journal's last sequence number
   * @param now as {@link System#nanoTime}, as all times here
   */
  BurstPace(long mostBehindBytes, long arrived, long now) {
    this.mostBehindBytes = mostBehindBytes;
    this.arrivedBefore = arrived;
    this.before = now;
    this.triedAt = now - TRY_AGAIN.toNanos();
  }

  /**
   * After a transaction.
   *
   * @param arrived the journal's last sequence number
   * @param applied the store's
   * @param entries of the transaction
   * @param bytes of the transaction
   * @param worked the processor time of the transaction
   */
  Duration rest(long arrived, long applied, int entries, long bytes, Duration worked, long now) {
    long arrivedWorking = arrived - arrivedBefore;
    working.add(arrivedWorking, now - before);
    boolean moreComesThanGoes = arrivedInCycle + arrivedWorking > entries;
    arrivedInCycle = 0;
    mark(arrived, now);
    double behind = (double) (arrived - applied) / entries;
    boolean hopeless = behind * worked.toNanos() > HOPELESS.toNanos();
    boolean room = behind * bytes < mostBehindBytes;
    if (!moreComesThanGoes || !hopeless || !room) {
      return Duration.ZERO;
    }
    Duration wanted = worked.multipliedBy(REST_TO_WORK);
    return shorter(wanted, isOfUse() ? LONGEST : trial(now));
  }

  private boolean isOfUse() {
    return resting.perSecond() > GAIN * working.perSecond();
  }

  private Duration trial(long now) {
    if (now - triedAt < TRY_AGAIN.toNanos()) {
      return Duration.ZERO;
    }
    triedAt = now;
    resting.forget();
    return TRIAL;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** After a rest that was longer than nothing. */
  void rested(long arrived, long now) {
    arrivedInCycle = arrived - arrivedBefore;
    resting.add(arrivedInCycle, now - before);
    mark(arrived, now);
  }

  private void mark(long arrived, long now) {
    arrivedBefore = arrived;
    before = now;
  }
}
