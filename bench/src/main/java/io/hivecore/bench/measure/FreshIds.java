package io.hivecore.bench.measure;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * Gives the records of a prepared batch ids that were never sent, by overwriting the first 20 hex
 * digits' worth of each UUID.
 */
final class FreshIds {
  private static final byte[] MARK = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final long RUN = System.nanoTime();

  private final byte[] batch;
  private final int[] places;

  FreshIds(byte[] batch) {
    this.batch = batch;
    this.places = IntStream.iterate(find(batch, 0), at -> at >= 0, at -> find(batch, at)).toArray();
  }

  /** The batch with other ids; the same array each time. */
  byte[] renewed(int connection, int round, long number) {
    HexFormat hex = HexFormat.of();
    // 8-4-4: run, connection and round, number; what follows stays random from record to record.
    String prefix =
        hex.toHexDigits((int) RUN)
            + "-"
            + hex.toHexDigits((short) (connection << 4 | round))
            + "-"
            + hex.toHexDigits((short) number);
    byte[] fresh = prefix.getBytes(StandardCharsets.US_ASCII);
    for (int at : places) {
      System.arraycopy(fresh, 0, batch, at, fresh.length);
    }
    return batch;
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
