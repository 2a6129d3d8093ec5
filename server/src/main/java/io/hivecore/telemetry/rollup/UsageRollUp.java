package io.hivecore.telemetry.rollup;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roll-up of one segment. Safe for any thread. */
public sealed interface UsageRollUp permits LiveRollUp, RollUpFile {
  /**
   * Whole buckets of a width.
   *
   * @param from the first one's beginning in microseconds; null for no limit
   * @param to the end of the last one; null for no limit
   */
  record Span(BucketWidth width, @Nullable Long from, @Nullable Long to) {
    boolean holds(long bucket) {
      return (from == null || bucket >= from) && (to == null || bucket < to);
    }
  }

  /** Takes the sums. */
  @FunctionalInterface
  interface Receiver {
    /**
     * A group's sums in a bucket; a group may come several times.
     *
     * @param bucket its beginning in microseconds
     * @param sum only during the call
     */
    void take(long bucket, UsageKey key, UsageSum sum);
  }

  /**
   * Reads a tenant's sums.
   *
   * @param spans none of which overlap
   * @return false when only the records can tell; then nothing was handed over
   * @throws IOException when the file is damaged
   */
  boolean read(int tenant, List<Span> spans, Receiver receiver) throws IOException;
}
