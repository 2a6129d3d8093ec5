package io.hivecore.telemetry;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One model call's tokens and cost. The first record of an id wins.
 *
 * @param provider who served the model, as sent; empty when not sent
 * @param durationMillis milliseconds, 0 when not sent
 */
public record UsageRecord(
    UUID id,
    Instant timestamp,
    Instant receivedAt,
    Context context,
    String modelName,
    String provider,
    TokenUsage tokens,
    Cost cost,
    double durationMillis,
    @Nullable String extra)
    implements TelemetryRecord {
  @Override
  public RecordKind kind() {
    return RecordKind.USAGE;
  }

  /** This call with other fields that the server does not know. */
  public UsageRecord withExtra(@Nullable String newExtra) {
    return new UsageRecord(
        id,
        timestamp,
        receivedAt,
        context,
        modelName,
        provider,
        tokens,
        cost,
        durationMillis,
        newExtra);
  }
}
