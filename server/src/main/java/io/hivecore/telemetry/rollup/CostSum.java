package io.hivecore.telemetry.rollup;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact sum of {@link Amount}s: the rests carry into the next part, and the millionths are 128
 * bits wide, so that no number of calls overflows it.
 */
final class CostSum {
  private static final long REST24_LIMIT = 1_000_000_000_000_000_000L;
  private static final long REST38_LIMIT = 100_000_000_000_000L;

  private long high;
  private long low;
  private long rest24;
  private long rest38;

  void add(Amount amount) {
    add(amount.micros() >> 63, amount.micros(), amount.rest24(), amount.rest38());
  }

  void add(CostSum other) {
    add(other.high, other.low, other.rest24, other.rest38);
  }

  private void add(long otherHigh, long otherLow, long otherRest24, long otherRest38) {
    rest38 += otherRest38;
    if (rest38 >= REST38_LIMIT) {
      rest38 -= REST38_LIMIT;
      rest24++;
    }
    rest24 += otherRest24;
    long carry = 0;
    if (rest24 >= REST24_LIMIT) {
      rest24 -= REST24_LIMIT;
      carry = 1;
    }
    addMicros(otherHigh, otherLow);
    addMicros(0, carry);
  }

  private void addMicros(long otherHigh, long otherLow) {
    low += otherLow;
    high += otherHigh + (Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0);
  }

  /**
   * Adds parts that were summed up one by one.
   *
   * @param micros within 128 bits
   * @param sum24 a sum of {@link Amount#rest24()}
   * @param sum38 a sum of {@link Amount#rest38()}
   */
  void add(BigInteger micros, BigInteger sum24, BigInteger sum38) {
    BigInteger limit38 = BigInteger.valueOf(REST38_LIMIT);
    BigInteger limit24 = BigInteger.valueOf(REST24_LIMIT);
    // Rests are never negative, also of sums that are.
    BigInteger left38 = sum38.mod(limit38);
    BigInteger carried24 = sum24.add(sum38.subtract(left38).divide(limit38));
    BigInteger left24 = carried24.mod(limit24);
    BigInteger whole = micros.add(carried24.subtract(left24).divide(limit24));
    add(
        whole.shiftRight(Long.SIZE).longValue(),
        whole.longValue(),
        left24.longValue(),
        left38.longValue());
  }

  void write(ByteWriter out) {
    out.signed(high).unsigned(low).unsigned(rest24).unsigned(rest38);
  }

  void read(ByteReader in) {
    high = in.signed();
    low = in.unsigned();
    rest24 = in.unsigned();
    rest38 = in.unsigned();
  }

  BigDecimal toDecimal() {
    BigInteger micros = BigInteger.valueOf(high).shiftLeft(Long.SIZE);
    micros =
        micros.add(BigInteger.valueOf(low >>> 1).shiftLeft(1)).add(BigInteger.valueOf(low & 1));
    return Amount.sum(
        new BigDecimal(micros), BigDecimal.valueOf(rest24), BigDecimal.valueOf(rest38));
  }
}
