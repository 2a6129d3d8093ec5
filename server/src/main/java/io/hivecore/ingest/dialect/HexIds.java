package io.hivecore.ingest.dialect;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/** Trace and span ids as lower-case hex. */
final class HexIds {
  static final int TRACE_BYTES = 16;
  static final int SPAN_BYTES = 8;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** What is shown of an id that is far too long. */
  private static final int MOST_SHOWN = 32;

  private HexIds() {}

  static String of(ByteString id) {
    int length = Math.min(id.size(), MOST_SHOWN);
    byte[] hex = new byte[2 * length];
    for (int i = 0; i < length; i++) {
      int octet = id.byteAt(i);
      hex[2 * i] = HEX[(octet >> 4) & 0xF];
      hex[2 * i + 1] = HEX[octet & 0xF];
    }
    return new String(hex, StandardCharsets.US_ASCII);
  }

  /** Whether it has that many bytes and not only zeros. */
  static boolean isValid(ByteString id, int bytes) {
    if (id.size() != bytes) {
      return false;
    }
    for (int i = 0; i < bytes; i++) {
      if (id.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
