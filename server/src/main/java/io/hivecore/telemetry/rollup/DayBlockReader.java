package io.hivecore.telemetry.rollup;

/** Reads what a {@link DayBlock} wrote. */
final class DayBlockReader {
  private final byte[] bytes;
  private final long day;
  private final String[] words;
  private final int rows;
  private final int dayLength;

  /** The beginning and the length of each quarter's rows, in order. */
  private final long[] buckets;

  private final int[] lengths;

  /**
   * A reader of a block.
   *
   * @param day its beginning in microseconds
   */
  DayBlockReader(byte[] bytes, long day) {
    this.bytes = bytes;
    this.day = day;
    var in = new ByteReader(bytes, 0);
    words = new String[in.count()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.text();
    }
    dayLength = in.count();
    buckets = new long[in.count()];
    lengths = new int[buckets.length];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = day + in.unsigned() * BucketWidth.QUARTER.micros();
      lengths[i] = in.count();
    }
    rows = in.position();
  }

  long[] buckets() {
    return buckets;
  }

  /** Reads the rows of all buckets of a span. */
  void read(UsageRollUp.Span span, UsageRollUp.Receiver receiver) {
    if (span.width() == BucketWidth.DAY) {
      read(rows, dayLength, day, receiver);
      return;
    }
    int at = rows + dayLength;
    for (int i = 0; i < buckets.length; i++) {
      if (span.holds(buckets[i])) {
        read(at, lengths[i], buckets[i], receiver);
      }
      at += lengths[i];
    }
  }

  private void read(int from, int length, long bucket, UsageRollUp.Receiver receiver) {
    var in = new ByteReader(bytes, from);
    var sum = new UsageSum();
    while (in.position() < from + length) {
      var key = new UsageKey(words[in.count()], words[in.count()], words[in.count()]);
      receiver.take(bucket, key, sum.read(in));
    }
  }
}
