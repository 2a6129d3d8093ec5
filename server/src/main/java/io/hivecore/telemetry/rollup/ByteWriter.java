package io.hivecore.telemetry.rollup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: numbers in groups of seven bits, the lowest first. */
final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int size;

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  ByteWriter clear() {
    size = 0;
    return this;
  }

  ByteWriter unsigned(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Small for small negative numbers too. */
  ByteWriter signed(long value) {
    return unsigned((value << 1) ^ (value >> 63));
  }

  ByteWriter real(double value) {
    room(Double.BYTES);
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Double.BYTES; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
    return this;
  }

  ByteWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    unsigned(utf8.length);
    return raw(utf8, 0, utf8.length);
  }

  ByteWriter raw(byte[] source, int from, int length) {
    room(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
    return this;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
