package io.hivecore.metering.genaiprices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.metering.CatalogueModel;
import io.hivecore.metering.CatalogueProvider;
import io.hivecore.metering.ListedPrice;
import io.hivecore.metering.MatchClause;
import io.hivecore.metering.ModelPrice;
import io.hivecore.metering.PriceCatalogue;
import io.hivecore.metering.Rate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundledCatalogueTest {
  private static final PriceCatalogue CATALOGUE = BundledCatalogue.load();

  @Test
  void isTheWholePackage() {
    assertThat(CATALOGUE.source()).isEqualTo("genai-prices");
    assertThat(CATALOGUE.version()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(CATALOGUE.providers()).hasSizeGreaterThan(30);
    assertThat(CATALOGUE.providers().stream().mapToInt(provider -> provider.models().size()).sum())
        .isGreaterThan(1_500);
  }

  @Test
  void everyPriceHasAVersionOfItsOwn() {
    List<String> versions = versions();

    assertThat(versions).doesNotHaveDuplicates();
    assertThat(versions)
        .contains(
            "genai-prices:" + CATALOGUE.version() + ":openai/gpt-4o",
            "genai-prices:" + CATALOGUE.version() + ":openai/o3@2025-06-10",
            "genai-prices:" + CATALOGUE.version() + ":deepseek/deepseek-chat@00:30-16:30");
  }

  private static List<String> versions() {
    return CATALOGUE.providers().stream()
        .flatMap(provider -> provider.models().stream())
        .flatMap(model -> model.history().prices().stream())
        .map(ListedPrice::version)
        .toList();
  }

  @Test
  void everyExpressionIsOneThatTheServerCanRead() {
    List<MatchClause.Regex> expressions = new ArrayList<>();
    for (CatalogueProvider provider : CATALOGUE.providers()) {
      collect(provider.api(), expressions);
      collect(provider.providerMatch(), expressions);
      collect(provider.modelMatch(), expressions);
      for (CatalogueModel model : provider.models()) {
        collect(model.match(), expressions);
      }
    }
    assertThat(expressions).hasSizeGreaterThan(60);
    for (MatchClause.Regex expression : expressions) {
      expression.matches("anything");
    }
  }

  private static void collect(
      @org.jspecify.annotations.Nullable MatchClause clause, List<MatchClause.Regex> found) {
    switch (clause) {
      case MatchClause.Regex regex -> found.add(regex);
      case MatchClause.AnyOf any -> any.clauses().forEach(part -> collect(part, found));
      case MatchClause.AllOf all -> all.clauses().forEach(part -> collect(part, found));
      case MatchClause.Not not -> collect(not.clause(), found);
      case null, default -> {}
    }
  }

  /** Published list prices in USD per million, as on the providers' pages in November 2026. */
  @ParameterizedTest
  @CsvSource({
    // openai.com/api/pricing: since 2024-10-01, 2024-07-18
    "openai, gpt-4o, 2025-01-01T00:00:00Z, 2.5, 10, 1.25",
    "openai, gpt-4o-mini, 2025-01-01T00:00:00Z, 0.15, 0.6, 0.075",
    // o3 became cheaper on 2025-06-10
    "openai, o3, 2025-06-09T23:59:59Z, 10, 40, 0.5",
    "openai, o3, 2025-06-10T00:00:00Z, 2, 8, 0.5",
    // anthropic.com: since 2024-06-20
    "anthropic, claude-3-5-sonnet-20241022, 2024-11-01T00:00:00Z, 3, 15, 0.3",
    // api-docs.deepseek.com of 2025: half of it from 16:30 to 00:30 UTC
    "deepseek, deepseek-chat, 2025-05-01T12:00:00Z, 0.27, 1.1, 0.07",
    "deepseek, deepseek-chat, 2025-05-01T16:30:00Z, 0.135, 0.55, 0.035"
  })
  void listsPublishedPrices(
      String provider,
      String model,
      Instant at,
      BigDecimal input,
      BigDecimal output,
      BigDecimal cacheRead) {
    ModelPrice price =
        CATALOGUE.find(provider, model).orElseThrow().model().history().at(at).price();

    assertThat(List.of(rate(price.input()), rate(price.output()), rate(price.cacheRead())))
        .isEqualTo(List.of(Rate.flat(input), Rate.flat(output), Rate.flat(cacheRead)));
  }

  private static Rate rate(@org.jspecify.annotations.Nullable Rate rate) {
    return Objects.requireNonNull(rate);
  }

  @Test
  void tellsWhatAPriceDoesNotCount() {
    ModelPrice price =
        CATALOGUE
            .find("openai", "whisper-1")
            .orElseThrow()
            .model()
            .history()
            .at(Instant.EPOCH)
            .price();

    assertThat(price)
        .isEqualTo(
            new ModelPrice(
                null, null, null, null, null, null, Set.of("audio_hours", "input_audio_hours")));
    assertThat(price.pricesTokens()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'colour':'red'}",
        "{'providers':[{'id':'a','seats':3}]}",
        "{'providers':[{'id':'a','models':[{'id':'m','prices':[{}]}]}]}",
        "{'providers':[{'id':'a','models':[{'id':'m','match':{'sounds_like':'x'},'prices':[{}]}]}]}",
        "{'providers':[{'id':'a','models':[{'id':'m','match':{'equals':'x'},'prices':[]}]}]}",
        "{'providers':[{'id':'a','models':[{'id':'m','match':{'equals':'x'},"
            + "'prices':[{'weekends':true}]}]}]}",
        "{'providers':[{'id':'a','models':[{'id':'m','match':{'equals':'x'},"
            + "'prices':[{'input':{'base':1,'tiers':[{'start':5}]}}]}]}]}",
        "{'providers':[{'id':'a','models':[{'id':'m','match':{'equals':'x'},"
            + "'prices':[{'input':-1}]}]}]}"
      })
  void refusesWhatItDoesNotUnderstand(String document) {
    byte[] json = document.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new CatalogueReader(json).read())
        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class);
  }
}
