package io.hivecore.ingest.json;

import io.hivecore.ingest.Arrival;
import java.nio.charset.StandardCharsets;

/**
 * How much one request may bring.
 *
 * @param records the most that it may hold
 * @param inheritedBytes the most that the records of one list or array may take over together from
 *     headers and from fields around the list. Each keeps it for itself, so that a small body could
 *     fill the memory.
 */
public record RequestBounds(int records, long inheritedBytes) {

  /**
   * @throws TooManyRecordsException when there are more
   */
  void checkRecords(int count) {
    if (count > records) {
      throw new TooManyRecordsException(records);
    }
  }

  /**
   * @throws InheritedTooLargeException when they take over more
   */
  void checkInherited(int count, long bytesEach) {
    if (count * bytesEach > inheritedBytes) {
      throw new InheritedTooLargeException(inheritedBytes);
    }
  }

  /** What a record inherits that names neither project nor round. */
  static long inheritedBytes(Arrival arrival) {
    return bytes(arrival.projectId()) + bytes(arrival.roundId());
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
