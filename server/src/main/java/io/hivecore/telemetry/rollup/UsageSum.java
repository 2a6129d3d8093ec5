package io.hivecore.telemetry.rollup;

import io.hivecore.telemetry.Durations;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.telemetry.UsageDetail;
import io.hivecore.telemetry.UsageRecord;
import io.hivecore.telemetry.UsageTotals;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sums over usage records. Money is exact; tokens beyond 64 bits, which takes nine million absurd
 * calls, are the highest number. Not safe for several threads.
 */
public final class UsageSum {
  private long calls;
  private long input;
  private long output;
  private long total;
  private long cacheRead;
  private long cacheWrite;
  private long reasoning;
  private long unpriced;
  private double durationMillis;
  private final CostSum cost = new CostSum();
  private final DurationBins bins = new DurationBins();

  public long calls() {
    return calls;
  }

  public long totalTokens() {
    return total;
  }

  public void add(UsageRecord record) {
    TokenUsage tokens = record.tokens();
    addTokens(
        tokens.input(),
        tokens.output(),
        tokens.total(),
        tokens.cacheRead(),
        tokens.cacheWrite(),
        tokens.reasoning());
    Amount amount = Amount.of(record.cost().amount());
    if (amount == null) {
      unpriced++;
    } else {
      cost.add(amount);
    }
    addDurations(1, record.durationMillis(), DurationBins.of(record.durationMillis()));
  }

  /** Takes out a record that was added before, here or to another sum that is added to this. */
  public void subtract(UsageRecord record) {
    TokenUsage tokens = record.tokens();
    addTokens(
        -tokens.input(),
        -tokens.output(),
        -tokens.total(),
        -tokens.cacheRead(),
        -tokens.cacheWrite(),
        -tokens.reasoning());
    BigDecimal amount = record.cost().amount();
    Amount negative = amount == null ? null : Amount.of(amount.negate());
    if (negative == null) {
      unpriced--;
    } else {
      cost.add(negative);
    }
    addDurations(-1, -record.durationMillis(), DurationBins.of(record.durationMillis()));
  }

  /**
   * Adds all of another sum.
   *
   * @param detail whether its durations' bins too
   */
  public void add(UsageSum other, UsageDetail detail) {
    addTokens(
        other.input, other.output, other.total, other.cacheRead, other.cacheWrite, other.reasoning);
    calls += other.calls;
    unpriced += other.unpriced;
    durationMillis += other.durationMillis;
    cost.add(other.cost);
    if (detail == UsageDetail.SUMS_AND_DURATIONS) {
      bins.addAll(other.bins);
    }
  }

  public void addTokens(
      long moreInput,
      long moreOutput,
      long moreTotal,
      long moreCacheRead,
      long moreCacheWrite,
      long moreReasoning) {
    input = sum(input, moreInput);
    output = sum(output, moreOutput);
    total = sum(total, moreTotal);
    cacheRead = sum(cacheRead, moreCacheRead);
    cacheWrite = sum(cacheWrite, moreCacheWrite);
    reasoning = sum(reasoning, moreReasoning);
  }

  private static long sum(long a, long b) {
    long sum = a + b;
    return a > 0 && b > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Adds costs whose parts were summed up one by one, see {@link Amount}. */
  public void addCosts(
      BigInteger micros, BigInteger rests24, BigInteger rests38, long unpricedCalls) {
    cost.add(micros, rests24, rests38);
    unpriced += unpricedCalls;
  }

  /**
   * Adds calls of one duration bin.
   *
   * @param millis of all of them together
   */
  public void addDurations(long moreCalls, double millis, int bin) {
    calls += moreCalls;
    durationMillis += millis;
    bins.add(bin, moreCalls);
  }

  void write(ByteWriter out) {
    out.unsigned(calls).unsigned(input).unsigned(output).unsigned(total);
    out.unsigned(cacheRead).unsigned(cacheWrite).unsigned(reasoning).unsigned(unpriced);
    cost.write(out);
    out.real(durationMillis);
    bins.write(out);
  }

  /** Takes over what was written, in place of what is here. */
  UsageSum read(ByteReader in) {
    calls = in.unsigned();
    input = in.unsigned();
    output = in.unsigned();
    total = in.unsigned();
    cacheRead = in.unsigned();
    cacheWrite = in.unsigned();
    reasoning = in.unsigned();
    unpriced = in.unsigned();
    cost.read(in);
    durationMillis = in.real();
    bins.read(in);
    return this;
  }

  /** The sums; of null, those of no records. */
  public static UsageTotals totals(@Nullable UsageSum sum, UsageDetail detail) {
    return sum == null || sum.calls == 0 ? UsageTotals.ZERO : sum.totals(detail);
  }

  private UsageTotals totals(UsageDetail detail) {
    double average = durationMillis / calls;
    return new UsageTotals(
        calls,
        input,
        output,
        total,
        cacheRead,
        cacheWrite,
        reasoning,
        cost.toDecimal(),
        unpriced,
        detail == UsageDetail.SUMS ? new Durations(average, 0, 0, 0) : bins.durations(average));
  }
}
