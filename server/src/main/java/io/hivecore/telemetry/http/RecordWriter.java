package io.hivecore.telemetry.http;

import io.hivecore.telemetry.ExecutionRecord;
import io.hivecore.telemetry.LogRecord;
import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TimelineRecord;
import io.hivecore.telemetry.UsageRecord;
import java.util.List;
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
    }
  }

  /** The names of a kind's fields, in order: the columns of its export. */
  static List<String> names(RecordKind kind) {
    return switch (kind) {
      case USAGE -> UsageShape.SHAPE.names();
      case EXECUTION -> ExecutionShape.SHAPE.names();
      case TIMELINE -> TimelineShape.SHAPE.names();
      case LOG -> LogShape.SHAPE.names();
    };
  }
}
