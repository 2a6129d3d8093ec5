package io.hivecore.ingest;

import io.hivecore.journal.Receipt;
import java.util.List;
import java.util.Optional;

/**
 * What became of a batch: every record is accepted, a duplicate or rejected.
 *
 * @param decisions one a record, in their order
 * @param refusal why the rest of the batch was rejected after a part of it had been acknowledged;
 *     empty when it was not
 */
public record BatchOutcome(List<Decision> decisions, Optional<IngestRefusedException> refusal) {
  public BatchOutcome {
    decisions = List.copyOf(decisions);
  }

  /** How many were taken, further messages on executions included. */
  public int accepted() {
    return decisions.size() - duplicates() - rejected();
  }

  /** How many were known already. */
  public int duplicates() {
    return (int)
        decisions.stream()
            .filter(
                decision ->
                    decision instanceof Accepted accepted
                        && accepted.outcome() == Receipt.Outcome.DUPLICATE)
            .count();
  }

  public int rejected() {
    return (int) decisions.stream().filter(Rejection.class::isInstance).count();
  }
}
