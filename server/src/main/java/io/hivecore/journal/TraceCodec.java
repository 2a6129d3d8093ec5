package io.hivecore.journal;

import io.hivecore.telemetry.TraceFigures;
import io.hivecore.telemetry.TraceRecord;

/** The part of a payload that is a trace's own. Figures are made by the store and never sent. */
final class TraceCodec {
  private TraceCodec() {}

  static void write(PayloadWriter out, TraceRecord trace) {
    out.text(trace.name());
    SpanCodec.subject(out, trace.subject());
    out.text(trace.input());
    out.text(trace.output());
    out.texts(trace.tags());
    out.text(trace.metadata());
  }

  static TraceRecord read(PayloadReader in) {
    return new TraceRecord(
        in.uuid(),
        in.instant(),
        in.instant(),
        RecordCodec.context(in),
        in.text(),
        SpanCodec.subject(in),
        in.text(),
        in.text(),
        in.texts(),
        in.text(),
        TraceFigures.NONE,
        in.textOrNull());
  }
}
