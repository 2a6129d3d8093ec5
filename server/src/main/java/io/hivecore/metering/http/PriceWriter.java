package io.hivecore.metering.http;

import io.hivecore.metering.ModelPrice;
import io.hivecore.metering.Rate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes prices as JSON. Amounts are text, exact; what has no price of its own is null. */
final class PriceWriter {
  private PriceWriter() {}

  static void write(JsonGenerator json, PriceRow row) {
    json.writeStartObject();
    json.writeStringProperty("id", text(row.id()));
    json.writeStringProperty("source", row.source());
    json.writeStringProperty("version", row.version());
    json.writeStringProperty("provider", row.provider());
    json.writeStringProperty("model_name", row.modelName());
    Map<String, Rate> rates = rates(row.price());
    for (String name :
        new String[] {
          "input_per_million",
          "output_per_million",
          "cache_read_per_million",
          "cache_write_per_million",
          "cache_write_1h_per_million",
          "reasoning_per_million"
        }) {
      Rate rate = rates.get(name);
      json.writeStringProperty(name, rate == null ? null : amount(rate.base()));
    }
    BigDecimal perRequest = row.price().perRequest();
    json.writeStringProperty("per_request", perRequest == null ? null : amount(perRequest));
    tiers(json, rates);
    json.writeName("uncounted").writeStartArray();
    row.price().uncounted().stream().sorted().forEach(json::writeString);
    json.writeEndArray();
    json.writeStringProperty("effective_from", time(row.effectiveFrom()));
    json.writeStringProperty("effective_until", time(row.effectiveUntil()));
    json.writeName("daily");
    if (row.daily() == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeStringProperty("from", row.daily().start().toString());
      json.writeStringProperty("until", row.daily().end().toString());
      json.writeEndObject();
    }
    json.writeStringProperty("created_at", time(row.createdAt()));
    json.writeEndObject();
  }

  /** What calls with more input tokens cost, all rates of each tier. */
  private static void tiers(JsonGenerator json, Map<String, Rate> rates) {
    TreeSet<Long> starts = new TreeSet<>();
    rates.values().forEach(rate -> rate.tiers().forEach(tier -> starts.add(tier.above())));
    json.writeName("tiers").writeStartArray();
    for (long start : starts) {
      json.writeStartObject();
      json.writeNumberProperty("above_input_tokens", start);
      rates.forEach(
          (name, rate) -> json.writeStringProperty(name, amount(rate.forInput(start + 1))));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Map<String, Rate> rates(ModelPrice price) {
    Map<String, Rate> rates = new LinkedHashMap<>();
    put(rates, "input_per_million", price.input());
    put(rates, "output_per_million", price.output());
    put(rates, "cache_read_per_million", price.cacheRead());
    put(rates, "cache_write_per_million", price.cacheWrite());
    put(rates, "cache_write_1h_per_million", price.cacheWriteHour());
    put(rates, "reasoning_per_million", price.reasoning());
    return rates;
  }

  private static void put(Map<String, Rate> rates, String name, @Nullable Rate rate) {
    if (rate != null) {
      rates.put(name, rate);
    }
  }

  private static String amount(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
