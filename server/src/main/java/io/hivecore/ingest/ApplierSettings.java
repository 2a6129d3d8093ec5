package io.hivecore.ingest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the applier works.
 *
 * @param mostEntries of one transaction of the store
 * @param mostBytes of payload of one transaction
 * @param linger the least time from the beginning of one transaction to that of the next, unless
 *     {@code mostEntries} wait already; after a pause the first is taken at once
 * @param busyEntries from how many entries in a transaction on the system counts as busy
 * @param busyLinger the same while the system is busy: a transaction costs the DuckDB store 4 ms of
 *     processor time and a record of a large one 4 to 7 µs, so fewer and larger ones leave more for
 *     the requests
 * @param mostBehindBytes of payload up to which the applier rests in bursts that the store cannot
 *     follow; a part of what the journal may hold
 * @param tidying how often the journal is told while nothing comes in, so that it removes what is
 *     old
 * @param firstRetry how long to wait when the store fails; doubled with each failure
 * @param lastRetry the longest wait
 * @param deadLetters file for entries that cannot be read
 * @param mostDeadLetterBytes up to which that file may grow; entries beyond are only logged
 */
public record ApplierSettings(
    int mostEntries,
    long mostBytes,
    Duration linger,
    int busyEntries,
    Duration busyLinger,
    long mostBehindBytes,
    Duration tidying,
    Duration firstRetry,
    Duration lastRetry,
    Path deadLetters,
    long mostDeadLetterBytes) {
  public ApplierSettings {
    requireNonNull(linger, "linger");
    requireNonNull(busyLinger, "busyLinger");
    requireNonNull(tidying, "tidying");
    requireNonNull(firstRetry, "firstRetry");
    requireNonNull(lastRetry, "lastRetry");
    requireNonNull(deadLetters, "deadLetters");
    if (mostEntries < 1 || mostBytes < 1 || mostDeadLetterBytes < 0) {
      throw new IllegalArgumentException(
          "mostEntries and mostBytes must be at least 1, mostDeadLetterBytes at least 0");
    }
  }

  /** 4,096 entries or 8 MiB a transaction, 20 ms apart; when busy, 100 ms. */
  public static ApplierSettings defaults(Path deadLetters, long mostBehindBytes) {
    return new ApplierSettings(
        4_096,
        8 << 20,
        Duration.ofMillis(20),
        64,
        Duration.ofMillis(100),
        mostBehindBytes,
        Duration.ofMinutes(1),
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        deadLetters,
        64 << 20);
  }
}
