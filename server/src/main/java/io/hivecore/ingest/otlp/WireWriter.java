package io.hivecore.ingest.otlp;

import java.util.Arrays;

/**
 * Writes protobuf from the front. A message's length is known only at its end, so it gets five
 * bytes, which every reader takes, however small it is.
 */
final class WireWriter {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  private static final int LENGTH_BYTES = 5;

  private byte[] bytes;
  private int length;

  WireWriter(int expectedBytes) {
    this.bytes = new byte[Math.max(64, expectedBytes)];
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Forgets all behind a place. */
  void truncate(int newLength) {
    length = newLength;
  }

  void tag(int number, int type) {
    varint((long) number << 3 | type);
  }

  void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void fixed64(long value) {
    ensure(8);
    for (int i = 0; i < 64; i += 8) {
      bytes[length++] = (byte) (value >>> i);
    }
  }

  void fixed32(int value) {
    ensure(4);
    for (int i = 0; i < 32; i += 8) {
      bytes[length++] = (byte) (value >>> i);
    }
  }

  /** Bytes with their length before them. */
  void block(byte[] content) {
    varint(content.length);
    raw(content, 0, content.length);
  }

  void raw(byte[] content, int start, int count) {
    ensure(count);
    System.arraycopy(content, start, bytes, length, count);
    length += count;
  }

  /**
   * Begins a message.
   *
   * @return to be given back at its end
   */
  int begin(int number) {
    tag(number, LENGTH);
    ensure(LENGTH_BYTES);
    int place = length;
    length += LENGTH_BYTES;
    return place;
  }

  void end(int place) {
    int rest = length - place - LENGTH_BYTES;
    for (int i = 0; i < LENGTH_BYTES - 1; i++) {
      bytes[place + i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[place + LENGTH_BYTES - 1] = (byte) rest;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length + more));
    }
  }
}
