package io.hivecore.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.metering.PriceAnswer.Reason;
import io.hivecore.metering.TenantPrices.Addition;
import io.hivecore.metering.genaiprices.BundledCatalogue;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.TokenUsage;
import io.hivecore.tenancy.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PricingTest {
  private static final PriceCatalogue CATALOGUE = BundledCatalogue.load();
  private static final TenantId ONE = new TenantId(new UUID(0, 1));
  private static final TenantId OTHER = new TenantId(new UUID(0, 2));
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final TokenUsage MILLION = new TokenUsage(1_000_000, 0, 1_000_000, 0, 0, 0);

  private final TenantPricesInMemory store = new TenantPricesInMemory();
  private Instant now = NOW;
  private final TenantPrices own = new TenantPrices(store, CATALOGUE, () -> now);
  private final Pricing pricing = new Pricing(CATALOGUE, own);

  @Test
  void keepsTheReportedCostBesideTheComputedOne() {
    BigDecimal reported = new BigDecimal("4.5449999999999993e-05");

    assertThat(
            pricing.price(
                ONE, "", "gpt-4o-mini", new TokenUsage(123, 45, 168, 0, 0, 0), NOW, reported))
        .isEqualTo(
            new Cost(
                reported,
                new BigDecimal("0.00004545"),
                "genai-prices:" + CATALOGUE.version() + ":openai/gpt-4o-mini"));
  }

  /** 1,000 tokens into the cache of Claude Sonnet 4.5, 400 of them for an hour. */
  @Test
  void whatStaysInACacheForAnHourHasItsOwnPriceInTheCatalogue() {
    TokenUsage written = new TokenUsage(1_000, 0, 1_000, 0, 1_000, 0);

    assertThat(
            pricing
                .price(ONE, "anthropic", "claude-sonnet-4-5", written, 400, NOW, null)
                .computed())
        .isEqualTo("0.00465");
    add(ONE, draft("", "claude-*", "1"));
    assertThat(
            pricing
                .price(ONE, "anthropic", "claude-sonnet-4-5", written, 400, NOW, null)
                .computed())
        .isEqualTo("0.001");
  }

  @Test
  void anUnknownModelIsUnpricedAndNotFree() {
    assertThat(pricing.price(ONE, "", "unknown", MILLION, NOW, null)).isEqualTo(Cost.UNPRICED);
    assertThat(pricing.price(ONE, "", "", MILLION, NOW, null)).isEqualTo(Cost.UNPRICED);
    assertThat(pricing.price(ONE, "", "gpt-4o".repeat(100), MILLION, NOW, null))
        .isEqualTo(Cost.UNPRICED);
    assertThat(pricing.price(ONE, "", "unknown", MILLION, NOW, BigDecimal.ONE))
        .isEqualTo(new Cost(BigDecimal.ONE, null, ""));
  }

  @Test
  void aModelNotSoldByTokensIsUnpriced() {
    assertThat(pricing.price(ONE, "", "whisper-1", MILLION, NOW, null)).isEqualTo(Cost.UNPRICED);
    assertThat(pricing.explain(ONE, "", "whisper-1", NOW))
        .isEqualTo(new PriceAnswer.Unpriced(Reason.NOT_SOLD_BY_TOKENS));
  }

  @Test
  void aModelThatIsFreeCostsNothing() {
    assertThat(computed(ONE, "openrouter", "openai/gpt-oss-20b:free", NOW))
        .isEqualTo(BigDecimal.ZERO);
  }

  @Test
  void thePriceInForceAtTheCallsOwnTimeCounts() {
    assertThat(computed(ONE, "", "o3", Instant.parse("2025-06-09T23:59:59Z"))).isEqualTo("10");
    assertThat(computed(ONE, "", "o3", Instant.parse("2025-06-10T00:00:00Z"))).isEqualTo("2");
  }

  @Test
  void aTenantsOwnPriceComesBeforeTheCataloguesAndOnlyForIt() {
    TenantPrice price = add(ONE, draft("", "gpt-4o", "1.5"));

    assertThat(pricing.price(ONE, "", "gpt-4o", MILLION, NOW, null))
        .isEqualTo(new Cost(null, new BigDecimal("1.5"), "tenant:" + price.id()));
    assertThat(computed(OTHER, "", "gpt-4o", NOW)).isEqualTo("2.5");
    assertThat(own.all(OTHER)).isEmpty();
    assertThat(own.end(OTHER, price.id())).isEmpty();
    assertThat(own.all(ONE)).containsExactly(price);
  }

  @Test
  void aPriceThatIsSetAfterCallsWerePricedCountsFromThenOn() {
    assertThat(computed(ONE, "", "our-model", NOW)).isNull();

    add(ONE, draft("", "our-model", "7"));

    assertThat(computed(ONE, "", "our-model", NOW)).isEqualTo("7");
    assertThat(computed(ONE, "", "our-model", NOW.minusSeconds(1))).isNull();
  }

  @Test
  void pricesHaveBeginningsAndEnds() {
    now = Instant.parse("2026-01-01T00:00:00Z");
    add(
        ONE,
        draft(
            "",
            "our-model",
            "1",
            Instant.parse("2026-02-01T00:00:00Z"),
            Instant.parse("2026-03-01T00:00:00Z")));
    add(ONE, draft("", "our-model", "2", Instant.parse("2026-03-01T00:00:00Z"), null));

    assertThat(computed(ONE, "", "our-model", Instant.parse("2026-01-31T23:59:59Z"))).isNull();
    assertThat(computed(ONE, "", "our-model", Instant.parse("2026-02-01T00:00:00Z")))
        .isEqualTo("1");
    assertThat(computed(ONE, "", "our-model", Instant.parse("2026-02-28T23:59:59Z")))
        .isEqualTo("1");
    assertThat(computed(ONE, "", "our-model", Instant.parse("2026-03-01T00:00:00Z")))
        .isEqualTo("2");
  }

  @Test
  void anEndedPriceStillPricesCallsFromBeforeItsEnd() {
    TenantPrice price = add(ONE, draft("", "gpt-4o", "1.5", NOW.minusSeconds(100), null));
    now = NOW.plusSeconds(100);

    assertThat(own.end(ONE, price.id())).contains(price.endingAt(now));

    assertThat(computed(ONE, "", "gpt-4o", now.minusMillis(1))).isEqualTo("1.5");
    assertThat(computed(ONE, "", "gpt-4o", now)).isEqualTo("2.5");
    // Ended is ended: a second end does not prolong it.
    now = now.plusSeconds(100);
    assertThat(own.end(ONE, price.id())).contains(price.endingAt(NOW.plusSeconds(100)));
    assertThat(own.all(ONE)).containsExactly(price.endingAt(NOW.plusSeconds(100)));
  }

  @Test
  void aPriceThatEndsBeforeItsBeginningIsNeverInForce() {
    TenantPrice price = add(ONE, draft("", "our-model", "1", NOW.plusSeconds(100), null));

    own.end(ONE, price.id());

    assertThat(computed(ONE, "", "our-model", NOW.plusSeconds(100))).isNull();
    assertThat(computed(ONE, "", "our-model", NOW.plusSeconds(1_000))).isNull();
  }

  @Test
  void theMoreSpecialPriceWinsAndOfEqualsTheLater() {
    add(ONE, draft("", "*", "9"));
    add(ONE, draft("", "gpt-*", "8"));
    add(ONE, draft("", "gpt-4o*", "7"));
    add(ONE, draft("", "GPT-4o", "6"));
    add(ONE, draft("azure.ai.openai", "gpt-4o", "5"));

    assertThat(computed(ONE, "", "claude-3-5-sonnet", NOW)).isEqualTo("9");
    assertThat(computed(ONE, "", "gpt-5", NOW)).isEqualTo("8");
    assertThat(computed(ONE, "", "gpt-4o-mini", NOW)).isEqualTo("7");
    assertThat(computed(ONE, "", "gpt-4o", NOW)).isEqualTo("6");
    assertThat(computed(ONE, "openai", "gpt-4o", NOW)).isEqualTo("6");
    assertThat(computed(ONE, "azure", "gpt-4o", NOW)).isEqualTo("5");

    now = NOW.plusSeconds(1);
    add(ONE, draft("", "gpt-4o", "4"));
    assertThat(computed(ONE, "", "gpt-4o", NOW)).isEqualTo("6");
    assertThat(computed(ONE, "", "gpt-4o", now)).isEqualTo("4");
  }

  @Test
  void explainsEachAnswer() {
    TenantPrice price = add(ONE, draft("dashscope", "qwen-*", "1"));

    assertThat(pricing.explain(ONE, "DashScope", "Qwen-Max", NOW))
        .isEqualTo(new PriceAnswer.Own(price));
    assertThat(pricing.explain(ONE, "", "qwen-max", NOW))
        .isEqualTo(new PriceAnswer.Unpriced(Reason.MODEL_NOT_LISTED));
    assertThat(pricing.explain(OTHER, "dashscope", "qwen-max", NOW))
        .isEqualTo(new PriceAnswer.Unpriced(Reason.PROVIDER_NOT_LISTED));
    assertThat(pricing.explain(ONE, "", " ", NOW))
        .isEqualTo(new PriceAnswer.Unpriced(Reason.NO_MODEL_NAME));
    PriceCatalogue.Listing listing = CATALOGUE.find("openai", "gpt-4o").orElseThrow();
    ListedPrice listed = listing.model().history().at(NOW);
    assertThat(pricing.explain(ONE, "openai", "gpt-4o", NOW))
        .isEqualTo(new PriceAnswer.Listed(listing, listed, false));
    assertThat(pricing.explain(ONE, "", "gpt-4o", NOW))
        .isEqualTo(new PriceAnswer.Listed(listing, listed, true));
  }

  @Test
  void faultyDraftsChangeNothingAndNameTheirFields() {
    TenantPriceDraft draft =
        new TenantPriceDraft(
            "x".repeat(300),
            " ",
            null,
            new BigDecimal("-1"),
            new BigDecimal("1000000.01"),
            new BigDecimal("0.0000000000001"),
            new BigDecimal("1e999999999"),
            new BigDecimal("1e-999999999"),
            Instant.parse("1999-01-01T00:00:00Z"),
            Instant.parse("1998-01-01T00:00:00Z"));

    assertThat(own.add(ONE, draft))
        .isEqualTo(
            new Addition.Refused(
                List.of(
                    fault("provider", "must have at most 256 characters"),
                    fault("model_name", "must be given"),
                    fault("input_per_million", "must be given"),
                    fault("output_per_million", "must not be negative"),
                    fault("cache_read_per_million", "must be at most 1000000"),
                    fault("cache_write_per_million", "must have at most 12 decimals"),
                    fault("reasoning_per_million", "must be at most 1000000"),
                    fault("per_request", "must have at most 12 decimals"),
                    fault("effective_from", "must be from 2020 to 2099"),
                    fault("effective_until", "must be from 2020 to 2099"),
                    fault("effective_until", "must be after effective_from"))));
    assertThat(own.all(ONE)).isEmpty();
  }

  @Test
  void aTenantHoldsSoManyPricesAndNoMore() {
    for (int i = 0; i < TenantPrices.MOST; i++) {
      store.add(ONE, draft("", "model-" + i, "1").priced(new UUID(1, i), ONE, NOW));
    }

    assertThat(own.add(ONE, draft("", "one-more", "1")))
        .isEqualTo(new Addition.Full(TenantPrices.MOST));
    assertThat(own.add(OTHER, draft("", "one-more", "1"))).isInstanceOf(Addition.Added.class);
  }

  @Test
  void readsATenantsPricesOnceAndRemembersNamesWithinBounds() {
    add(ONE, draft("", "our-*", "1"));
    int readings = store.readings();

    for (int i = 0; i < 50_000; i++) {
      pricing.price(ONE, "", "made-up-" + i, MILLION, NOW, null);
      pricing.price(ONE, "", "our-" + i, MILLION, NOW, null);
    }

    assertThat(store.readings()).isEqualTo(readings);
    assertThat(pricing.remembered()).isLessThanOrEqualTo(2 * 8_192);
  }

  private @Nullable BigDecimal computed(
      TenantId tenant, String provider, String model, Instant at) {
    return pricing.price(tenant, provider, model, MILLION, at, null).computed();
  }

  private TenantPrice add(TenantId tenant, TenantPriceDraft draft) {
    return switch (own.add(tenant, draft)) {
      case Addition.Added added -> added.price();
      case Addition.Refused refused -> throw new AssertionError(refused);
      case Addition.Full full -> throw new AssertionError(full);
    };
  }

  private static TenantPriceDraft draft(String provider, String model, String input) {
    return draft(provider, model, input, null, null);
  }

  private static TenantPriceDraft draft(
      String provider,
      String model,
      String input,
      @Nullable Instant from,
      @Nullable Instant until) {
    return new TenantPriceDraft(
        provider,
        model,
        new BigDecimal(input),
        BigDecimal.ONE,
        null,
        null,
        null,
        null,
        from,
        until);
  }

  private static TenantPriceDraft.Fault fault(String field, String expected) {
    return new TenantPriceDraft.Fault(field, expected);
  }
}
