package io.hivecore.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostFormulaTest {
  @Test
  void addsUncachedInputCachedInputAndOutput() {
    ModelPrice sonnet = price(flat("3"), flat("15"), flat("0.3"), flat("3.75"), null, null);

    // 1,000 uncached, 8,000 read, 1,000 written, 500 out.
    assertCost(sonnet, usage(10_000, 500, 8_000, 1_000, 0), "0.01665");
  }

  @Test
  void cachedInputWithoutARateOfItsOwnCostsAsInput() {
    ModelPrice plain = price(flat("2"), flat("8"), null, null, null, null);

    assertCost(plain, usage(1_000_000, 0, 400_000, 100_000, 0), "2");
  }

  @Test
  void moreCachedThanInputLeavesNoUncached() {
    ModelPrice sonnet = price(flat("3"), flat("15"), flat("0.3"), flat("3.75"), null, null);

    assertCost(sonnet, usage(100, 0, 1_000_000, 0, 0), "0.3");
  }

  @Test
  void reasoningIsPartOfOutputUnlessItHasARate() {
    TokenUsage usage = usage(0, 1_000_000, 0, 0, 250_000);

    assertCost(price(flat("1"), flat("8"), null, null, null, null), usage, "8");
    assertCost(price(flat("1"), flat("8"), null, null, flat("3"), null), usage, "6.75");
  }

  @Test
  void aTierPricesAllTokensOfACallThatExceedsItsStart() {
    ModelPrice tiered =
        price(
            new Rate(decimal("3"), List.of(new Rate.Tier(200_000, decimal("6")))),
            new Rate(decimal("15"), List.of(new Rate.Tier(200_000, decimal("22.5")))),
            flat("0.3"),
            null,
            null,
            null);

    assertCost(tiered, usage(200_000, 1_000, 0, 0, 0), "0.615");
    assertCost(tiered, usage(200_001, 1_000, 0, 0, 0), "1.222506");
    // Cached tokens count towards the start.
    assertCost(tiered, usage(200_001, 0, 200_000, 0, 0), "0.060006");
  }

  @Test
  void theHighestTierThatIsExceededCounts() {
    ModelPrice tiered =
        price(
            new Rate(
                decimal("1"),
                List.of(
                    new Rate.Tier(512_000, decimal("4")), new Rate.Tier(128_000, decimal("2")))),
            null,
            null,
            null,
            null,
            null);

    assertCost(tiered, usage(128_000, 0, 0, 0, 0), "0.128");
    assertCost(tiered, usage(128_001, 0, 0, 0, 0), "0.256002");
    assertCost(tiered, usage(512_001, 0, 0, 0, 0), "2.048004");
  }

  @Test
  void aRequestHasAPriceOfItsOwn() {
    ModelPrice sonar = price(flat("1"), flat("1"), null, null, null, decimal("0.012"));

    assertCost(sonar, usage(0, 0, 0, 0, 0), "0.012");
    assertCost(sonar, usage(1, 1, 0, 0, 0), "0.012002");
  }

  @Test
  void aSingleTokenOfTheCheapestModelIsNotRoundedAway() {
    assertCost(
        price(flat("0.0000000001"), flat("0"), null, null, null, null),
        usage(1, 1, 0, 0, 0),
        "0.0000000000000001");
  }

  @Test
  void noTokensOfAFreeModelCostNothing() {
    assertThat(
            CostFormula.of(price(flat("0"), flat("0"), null, null, null, null))
                .cost(usage(9, 9, 0, 0, 0)))
        .isEqualTo(BigDecimal.ZERO);
  }

  @Property(tries = 2_000)
  void equalsPlainDecimalArithmetic(
      @ForAll("prices") ModelPrice price,
      @ForAll("usages") TokenUsage usage,
      @ForAll("hours") long hour) {
    BigDecimal cost = CostFormula.of(price).cost(usage, hour);

    assertThat(cost).isEqualByComparingTo(reference(price, usage, hour));
    assertThat(cost.scale()).isNotNegative();
    assertThat(
            cost.scale() == 0
                || cost.remainder(BigDecimal.ONE.movePointLeft(cost.scale() - 1)).signum() != 0)
        .as("no trailing zeros in " + cost)
        .isTrue();
  }

  /** The rule of the contract, written down as it reads. */
  private static BigDecimal reference(ModelPrice price, TokenUsage usage, long kept) {
    long hour = Math.min(kept, usage.cacheWrite());
    long uncached = Math.max(0, usage.input() - usage.cacheRead() - usage.cacheWrite());
    BigDecimal input = rate(price.input(), usage, BigDecimal.ZERO);
    BigDecimal output = rate(price.output(), usage, BigDecimal.ZERO);
    BigDecimal cost =
        part(uncached, input)
            .add(part(usage.cacheRead(), rate(price.cacheRead(), usage, input)))
            .add(part(usage.cacheWrite() - hour, rate(price.cacheWrite(), usage, input)))
            .add(
                part(
                    hour,
                    rate(price.cacheWriteHour(), usage, rate(price.cacheWrite(), usage, input))));
    if (price.reasoning() == null) {
      cost = cost.add(part(usage.output(), output));
    } else {
      cost =
          cost.add(part(Math.max(0, usage.output() - usage.reasoning()), output))
              .add(part(usage.reasoning(), rate(price.reasoning(), usage, output)));
    }
    return price.perRequest() == null ? cost : cost.add(price.perRequest());
  }

  private static BigDecimal rate(@Nullable Rate rate, TokenUsage usage, BigDecimal otherwise) {
    return rate == null ? otherwise : rate.forInput(usage.input());
  }

  private static BigDecimal part(long tokens, BigDecimal perMillion) {
    return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
  }

  @Provide
  Arbitrary<ModelPrice> prices() {
    Arbitrary<Rate> rate =
        Combinators.combine(
                amounts(),
                Combinators.combine(Arbitraries.longs().between(0, 600_000), amounts())
                    .as(Rate.Tier::new)
                    .list()
                    .ofMaxSize(3))
            .as(Rate::new);
    return Combinators.combine(
            rate.injectNull(0.1),
            rate.injectNull(0.1),
            rate.injectNull(0.4),
            rate.injectNull(0.4),
            rate.injectNull(0.7),
            rate.injectNull(0.5),
            amounts().injectNull(0.7))
        .as(
            (in, out, read, write, think, hour, call) ->
                new ModelPrice(in, out, read, write, hour, think, call, Set.of()));
  }

  private static Arbitrary<BigDecimal> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.of("0", "0.075", "3", "1E+3", "0.003625", "75.00").map(BigDecimal::new),
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal(1_000_000)).ofScale(12),
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN).ofScale(4));
  }

  /** Also more than was written at all, which counts as all of it. */
  @Provide
  Arbitrary<Long> hours() {
    return Arbitraries.longs().between(0, 1_500_000);
  }

  @Provide
  Arbitrary<TokenUsage> usages() {
    Arbitrary<Long> counts =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.longs().between(0, TokenUsage.MAX));
    return Combinators.combine(counts, counts, counts, counts, counts).as(CostFormulaTest::usage);
  }

  private static void assertCost(ModelPrice price, TokenUsage usage, String expected) {
    assertThat(CostFormula.of(price).cost(usage)).isEqualTo(decimal(expected));
  }

  private static TokenUsage usage(
      long input, long output, long cacheRead, long cacheWrite, long reasoning) {
    return new TokenUsage(input, output, 0, cacheRead, cacheWrite, reasoning);
  }

  private static ModelPrice price(
      @Nullable Rate input,
      @Nullable Rate output,
      @Nullable Rate cacheRead,
      @Nullable Rate cacheWrite,
      @Nullable Rate reasoning,
      @Nullable BigDecimal perRequest) {
    return new ModelPrice(input, output, cacheRead, cacheWrite, reasoning, perRequest, Set.of());
  }

  private static Rate flat(String perMillion) {
    return Rate.flat(decimal(perMillion));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
