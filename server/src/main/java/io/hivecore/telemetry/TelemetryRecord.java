package io.hivecore.telemetry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an agent reported. Texts are never null: what was not sent is the empty text,
 * unless the component says otherwise. Instants have microsecond precision.
 */
public sealed interface TelemetryRecord
    permits UsageRecord, TimelineRecord, LogRecord, MetricPoint, MergedRecord {

  RecordKind kind();

  /** Identity within tenant and kind. */
  UUID id();

  /**
   * The record's place on the time axis: when it happened or, for an execution, when that started.
   */
  Instant timestamp();

  /** When the server accepted it. */
  Instant receivedAt();

  Context context();

  /**
   * Fields that the server does not know, as the text of one JSON object; null when there were
   * none.
   */
  @Nullable String extra();
}
