package io.hivecore.ingest;

import java.time.Duration;

/**
 * How long the applier rests in a burst that the store cannot follow. Acknowledging comes first
 * then: what is acknowledged is safe in the journal, and a processor that applies it now is one
 * that takes nothing in. Below that load, and as soon as the burst is over, the store gets all it
 * wants.
 */
final class BurstPace {
  /** So far behind, the store does not catch up while the burst goes on. */
  private static final Duration HOPELESS = Duration.ofSeconds(2);

  private static final int REST_TO_WORK = 7;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final long mostBehindBytes;
  private long arrivedBefore;

  /**
   * @param mostBehindBytes beyond which it works on whatever comes, lest the journal fill
   */
  BurstPace(long mostBehindBytes) {
    this.mostBehindBytes = mostBehindBytes;
  }

  /**
   * After a transaction.
   *
   * @param arrived the journal's last sequence number
   * @param applied the store's
   * @param entries of the transaction
   * @param bytes of the transaction
   * @param worked the processor time of the transaction. The time that passed would not do: on a
   *     processor that others want as well it says that the store is slow when it is only waiting
   * @param passed the time since it was asked last, the rest that it gave included
   */
  Duration rest(
      long arrived, long applied, int entries, long bytes, Duration worked, Duration passed) {
    // More than a processor of its own could apply. What comes while it rests must not count
    // against it, or it would rest for ever.
    boolean moreComesThanGoes =
        (double) (arrived - arrivedBefore) * worked.toNanos() > (double) entries * passed.toNanos();
    arrivedBefore = arrived;
    double behind = (double) (arrived - applied) / entries;
    boolean hopeless = behind * worked.toNanos() > HOPELESS.toNanos();
    boolean room = behind * bytes < mostBehindBytes;
    if (!moreComesThanGoes || !hopeless || !room) {
      return Duration.ZERO;
    }
    Duration rest = worked.multipliedBy(REST_TO_WORK);
    return rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
  }
}
