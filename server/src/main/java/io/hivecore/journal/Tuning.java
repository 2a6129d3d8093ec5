package io.hivecore.journal;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What is not for users to set.
 *
 * @param groupBytes about how much is forced at once. 4 MiB keep a force short and yet near the
 *     device's best throughput
 * @param recentEntries how many of the newest entries' identities are remembered though the store
 *     has them, to spare look-ups
 * @param probe how often a journal that is unavailable tries whether it can be available again
 * @param nanoTime time that only goes forward, whatever is done to the machine's clock
 */
record Tuning(long groupBytes, long recentEntries, Duration probe, LongSupplier nanoTime) {
  static final Tuning DEFAULT =
      new Tuning(4 << 20, 1 << 18, Duration.ofSeconds(1), System::nanoTime);
}
