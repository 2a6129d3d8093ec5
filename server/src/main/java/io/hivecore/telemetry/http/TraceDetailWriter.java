package io.hivecore.telemetry.http;

import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TraceRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** One trace: as in the list, and what went in and came out. */
final class TraceDetailWriter {
  private TraceDetailWriter() {}

  /**
   * Writes a trace.
   *
   * @param root the span that stands for it, whole; null when it is not there
   */
  static void write(JsonGenerator json, TraceRecord trace, @Nullable SpanRecord root) {
    json.writeStartObject();
    TraceShape.SHAPE.writeFields(json, trace);
    String input = trace.input();
    String output = trace.output();
    if (root != null) {
      input = input.isEmpty() ? root.content().shownInput() : input;
      output = output.isEmpty() ? root.content().shownOutput() : output;
    }
    json.writeStringProperty("input", input);
    json.writeStringProperty("output", output);
    json.writeName("metadata");
    json.writeRawValue(trace.metadata().isEmpty() ? "{}" : trace.metadata());
    json.writeEndObject();
  }
}
