package io.hivecore.bench.measure;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Gives the records of a prepared batch ids that were never sent, by overwriting the first 20 hex
 * digits' worth of each UUID.
 */
final class FreshIds {
  private static final byte[] MARK = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final long RUN = System.nanoTime();

  private FreshIds() {}

  static void renew(byte[] batch, int connection, int round, long number) {
    HexFormat hex = HexFormat.of();
    // 8-4-4: run, connection and round, number; what follows stays random from record to record.
    String prefix =
        hex.toHexDigits((int) RUN)
            + "-"
            + hex.toHexDigits((short) (connection << 4 | round))
            + "-"
            + hex.toHexDigits((short) number);
    byte[] fresh = prefix.getBytes(StandardCharsets.US_ASCII);
    for (int at = find(batch, 0); at >= 0; at = find(batch, at)) {
      System.arraycopy(fresh, 0, batch, at, fresh.length);
    }
  }

  /** The place behind the next mark, or -1. */
  private static int find(byte[] batch, int from) {
    outer:
    for (int i = from; i <= batch.length - MARK.length; i++) {
      for (int j = 0; j < MARK.length; j++) {
        if (batch[i + j] != MARK[j]) {
          continue outer;
        }
      }
      return i + MARK.length;
    }
    return -1;
  }
}
