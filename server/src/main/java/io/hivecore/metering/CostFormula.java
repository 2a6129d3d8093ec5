package io.hivecore.metering;

import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Computes costs by one price, exactly. Immutable.
 *
 * <p>Implementation note: every rate is a whole number at the price's finest decimal, so that a
 * usual call costs a few multiplications of longs and one decimal at the end. Calls whose products
 * could leave 64 bits take the same way with big integers. Tiers of all kinds start at input
 * tokens, so the rates are laid out once per tier.
 */
final class CostFormula {
  /** A rate is per 10^6 tokens. */
  private static final int MILLION_SCALE = 6;

  private static final long MILLION = 1_000_000;

  /** Products that are summed: five kinds of tokens, reasoning's rest, and the call itself. */
  private static final int TERMS = 7;

  private final int scale;
  private final long[] above;
  private final Rates[] rates;

  private CostFormula(int scale, long[] above, Rates[] rates) {
    this.scale = scale;
    this.above = above;
    this.rates = rates;
  }

  static CostFormula of(ModelPrice price) {
    List<Rate> all =
        Stream.of(
                price.input(),
                price.output(),
                price.cacheRead(),
                price.cacheWrite(),
                price.cacheWriteHour(),
                price.reasoning())
            .filter(Objects::nonNull)
            .toList();
    TreeSet<Long> starts = new TreeSet<>();
    int scale = price.perRequest() == null ? 0 : Math.max(0, price.perRequest().scale());
    for (Rate rate : all) {
      scale = Math.max(scale, rate.base().scale());
      for (Rate.Tier tier : rate.tiers()) {
        scale = Math.max(scale, tier.perMillion().scale());
        starts.add(tier.above());
      }
    }
    List<Rates> rates = new ArrayList<>();
    rates.add(Rates.of(price, 0, scale));
    for (long start : starts) {
      rates.add(Rates.of(price, start + 1, scale));
    }
    return new CostFormula(
        scale, starts.stream().mapToLong(Long::longValue).toArray(), rates.toArray(new Rates[0]));
  }

  /** The exact cost of a call of which no cache writes are known to stay for an hour. */
  BigDecimal cost(TokenUsage tokens) {
    return cost(tokens, 0);
  }

  /**
   * The exact cost, without trailing zeros behind the point.
   *
   * @param hourCacheWrites of the tokens written to a cache those that stay there for an hour
   */
  BigDecimal cost(TokenUsage tokens, long hourCacheWrites) {
    long hour = Math.clamp(hourCacheWrites, 0, tokens.cacheWrite());
    int tier = 0;
    while (tier < above.length && tokens.input() > above[tier]) {
      tier++;
    }
    return rates[tier].cost(tokens, hour, scale + MILLION_SCALE);
  }

  /** Uncached input of a call; 0 when a sender counts more cached tokens than input. */
  private static long uncached(TokenUsage tokens) {
    return Math.max(0, tokens.input() - tokens.cacheRead() - tokens.cacheWrite());
  }

  private static long spoken(TokenUsage tokens) {
    return Math.max(0, tokens.output() - tokens.reasoning());
  }

  /** The rates of one tier. */
  private sealed interface Rates {
    BigDecimal cost(TokenUsage tokens, long hour, int resultScale);

    static Rates of(ModelPrice price, long inputTokens, int scale) {
      BigInteger input = whole(price.input(), inputTokens, scale, BigInteger.ZERO);
      BigInteger output = whole(price.output(), inputTokens, scale, BigInteger.ZERO);
      BigInteger cacheWrite = whole(price.cacheWrite(), inputTokens, scale, input);
      BigRates big =
          new BigRates(
              input,
              output,
              whole(price.cacheRead(), inputTokens, scale, input),
              cacheWrite,
              whole(price.cacheWriteHour(), inputTokens, scale, cacheWrite),
              price.reasoning() == null
                  ? null
                  : whole(price.reasoning(), inputTokens, scale, output),
              price.perRequest() == null ? BigInteger.ZERO : whole(price.perRequest(), scale));
      return big.fitsLong() ? new LongRates(big) : big;
    }

