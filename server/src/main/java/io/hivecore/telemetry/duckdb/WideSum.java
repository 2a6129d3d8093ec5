package io.hivecore.telemetry.duckdb;

import java.math.BigInteger;

/** A 128-bit sum of 64-bit numbers. Belongs to one thread. */
final class WideSum {
  private long low;
  private long high;

  void add(long value) {
    long sum = low + value;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    high += (value >> 63) + carry;
    low = sum;
  }

  BigInteger value() {
    BigInteger lower = BigInteger.valueOf(low);
    if (low < 0) {
      lower = lower.add(BigInteger.ONE.shiftLeft(64));
    }
    return BigInteger.valueOf(high).shiftLeft(64).add(lower);
  }
}
