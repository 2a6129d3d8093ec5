package io.hivecore.telemetry;

/** A record of which several messages may tell, each a part; what is kept is their sum. */
public sealed interface MergedRecord extends TelemetryRecord
    permits ExecutionRecord, SpanRecord, TraceRecord, ScoreRecord {
  /**
   * A state with a later message laid over it.
   *
   * @param message of the same kind and identity
   */
  static MergedRecord merge(MergedRecord state, MergedRecord message) {
    return switch (state) {
      case ExecutionRecord execution -> execution.mergedWith((ExecutionRecord) message);
      case SpanRecord span -> span.mergedWith((SpanRecord) message);
      case TraceRecord trace -> trace.mergedWith((TraceRecord) message);
      case ScoreRecord score -> score.mergedWith((ScoreRecord) message);
    };
  }
}
