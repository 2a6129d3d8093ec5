package io.hivecore.bench.measure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Gives the traces of a prepared request ids that were never sent, and the answers in them too, by
 * overwriting what they begin with.
 */
final class FreshTraces {
  /** What the first 8 bytes of the trace ids of a prepared request are. */
  static final long MARK = 0x6869_7665_6D61_726BL;

  private static final int RUN = (int) System.nanoTime();

  private final byte[] request;

  /** Of ids in protobuf, which are bytes; and of those in hex. */
  private final int[] binary;

  private final int[] hex;

  private FreshTraces(byte[] request) {
    this.request = request;
    this.binary = places(request, bytes(MARK, false));
    this.hex = places(request, bytes(MARK, true));
  }

  static FreshTraces of(byte[] request) {
    return new FreshTraces(request);
  }

  private static int[] places(byte[] request, byte[] mark) {
    List<Integer> found = new ArrayList<>();
    for (int at = find(request, mark, 0); at >= 0; at = find(request, mark, at + mark.length)) {
      found.add(at);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static byte[] bytes(long id, boolean hex) {
    return hex
        ? HexFormat.of().toHexDigits(id).getBytes(StandardCharsets.US_ASCII)
        : ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }

  /** The request with other ids; the same array each time. */
  byte[] renewed(int connection, int round, long number) {
    long id = (long) RUN << 32 | (connection << 4 | round) << 20 | number;
    overwrite(binary, bytes(id, false));
    overwrite(hex, bytes(id, true));
    return request;
  }

  private void overwrite(int[] places, byte[] fresh) {
    for (int at : places) {
      System.arraycopy(fresh, 0, request, at, fresh.length);
    }
  }

  private static int find(byte[] bytes, byte[] mark, int from) {
    for (int i = from; i <= bytes.length - mark.length; i++) {
      int same = 0;
      while (same < mark.length && bytes[i + same] == mark[same]) {
        same++;
      }
      if (same == mark.length) {
        return i;
      }
    }
    return -1;
  }
}
