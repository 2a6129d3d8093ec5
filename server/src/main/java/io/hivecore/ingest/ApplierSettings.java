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
 *     that many entries wait already: a store that is busy gets fewer, larger ones, and after a
 *     pause the first is taken at once
 * @param firstRetry how long to wait when the store fails; doubled with each failure
 * @param lastRetry the longest wait
 * @param deadLetters file for entries that cannot be read
 * @param mostDeadLetterBytes up to which that file may grow; entries beyond are only logged
 */
public record ApplierSettings(
    int mostEntries,
    long mostBytes,
    Duration linger,
    Duration firstRetry,
    Duration lastRetry,
    Path deadLetters,
    long mostDeadLetterBytes) {
  public ApplierSettings {
    requireNonNull(linger, "linger");
    requireNonNull(firstRetry, "firstRetry");
    requireNonNull(lastRetry, "lastRetry");
    requireNonNull(deadLetters, "deadLetters");
    if (mostEntries < 1 || mostBytes < 1 || mostDeadLetterBytes < 0) {
      throw new IllegalArgumentException(
          "mostEntries and mostBytes must be at least 1, mostDeadLetterBytes at least 0");
    }
  }

  /** 4,096 entries or 8 MiB a transaction, 20 ms apart. */
  public static ApplierSettings defaults(Path deadLetters) {
    return new ApplierSettings(
        4_096,
        8 << 20,
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        deadLetters,
        64 << 20);
  }
}
