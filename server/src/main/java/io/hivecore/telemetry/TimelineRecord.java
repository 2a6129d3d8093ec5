package io.hivecore.telemetry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an agent or a task, for people to read in order.
 *
 * @param timestampFromArrival whether the sender gave no time, so that {@code timestamp} is the
 *     arrival
 * @param eventType free text such as {@code agent_start}
 * @param metadata the text of one JSON object, {@code {}} when none was sent
 */
public record TimelineRecord(
    UUID id,
    Instant timestamp,
    boolean timestampFromArrival,
    Instant receivedAt,
    Context context,
    String eventType,
    String nodeId,
    String message,
    String metadata,
    @Nullable String extra)
    implements TelemetryRecord {
  @Override
  public RecordKind kind() {
    return RecordKind.TIMELINE;
  }

  /** This event with other texts. */
  public TimelineRecord withTexts(
      String newMessage, String newMetadata, @Nullable String newExtra) {
    return new TimelineRecord(
        id,
        timestamp,
        timestampFromArrival,
        receivedAt,
        context,
        eventType,
        nodeId,
        newMessage,
        newMetadata,
        newExtra);
  }
}
