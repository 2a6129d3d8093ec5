package io.hivecore.journal;

import java.util.Arrays;

/**
 * Where some of a segment's entries begin, one in every 256 KiB, so that a reader need not start at
 * the segment's begin. Filled by whoever passes an entry first. Safe for use by many threads.
 */
final class SparseIndex {
  private static final long STRIDE_BYTES = 256 << 10;

  private long[] sequences = new long[0];
  private long[] offsets = new long[0];
  private int count;
  private volatile long nextOffset = SegmentHeader.BYTES + STRIDE_BYTES;

  /** Takes in that the entry begins at the offset, when it is far enough behind the one before. */
  void note(long sequence, long offset) {
    if (offset >= nextOffset) {
      add(sequence, offset);
    }
  }

  private synchronized void add(long sequence, long offset) {
    if (offset < nextOffset) {
      return;
    }
    if (count == sequences.length) {
      sequences = Arrays.copyOf(sequences, 16 + 2 * count);
      offsets = Arrays.copyOf(offsets, 16 + 2 * count);
    }
    sequences[count] = sequence;
    offsets[count] = offset;
    count++;
    nextOffset = offset + STRIDE_BYTES;
  }

  /** The offset of a frame at or before the entry of that number. */
  synchronized long offsetBefore(long sequence) {
    int found = Arrays.binarySearch(sequences, 0, count, sequence);
    int at = found >= 0 ? found : -found - 2;
    return at < 0 ? SegmentHeader.BYTES : offsets[at];
  }
}
