package io.hivecore.ingest;

import java.time.Duration;

/**
 * The bounds of what comes in.
 *
 * @param recordBodyBytes the most that a body of one record, or one list of log records, may have
 * @param batchBodyBytes the most that a batch may have, inflated
 * @param recordBytes the most that one record may have when encoded
 * @param batchRecords the most records that one request may hold
 * @param chunkBytes how much of a batch goes into the journal at a time, so that others get in
 *     between
 * @param queueBytes how much may wait for the journal, of all tenants; at most the journal's own
 *     bound, so that a tenant is held back before the journal holds back all
 * @param retryAfter what a tenant that sends too much is told to wait
 * @param patience how long a batch of which a part is acknowledged waits for its turn before the
 *     rest is rejected
 */
public record IngestSettings(
    long recordBodyBytes,
    long batchBodyBytes,
    int recordBytes,
    int batchRecords,
    int chunkBytes,
    long queueBytes,
    Duration retryAfter,
    Duration patience) {
  private static final int MIB = 1 << 20;

  /** 16 MiB a record, 64 MiB or 100,000 records a batch, chunks of 1 MiB, queue 64 MiB. */
  public static IngestSettings defaults() {
    return new IngestSettings(
        16 * MIB,
        64 * MIB,
        16 * MIB,
        100_000,
        MIB,
        64 * MIB,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5));
  }

  public IngestSettings {
    atLeastOne("recordBodyBytes", recordBodyBytes);
    atLeastOne("batchBodyBytes", batchBodyBytes);
    atLeastOne("recordBytes", recordBytes);
    atLeastOne("batchRecords", batchRecords);
    atLeastOne("chunkBytes", chunkBytes);
    atLeastOne("queueBytes", queueBytes);
    atLeastOne("retryAfter in ms", retryAfter.toMillis());
    atLeastOne("patience in ms", patience.toMillis());
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }
}
