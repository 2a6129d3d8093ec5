package io.hivecore.telemetry.http;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.MetricPoint;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.ScoreRecord;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.UsageRecord;
import tools.jackson.core.JsonGenerator;

/** Finds the shape of any record. */
final class RecordWriter {
  private RecordWriter() {}

  static void write(JsonGenerator json, TelemetryRecord record) {
    switch (record) {
      case UsageRecord usage -> UsageShape.SHAPE.write(json, usage);
      case ExecutionRecord execution -> ExecutionShape.SHAPE.write(json, execution);
      case TimelineRecord event -> TimelineShape.SHAPE.write(json, event);
      case LogRecord log -> LogShape.SHAPE.write(json, log);
      case SpanRecord span -> SpanShape.SHAPE.write(json, span);
      case ScoreRecord score -> ScoreShape.SHAPE.write(json, score);
      case TraceRecord trace -> TraceShape.SHAPE.write(json, trace);
      case MetricPoint point -> throw noShape(point.kind());
    }
  }

  /** How records of a kind look. */
  static RecordShape<? extends TelemetryRecord> shape(RecordKind kind) {
    return switch (kind) {
      case USAGE -> UsageShape.SHAPE;
      case EXECUTION -> ExecutionShape.SHAPE;
      case TIMELINE -> TimelineShape.SHAPE;
      case LOG -> LogShape.SHAPE;
      case SPAN -> SpanShape.SHAPE;
      case SCORE -> ScoreShape.SHAPE;
      case TRACE -> TraceShape.SHAPE;
      case METRIC_POINT -> throw noShape(kind);
    };
  }

  private static IllegalArgumentException noShape(RecordKind kind) {
    return new IllegalArgumentException(kind + " is not read record by record");
  }
}
