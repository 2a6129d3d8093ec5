package io.hivecore.live;

import java.time.Duration;

/**
 * Bounds and times of the live streams.
 *
 * @param subscribersPerTenant at most so many at once, then 429
 * @param subscribersInAll at most so many at once over all tenants, then 503
 * @param queueEvents waiting for one subscriber; one more, and it is cut off
 * @param queueBytes waiting for one subscriber
 * @param queueBytesInAll waiting for all subscribers: each may use its equal share of it, but
 *     always 64 KiB
 * @param replaysAtOnce how many threads read the journal for those who missed something
 * @param heartbeat between two heartbeats of a stream
 * @param writeTimeout how long one write may be blocked before its reader is cut off
 * @param reconnect what readers are told to wait before they come again
 */
public record LiveSettings(
    int subscribersPerTenant,
    int subscribersInAll,
    int queueEvents,
    long queueBytes,
    long queueBytesInAll,
    int replaysAtOnce,
    Duration heartbeat,
    Duration writeTimeout,
    Duration reconnect) {
  private static final long LEAST_QUEUE_BYTES = 64 * 1024;

  public static final LiveSettings DEFAULT =
      new LiveSettings(
          1_200,
          4_000,
          8_192,
          4L * 1024 * 1024,
          64L * 1024 * 1024,
          2,
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2));

  public LiveSettings {
    atLeastOne("subscribersPerTenant", subscribersPerTenant);
    atLeastOne("subscribersInAll", subscribersInAll);
    atLeastOne("queueEvents", queueEvents);
    atLeastOne("queueBytes", queueBytes);
    atLeastOne("queueBytesInAll", queueBytesInAll);
    atLeastOne("replaysAtOnce", replaysAtOnce);
    atLeastOne("heartbeat in ms", heartbeat.toMillis());
    atLeastOne("writeTimeout in ms", writeTimeout.toMillis());
    atLeastOne("reconnect in ms", reconnect.toMillis());
  }

  /** What may wait for each of so many subscribers. */
  long queueBytesOfOne(int subscribers) {
    long share = Math.max(LEAST_QUEUE_BYTES, queueBytesInAll / Math.max(1, subscribers));
    return Math.min(queueBytes, share);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }
}
