package io.hivecore.telemetry.http;

import io.hivecore.http.WireTime;
import io.hivecore.telemetry.Metric;
import io.hivecore.telemetry.MetricGroup;
import io.hivecore.telemetry.MetricGroup.Distribution;
import io.hivecore.telemetry.MetricGroup.Growth;
import io.hivecore.telemetry.MetricGroup.Level;
import io.hivecore.telemetry.MetricSteps;
import io.hivecore.telemetry.MetricSummary;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes answers about metrics. */
final class MetricWriter {
  private MetricWriter() {}

  static void list(JsonGenerator json, List<MetricSummary> metrics, @Nullable String next) {
    json.writeStartObject();
    json.writeStringProperty("next", next);
    json.writeName("results").writeStartArray();
    for (MetricSummary summary : metrics) {
      Metric metric = summary.metric();
      json.writeStartObject();
      json.writeStringProperty("name", metric.name());
      json.writeStringProperty("type", metric.type().wireName());
      json.writeStringProperty("temporality", metric.temporality().wireName());
      json.writeBooleanProperty("monotonic", metric.monotonic());
      json.writeStringProperty("unit", metric.unit());
      json.writeStringProperty("description", metric.description());
      json.writeNumberProperty("series", summary.series());
      json.writeNumberProperty("points", summary.points());
      json.writeStringProperty("first_seen", WireTime.utc(summary.first()));
      json.writeStringProperty("last_seen", WireTime.utc(summary.last()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static void series(
      JsonGenerator json,
      String name,
      MetricSteps steps,
      List<String> groupBy,
      List<MetricGroup> groups) {
    json.writeStartObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("from", WireTime.utc(steps.from()));
    json.writeStringProperty("to", WireTime.utc(steps.to()));
    json.writeNumberProperty("step_seconds", steps.width().toSeconds());
    json.writeName("results").writeStartArray();
    for (MetricGroup group : groups) {
      json.writeStartObject();
      json.writeStringProperty("aggregation", group.shape().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("unit", group.unit());
      json.writeName("group").writeStartObject();
      for (int i = 0; i < groupBy.size(); i++) {
        json.writeStringProperty(groupBy.get(i), group.values().get(i));
      }
      json.writeEndObject();
      json.writeNumberProperty("series", group.series());
      json.writeName("steps").writeStartArray();
      for (MetricGroup.Step step : group.steps()) {
        json.writeStartObject();
        json.writeStringProperty("start", WireTime.utc(step.start()));
        value(json, step.value());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, MetricGroup.Value value) {
    switch (value) {
      case Growth growth -> number(json, "sum", growth.sum());
      case Level level -> {
        json.writeNumberProperty("points", level.points());
        number(json, "last", level.last());
        number(json, "average", level.average());
        number(json, "min", level.min());
        number(json, "max", level.max());
        number(json, "total", level.total());
      }
      case Distribution distribution -> {
        json.writeNumberProperty("count", distribution.count());
        number(json, "sum", distribution.sum());
        number(json, "average", distribution.average());
        number(json, "min", distribution.min());
        number(json, "max", distribution.max());
        number(json, "p50", distribution.p50());
        number(json, "p95", distribution.p95());
        number(json, "p99", distribution.p99());
      }
    }
  }

  /** Sums of very large numbers may be beyond what JSON has. */
  private static void number(JsonGenerator json, String name, @Nullable Double value) {
    json.writeName(name);
    if (value == null || !Double.isFinite(value)) {
      json.writeNull();
    } else {
      json.writeNumber(value);
    }
  }
}
