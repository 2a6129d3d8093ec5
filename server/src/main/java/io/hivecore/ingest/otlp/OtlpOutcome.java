package io.hivecore.ingest.otlp;

import static java.util.Objects.requireNonNull;

/**
 * What became of a request.
 *
 * @param rejected how many of its items were not taken
 * @param message why, for people to read; empty when all were taken
 * @param batchId by which the sender can ask where it is
 */
public record OtlpOutcome(Signal signal, long rejected, String message, String batchId) {
  public OtlpOutcome {
    requireNonNull(signal, "signal");
    requireNonNull(message, "message");
    requireNonNull(batchId, "batchId");
  }
}
