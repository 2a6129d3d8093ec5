package io.hivecore.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a request says of all its records, beside its body.
 *
 * @param receivedAt when the request came in; microsecond precision
 * @param projectId fills the project of records that name none; may be empty
 * @param roundId fills the execution round of records that name none; may be empty
 * @param idempotencyKey identifies records that have no identity of their own, together with their
 *     place in the request; may be empty
 */
public record Arrival(Instant receivedAt, String projectId, String roundId, String idempotencyKey) {
  public Arrival {
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(projectId, "projectId");
    requireNonNull(roundId, "roundId");
    requireNonNull(idempotencyKey, "idempotencyKey");
  }
}
