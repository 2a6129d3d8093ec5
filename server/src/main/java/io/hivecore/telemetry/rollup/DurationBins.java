package io.hivecore.telemetry.rollup;

import io.hivecore.telemetry.Durations;
import java.util.Arrays;

/**
 * How many durations fell into each of log-spaced bins: bin {@code b} holds what is above g^(b-1)
 * and at most g^b milliseconds, and stands for 2g^b/(g+1), which is at most 4.5 % off. (The bins of
 * DDSketch, Masson et al., VLDB 2019.) Only bins that hold something take room.
 */
public final class DurationBins {
  private static final double ACCURACY = 0.045;
  private static final double GROWTH = (1 + ACCURACY) / (1 - ACCURACY);

  /** A bin is as wide as this in the natural logarithm. */
  public static final double LOG_GROWTH = Math.log(GROWTH);

  /** Holds 0, which has no logarithm. */
  public static final int ZERO = Short.MIN_VALUE;

  private short[] bins = new short[8];
  private long[] counts = new long[8];
  private int size;
  private long total;

  /** The bin of a duration in milliseconds. */
  public static int of(double millis) {
    return millis > 0 ? (int) Math.ceil(Math.log(millis) / LOG_GROWTH) : ZERO;
  }

  public void add(int bin, long count) {
    put(Arrays.binarySearch(bins, 0, size, (short) bin), (short) bin, count);
    total += count;
  }

  void addAll(DurationBins other) {
    int at = 0;
    for (int i = 0; i < other.size; i++) {
      short bin = other.bins[i];
      while (at < size && bins[at] < bin) {
        at++;
      }
      put(at < size && bins[at] == bin ? at : -at - 1, bin, other.counts[i]);
    }
    total += other.total;
  }

  /**
   * Adds to a bin's count.
   *
   * @param place where the bin is; when it is not there, -1 less the place where it belongs
   */
  private void put(int place, short bin, long count) {
    if (place >= 0) {
      counts[place] += count;
      return;
    }
    int at = -place - 1;
    if (size == bins.length) {
      bins = Arrays.copyOf(bins, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    System.arraycopy(bins, at, bins, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    bins[at] = bin;
    counts[at] = count;
    size++;
  }

  public long total() {
    return total;
  }

  void write(ByteWriter out) {
    out.unsigned(size);
    int before = 0;
    for (int i = 0; i < size; i++) {
      out.signed(bins[i] - before).unsigned(counts[i]);
      before = bins[i];
    }
  }

  /** Takes over what was written, in place of what is here. */
  void read(ByteReader in) {
    size = in.count();
    if (size > bins.length) {
      bins = new short[size];
      counts = new long[size];
    }
    total = 0;
    int bin = 0;
    for (int i = 0; i < size; i++) {
      bin += (int) in.signed();
      bins[i] = (short) bin;
      counts[i] = in.unsigned();
      total += counts[i];
    }
  }

  /** The percentiles by nearest rank, with an average that is known from elsewhere. */
  public Durations durations(double average) {
    return total == 0
        ? Durations.NONE
        : new Durations(average, percentile(50), percentile(95), percentile(99));
  }

  private double percentile(int percent) {
    long upTo = 0;
    for (int i = 0; i < size; i++) {
      upTo += counts[i];
      if (upTo * 100 >= total * percent) {
        return valueOf(bins[i]);
      }
    }
    throw new IllegalStateException("no bin for " + percent + " % of " + total);
  }

  private static double valueOf(int bin) {
    return bin == ZERO ? 0 : 2 * Math.pow(GROWTH, bin) / (GROWTH + 1);
  }
}
