package io.hivecore.metering.genaiprices;

import io.hivecore.metering.CatalogueModel;
import io.hivecore.metering.CatalogueProvider;
import io.hivecore.metering.ListedPrice;
import io.hivecore.metering.MatchClause;
import io.hivecore.metering.ModelPrice;
import io.hivecore.metering.PriceCatalogue;
import io.hivecore.metering.PriceCondition;
import io.hivecore.metering.PriceHistory;
import io.hivecore.metering.Rate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the document that {@code server/prices/dump.mjs} writes. Each object's {@code id} comes
 * first in it. Strict: a name it does not know is an error, so that a price never loses a condition
 * in silence.
 */
final class CatalogueReader {
  private final JsonParser json;
  private String source = "";
  private String version = "";

  CatalogueReader(byte[] document) {
    json = new JsonFactory().createParser(ObjectReadContext.empty(), document);
  }

  PriceCatalogue read() {
    try (json) {
      List<CatalogueProvider> providers = List.of();
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        switch (json.currentName()) {
          case "source" -> source = text();
          case "version" -> version = text();
          case "providers" -> providers = list(this::provider);
          default -> throw unknown();
        }
      }
      return new PriceCatalogue(source, version, providers);
    }
  }

  private CatalogueProvider provider() {
    String id = "";
    String name = "";
    MatchClause api = null;
    MatchClause providerMatch = null;
    MatchClause modelMatch = null;
    List<String> fallbacks = List.of();
    List<CatalogueModel> models = List.of();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (json.currentName()) {
        case "id" -> id = text();
        case "name" -> name = text();
        case "api_pattern" -> api = beginsWith(text());
        case "provider_match" -> providerMatch = nextClause();
        case "model_match" -> modelMatch = nextClause();
        case "fallback" -> fallbacks = list(json::getString);
        case "models" -> {
          String provider = id;
          models = list(() -> model(provider));
        }
        default -> throw unknown();
      }
    }
    return new CatalogueProvider(id, name, api, providerMatch, modelMatch, fallbacks, models);
  }

  private static MatchClause beginsWith(String expression) {
    boolean choice = expression.indexOf('|') >= 0;
    return new MatchClause.Regex(choice ? "^(?:" + expression + ")" : "^" + expression);
  }

  private CatalogueModel model(String provider) {
    String id = "";
    MatchClause match = null;
    List<ListedPrice> prices = List.of();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (json.currentName()) {
        case "id" -> id = text();
        case "match" -> match = nextClause();
        case "prices" -> {
          String model = id;
          prices = list(() -> price(provider + "/" + model));
        }
        default -> throw unknown();
      }
    }
    if (match == null) {
      throw new IllegalStateException("the model " + provider + "/" + id + " has no match clause");
    }
    return new CatalogueModel(id, match, new PriceHistory(prices));
  }

  private MatchClause nextClause() {
    json.nextToken();
    return clause();
  }

  /** Reads the clause whose object has just begun. */
  private MatchClause clause() {
    json.nextToken();
    MatchClause clause =
        switch (json.currentName()) {
          case "equals" -> new MatchClause.Equals(text());
          case "starts_with" -> new MatchClause.StartsWith(text());
          case "ends_with" -> new MatchClause.EndsWith(text());
          case "contains" -> new MatchClause.Contains(text());
          case "regex" -> new MatchClause.Regex(text());
          case "or" -> new MatchClause.AnyOf(list(this::clause));
          case "and" -> new MatchClause.AllOf(list(this::clause));
          case "not" -> new MatchClause.Not(nextClause());
          default -> throw unknown();
        };
    json.nextToken();
    return clause;
  }

  private ListedPrice price(String model) {
    PriceCondition condition = new PriceCondition.Always();
    Rate input = null;
    Rate output = null;
    Rate cacheRead = null;
    Rate cacheWrite = null;
    Rate cacheWriteHour = null;
    Rate reasoning = null;
    BigDecimal perRequest = null;
    Set<String> uncounted = Set.of();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (json.currentName()) {
        case "from" -> condition = new PriceCondition.From(LocalDate.parse(text()));
        case "daily" -> condition = daily(list(json::getString));
        case "input" -> input = rate();
        case "output" -> output = rate();
        case "cache_read" -> cacheRead = rate();
        case "cache_write" -> cacheWrite = rate();
        case "cache_write_1h" -> cacheWriteHour = rate();
        case "reasoning" -> reasoning = rate();
        case "request" -> perRequest = decimal().movePointLeft(3);
        case "uncounted" -> uncounted = new HashSet<>(list(json::getString));
        default -> throw unknown();
      }
    }
    String when = condition.label().isEmpty() ? "" : "@" + condition.label();
    return new ListedPrice(
        condition,
        new ModelPrice(
            input, output, cacheRead, cacheWrite, cacheWriteHour, reasoning, perRequest, uncounted),
        source + ":" + version + ":" + model + when);
  }

  private static PriceCondition daily(List<String> startAndEnd) {
    return new PriceCondition.Daily(utc(startAndEnd.get(0)), utc(startAndEnd.get(1)));
  }

  private static LocalTime utc(String timeOfDay) {
    return OffsetTime.parse(timeOfDay).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
  }

  private Rate rate() {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return Rate.flat(json.getDecimalValue());
    }
    BigDecimal base = null;
    List<Rate.Tier> tiers = List.of();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (json.currentName()) {
        case "base" -> base = decimal();
        case "tiers" -> tiers = list(this::tier);
        default -> throw unknown();
      }
    }
    return new Rate(given(base), tiers);
  }

  private Rate.Tier tier() {
    long start = -1;
    BigDecimal price = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      switch (json.currentName()) {
        case "start" -> start = decimal().longValueExact();
        case "price" -> price = decimal();
        default -> throw unknown();
      }
    }
    return new Rate.Tier(start, given(price));
  }

  private BigDecimal given(@Nullable BigDecimal price) {
    if (price == null) {
      throw new IllegalStateException("a price is missing at " + json.currentLocation());
    }
    return price;
  }

  private String text() {
    json.nextToken();
    return json.getString();
  }

  private BigDecimal decimal() {
    json.nextToken();
    return json.getDecimalValue();
  }

  /** Reads an array; the element reader finds its first token already read. */
  private <T> List<T> list(Element<T> element) {
    List<T> elements = new ArrayList<>();
    json.nextToken();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(element.read());
    }
    return elements;
  }

  private interface Element<T> {
    T read();
  }

  private IllegalStateException unknown() {
    return new IllegalStateException(
        "the price catalogue has an unknown entry "
            + json.currentName()
            + " at "
            + json.currentLocation());
  }
}
