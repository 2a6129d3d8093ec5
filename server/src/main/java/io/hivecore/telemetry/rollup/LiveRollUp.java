package io.hivecore.telemetry.rollup;

import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The roll-up of a segment that is being written. Its memory is bounded: where there are too many
 * groups it gives up, and the records tell.
 */
public final class LiveRollUp implements UsageRollUp {
  /** A group takes about half a kilobyte. */
  private static final int MOST_GROUPS = 30_000;

  private final Map<Bucket, Map<UsageKey, UsageSum>> buckets =
      new TreeMap<>(Comparator.comparingInt(Bucket::tenant).thenComparingLong(Bucket::start));
  private int groups;
  private boolean complete = true;

  private record Bucket(int tenant, long start) {}

  /** Adds a record. */
  public synchronized void add(int tenant, long timestampMicros, UsageRecord record) {
    if (complete) {
      sum(tenant, BucketWidth.QUARTER.floor(timestampMicros), UsageKey.of(record)).add(record);
      giveUpIfTooLarge();
    }
  }

  /** Takes out a record that was added before, here or to an older segment. */
  public synchronized void subtract(int tenant, long timestampMicros, UsageRecord record) {
    if (complete) {
      sum(tenant, BucketWidth.QUARTER.floor(timestampMicros), UsageKey.of(record)).subtract(record);
      giveUpIfTooLarge();
    }
  }

  /** Adds sums of a quarter of an hour that were taken elsewhere. */
  public synchronized void add(int tenant, long bucket, UsageKey key, UsageSum more) {
    if (complete) {
      sum(tenant, bucket, key).add(more, UsageDetail.SUMS_AND_DURATIONS);
      giveUpIfTooLarge();
    }
  }

  private UsageSum sum(int tenant, long bucket, UsageKey key) {
    return buckets
        .computeIfAbsent(new Bucket(tenant, bucket), ignored -> new HashMap<>())
        .computeIfAbsent(
            key,
            ignored -> {
              groups++;
              return new UsageSum();
            });
  }

  private void giveUpIfTooLarge() {
    if (groups > MOST_GROUPS) {
      complete = false;
      buckets.clear();
    }
  }

  @Override
  public synchronized boolean read(int tenant, List<Span> spans, Receiver receiver) {
    if (complete) {
      for (Span span : spans) {
        buckets.forEach(
            (bucket, sums) -> {
              long start = span.width().floor(bucket.start());
              if (bucket.tenant() == tenant && span.holds(start)) {
                sums.forEach((key, sum) -> receiver.take(start, key, sum));
              }
            });
      }
    }
    return complete;
  }

  /** Writes a file of it; returns false, and writes none, when it has given up. */
  public synchronized boolean write(Path file) throws IOException {
    if (complete) {
      try (var writer = new RollUpWriter(file)) {
        for (Map.Entry<Bucket, Map<UsageKey, UsageSum>> bucket : buckets.entrySet()) {
          writer.add(bucket.getKey().tenant(), bucket.getKey().start(), bucket.getValue());
        }
        writer.finish();
      }
    }
    return complete;
  }
}
