package io.hivecore.telemetry.http;

import io.hivecore.telemetry.Dimension;
import io.hivecore.telemetry.Durations;
import io.hivecore.telemetry.UsageGroup;
import io.hivecore.telemetry.UsageTotals;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes sums over usage. Money is an exact JSON number here, as in the original's sums. */
final class UsageTotalsWriter {
  private UsageTotalsWriter() {}

  /** The original's three sums, under the names that lists of sums have. */
  static void brief(JsonGenerator json, UsageTotals totals) {
    json.writeNumberProperty("tokens", totals.totalTokens());
    json.writeNumberProperty("cost", exact(totals.cost()));
    json.writeNumberProperty("calls", totals.calls());
  }

  /** All that the original does not sum up. */
  static void details(JsonGenerator json, UsageTotals totals) {
    json.writeNumberProperty("input_tokens", totals.inputTokens());
    json.writeNumberProperty("output_tokens", totals.outputTokens());
    json.writeNumberProperty("cache_read_tokens", totals.cacheReadTokens());
    json.writeNumberProperty("cache_write_tokens", totals.cacheWriteTokens());
    json.writeNumberProperty("reasoning_tokens", totals.reasoningTokens());
    json.writeNumberProperty("unpriced_calls", totals.unpricedCalls());
    durations(json, totals.durationMillis());
  }

  static void durations(JsonGenerator json, Durations durations) {
    json.writeNumberProperty("avg_duration_ms", durations.average());
    json.writeNumberProperty("p50_duration_ms", durations.p50());
    json.writeNumberProperty("p95_duration_ms", durations.p95());
    json.writeNumberProperty("p99_duration_ms", durations.p99());
  }

  /** One field for each dimension, with its value. */
  static void dimensions(JsonGenerator json, List<Dimension> dimensions, List<String> values) {
    for (int i = 0; i < dimensions.size(); i++) {
      json.writeStringProperty(dimensions.get(i).wireName(), values.get(i));
    }
  }

  /** Groups with the brief sums and, as a cost of 0 may mean two things, the unpriced calls. */
  static void groups(
      JsonGenerator json, String name, List<Dimension> dimensions, List<UsageGroup> groups) {
    json.writeName(name).writeStartArray();
    for (UsageGroup group : groups) {
      json.writeStartObject();
      dimensions(json, dimensions, group.values());
      brief(json, group.totals());
      json.writeNumberProperty("unpriced_calls", group.totals().unpricedCalls());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Groups with all sums. */
  static void detailedGroups(
      JsonGenerator json, String name, List<Dimension> dimensions, List<UsageGroup> groups) {
    json.writeName(name).writeStartArray();
    for (UsageGroup group : groups) {
      json.writeStartObject();
      dimensions(json, dimensions, group.values());
      brief(json, group.totals());
      details(json, group.totals());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Without zeros at the end, and never with an exponent. */
  static BigDecimal exact(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
