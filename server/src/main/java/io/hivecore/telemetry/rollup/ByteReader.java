package io.hivecore.telemetry.rollup;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteWriter} wrote. What is not sound is refused by its checksum before. */
final class ByteReader {
  private final byte[] bytes;
  private int at;

  ByteReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  int position() {
    return at;
  }

  long unsigned() {
    byte next = bytes[at++];
    if (next >= 0) {
      return next;
    }
    long value = next & 0x7F;
    for (int shift = 7; ; shift += 7) {
      next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int count() {
    return (int) unsigned();
  }

  long signed() {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  double real() {
    long bits = 0;
    for (int i = 0; i < Double.BYTES; i++) {
      bits |= (bytes[at++] & 0xFFL) << (8 * i);
    }
    return Double.longBitsToDouble(bits);
  }

  String text() {
    int length = count();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }
}
