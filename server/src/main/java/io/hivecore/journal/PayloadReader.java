package io.hivecore.journal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link PayloadWriter} wrote. Bytes that it cannot have written end in an {@link
 * IllegalArgumentException}. Belongs to one thread.
 */
final class PayloadReader {
  private final byte[] bytes;
  private int position;

  PayloadReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int octet() {
    if (position >= bytes.length) {
      throw damaged("ends early");
    }
    return bytes[position++] & 0xFF;
  }

  boolean bool() {
    return octet() != 0;
  }

  long whole() {
    long zigzag = unsigned();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  @Nullable Long wholeOrNull() {
    return bool() ? whole() : null;
  }

  double real() {
    return Double.longBitsToDouble(fixed());
  }

  @Nullable Double realOrNull() {
    return bool() ? real() : null;
  }

  UUID uuid() {
    return new UUID(fixed(), fixed());
  }

  Instant instant() {
    long micros = whole();
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }

  @Nullable Instant instantOrNull() {
    return bool() ? instant() : null;
  }

  @Nullable BigDecimal decimalOrNull() {
    String text = textOrNull();
    return text == null ? null : new BigDecimal(text);
  }

  String text() {
    String text = textOrNull();
    if (text == null) {
      throw damaged("has no text");
    }
    return text;
  }

  @Nullable String textOrNull() {
    long lengthPlusOne = unsigned();
    if (lengthPlusOne == 0) {
      return null;
    }
    long length = lengthPlusOne - 1;
    if (length < 0 || length > bytes.length - position) {
      throw damaged("has a text of " + length + " bytes");
    }
    String text = new String(bytes, position, (int) length, StandardCharsets.UTF_8);
    position += (int) length;
    return text;
  }

  List<String> texts() {
    int size = count();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(text());
    }
    return values;
  }

  /** A number of things that follow, each of a byte at least. */
  int count() {
    long size = whole();
    if (size < 0 || size > bytes.length - position) {
      throw damaged("has a list of " + size);
    }
    return (int) size;
  }

  void end() {
    if (position != bytes.length) {
      throw damaged("goes on");
    }
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if ((octet & 0x80) == 0) {
        return value;
      }
    }
    throw damaged("has a number over 64 bits");
  }

  private long fixed() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  private IllegalArgumentException damaged(String how) {
    return new IllegalArgumentException("payload " + how + " at byte " + position);
  }
}
