package io.hivecore.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the primitives of a payload: whole numbers as zigzag base-128, texts as UTF-8 behind their
 * length + 1 (0 is null), instants as microseconds since 1970, decimals as their text. Belongs to
 * one thread.
 */
final class PayloadWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;

  PayloadWriter(int expectedBytes) {
    bytes = new byte[Math.max(64, expectedBytes)];
  }

  void octet(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void bool(boolean value) {
    octet(value ? 1 : 0);
  }

  void whole(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void wholeOrNull(@Nullable Long value) {
    bool(value != null);
    if (value != null) {
      whole(value);
    }
  }

  void real(double value) {
    fixed(Double.doubleToRawLongBits(value));
  }

  void realOrNull(@Nullable Double value) {
    bool(value != null);
    if (value != null) {
      real(value);
    }
  }

  void uuid(UUID value) {
    fixed(value.getMostSignificantBits());
    fixed(value.getLeastSignificantBits());
  }

  void instant(Instant value) {
    long second = value.getEpochSecond();
    long micros = value.getNano() / 1_000;
    // From the next second for times before 1970, so that the very first one does not overflow.
    whole(
        second < 0
            ? Math.addExact(Math.multiplyExact(second + 1, 1_000_000L), micros - 1_000_000L)
            : Math.addExact(Math.multiplyExact(second, 1_000_000L), micros));
  }

  void instantOrNull(@Nullable Instant value) {
    bool(value != null);
    if (value != null) {
      instant(value);
    }
  }

  void decimalOrNull(@Nullable BigDecimal value) {
    text(value == null ? null : value.toString());
  }

  void text(@Nullable String value) {
    if (value == null) {
      unsigned(0);
      return;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    unsigned(utf8.length + 1L);
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  void texts(List<String> values) {
    whole(values.size());
    values.forEach(this::text);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void unsigned(long value) {
    reserve(10);
    byte[] out = bytes;
    int at = length;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
    length = at;
  }

  private void fixed(long value) {
    reserve(8);
    LONG.set(bytes, length, value);
    length += 8;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
