package io.hivecore.journal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What is not for users to set.
 *
 * @param groupBytes about how much is forced at once. 4 MiB keep a force short and yet near the
 *     device's best throughput
 * @param busyAppends from how many appends in a group on the writer lets more gather before the
 *     next
 * @param linger for how long. A device forces in 0.3 to 0.7 ms, so that 64 clients may come in
 *     groups of a few, each with its own switches between threads. Without any it gave a quarter
 *     fewer single posts a second on one machine, with 1 ms a seventh fewer on another, where
 *     processors then had nothing to do
 * @param recentEntries how many of the newest entries' identities are remembered though the store
 *     has them, to spare look-ups
 * @param probe how often a journal that is unavailable tries whether it can be available again
 * @param nanoTime time that only goes forward, whatever is done to the machine's clock
 */
record Tuning(
    long groupBytes,
    int busyAppends,
    Duration linger,
    long recentEntries,
    Duration probe,
    LongSupplier nanoTime) {
  static final Tuning DEFAULT =
      new Tuning(
          4 << 20, 4, Duration.ofNanos(300_000), 1 << 18, Duration.ofSeconds(1), System::nanoTime);
}
