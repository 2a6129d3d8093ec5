package io.hivecore.live;

import io.hivecore.telemetry.RecordKind;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.TelemetryRecord;
import java.util.Locale;
import java.util.Optional;

/** The kinds of event that tell of a record. */
public enum StreamKind {
  USAGE(RecordKind.USAGE),
  EXECUTION(RecordKind.EXECUTION),
  TIMELINE(RecordKind.TIMELINE),
  LOG(RecordKind.LOG),
  /** A span that has not ended. */
  SPAN_STARTED(RecordKind.SPAN),
  /** A span that has ended. */
  SPAN_ENDED(RecordKind.SPAN),
  SCORE(RecordKind.SCORE);

  private final RecordKind recordKind;
  private final String wireName;

  StreamKind(RecordKind recordKind) {
    this.recordKind = recordKind;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  RecordKind recordKind() {
    return recordKind;
  }

  /** The event's name. */
  public String wireName() {
    return wireName;
  }

  /** The kind of event that tells of a record; empty for what only adds to another record. */
  public static Optional<StreamKind> of(TelemetryRecord record) {
    return switch (record.kind()) {
      case USAGE -> Optional.of(USAGE);
      case EXECUTION -> Optional.of(EXECUTION);
      case TIMELINE -> Optional.of(TIMELINE);
      case LOG -> Optional.of(LOG);
      case SCORE -> Optional.of(SCORE);
      case TRACE, METRIC_POINT -> Optional.empty();
      case SPAN -> ofSpan((SpanRecord) record);
    };
  }

  private static Optional<StreamKind> ofSpan(SpanRecord span) {
    return span.primary()
        ? Optional.of(span.endTime() == null ? SPAN_STARTED : SPAN_ENDED)
        : Optional.empty();
  }
}