    private static BigInteger whole(
        @Nullable Rate rate, long inputTokens, int scale, BigInteger otherwise) {
      return rate == null ? otherwise : whole(rate.forInput(inputTokens), scale);
    }

    private static BigInteger whole(BigDecimal price, int scale) {
      return price.setScale(scale).unscaledValue();
    }
  }

  private record BigRates(
      BigInteger input,
      BigInteger output,
      BigInteger cacheRead,
      BigInteger cacheWrite,
      BigInteger cacheWriteHour,
      @Nullable BigInteger reasoning,
      BigInteger perRequest)
      implements Rates {
    BigInteger greatest() {
      return Stream.of(input, output, cacheRead, cacheWrite, cacheWriteHour, reasoning, perRequest)
          .filter(Objects::nonNull)
          .reduce(BigInteger.ZERO, BigInteger::max);
    }

    boolean fitsLong() {
      return greatest().bitLength() <= 48;
    }

    @Override
    public BigDecimal cost(TokenUsage tokens, long hour, int resultScale) {
      BigInteger spoken =
          reasoning == null
              ? times(output, tokens.output())
              : times(output, spoken(tokens)).add(times(reasoning, tokens.reasoning()));
      BigInteger sum =
          times(input, uncached(tokens))
              .add(times(cacheRead, tokens.cacheRead()))
              .add(times(cacheWrite, tokens.cacheWrite() - hour))
              .add(times(cacheWriteHour, hour))
              .add(spoken)
              .add(times(perRequest, MILLION));
      BigDecimal cost = new BigDecimal(sum, resultScale).stripTrailingZeros();
      return cost.scale() < 0 ? cost.setScale(0) : cost;
    }

    private static BigInteger times(BigInteger rate, long tokens) {
      return rate.multiply(BigInteger.valueOf(tokens));
    }
  }

  private static final class LongRates implements Rates {
    private final BigRates exact;
    private final long input;
    private final long output;
    private final long cacheRead;
    private final long cacheWrite;
    private final long cacheWriteHour;
    private final long reasoning;
    private final boolean reasoningApart;
    private final long request;
    private final long mostTokens;

    LongRates(BigRates exact) {
      this.exact = exact;
      input = exact.input().longValueExact();
      output = exact.output().longValueExact();
      cacheRead = exact.cacheRead().longValueExact();
      cacheWrite = exact.cacheWrite().longValueExact();
      cacheWriteHour = exact.cacheWriteHour().longValueExact();
      reasoningApart = exact.reasoning() != null;
      reasoning = exact.reasoning() == null ? 0 : exact.reasoning().longValueExact();
      long greatest = exact.greatest().longValueExact();
      mostTokens = Long.MAX_VALUE / TERMS / Math.max(1, greatest);
      request = mostTokens < MILLION ? 0 : exact.perRequest().longValueExact() * MILLION;
    }

    @Override
    public BigDecimal cost(TokenUsage tokens, long hour, int resultScale) {
      long most =
          Math.max(
              Math.max(tokens.input(), tokens.output()),
              Math.max(Math.max(tokens.cacheRead(), tokens.cacheWrite()), tokens.reasoning()));
      if (Math.max(most, MILLION) > mostTokens) {
        return exact.cost(tokens, hour, resultScale);
      }
      long sum =
          input * uncached(tokens)
              + cacheRead * tokens.cacheRead()
              + cacheWrite * (tokens.cacheWrite() - hour)
              + cacheWriteHour * hour
              + request;
      sum +=
          reasoningApart
              ? output * spoken(tokens) + reasoning * tokens.reasoning()
              : output * tokens.output();
      return stripped(sum, resultScale);
    }

    private static BigDecimal stripped(long unscaled, int scale) {
      if (unscaled == 0) {
        return BigDecimal.ZERO;
      }
      long digits = unscaled;
      int decimals = scale;
      while (decimals >= 3 && digits % 1000 == 0) {
        digits /= 1000;
        decimals -= 3;
      }
      while (decimals > 0 && digits % 10 == 0) {
        digits /= 10;
        decimals--;
      }
      return BigDecimal.valueOf(digits, decimals);
    }
  }
}
