package io.hivecore.telemetry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line that a run logged.
 *
 * @param timestampFromArrival whether the sender gave no time, so that {@code timestamp} is the
 *     arrival
 * @param source where in the program it was logged; may be empty
 * @param metadata the text of one JSON object, {@code {}} when none was sent
 */
public record LogRecord(
    UUID id,
    Instant timestamp,
    boolean timestampFromArrival,
    Instant receivedAt,
    Context context,
    LogLevel level,
    String message,
    String source,
    String metadata,
    @Nullable String extra)
    implements TelemetryRecord {
  @Override
  public RecordKind kind() {
    return RecordKind.LOG;
  }

  /** This line with other texts. */
  public LogRecord withTexts(String newMessage, String newMetadata, @Nullable String newExtra) {
    return new LogRecord(
        id,
        timestamp,
        timestampFromArrival,
        receivedAt,
        context,
        level,
        newMessage,
        source,
        newMetadata,
        newExtra);
  }
}
