package io.hivecore.ingest.otlp;

/** Steps through the fields of one protobuf message without making anything of them. */
final class WireReader {
  private final byte[] bytes;
  private final int end;
  private int position;
  private int number;
  private int type;
  private int fieldStart;
  private int start;

  WireReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** A reader of the same message from here on. */
  WireReader again() {
    return new WireReader(bytes, position, end);
  }

  /** A reader over the content of the field it stands at, which has a length. */
  WireReader content() {
    return new WireReader(bytes, start, position);
  }

  /**
   * Goes on to the next field, over the current one.
   *
   * @return whether there is one
   * @throws MalformedOtlpException when what comes is none
   */
  boolean next() {
    if (position == end) {
      return false;
    }
    fieldStart = position;
    long tag = varint();
    number = (int) (tag >>> 3);
    type = (int) (tag & 7);
    if (number == 0 || tag >>> 32 != 0) {
      throw malformed();
    }
    start = position;
    switch (type) {
      case WireWriter.VARINT -> varint();
      case WireWriter.FIXED64 -> skip(8);
      case WireWriter.FIXED32 -> skip(4);
      case WireWriter.LENGTH -> {
        long length = varint();
        start = position;
        skip(length);
      }
      default -> throw malformed();
    }
    return true;
  }

  int number() {
    return number;
  }

  /** One of the types of {@link WireWriter}. */
  int type() {
    return type;
  }

  /** Where the field begins, its tag included. */
  int fieldStart() {
    return fieldStart;
  }

  /** Where the field's content begins. */
  int start() {
    return start;
  }

  /** Where the field ends. */
  int end() {
    return position;
  }

  private void skip(long count) {
    if (count < 0 || count > end - position) {
      throw malformed();
    }
    position += (int) count;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == end) {
        throw malformed();
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed();
  }

  private static MalformedOtlpException malformed() {
    return new MalformedOtlpException("The body is no OTLP request in protobuf.");
  }
}
