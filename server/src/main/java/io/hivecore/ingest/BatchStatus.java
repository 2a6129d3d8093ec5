package io.hivecore.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch is that was answered.
 *
 * @param stage how far its records are
 * @param counts what became of its records; null when that is no longer remembered
 * @param anyRejected whether any of its records was rejected
 * @param reasons why, of the first that were; empty when none was, or when that is no longer
 *     remembered
 */
public record BatchStatus(
    Stage stage, @Nullable Counts counts, boolean anyRejected, List<Reason> reasons) {
  public BatchStatus {
    reasons = List.copyOf(reasons);
  }

  /** How far a batch is. */
  public enum Stage {
    /** No record of it was taken. */
    REJECTED,
    /** On disk in the journal, on its way into the store. */
    JOURNALLED,
    /** In the store, where every query finds it. */
    VISIBLE
  }

  /**
   * How many records were taken, known already and rejected.
   *
   * @param accepted new ones, and further messages on what is known
   */
  public record Counts(long accepted, long duplicates, long rejected) {}

  /**
   * Why one record was rejected.
   *
   * @param index its place in the batch; -1 where places are not counted
   * @param detail as it was answered, perhaps cut
   */
  public record Reason(int index, String code, String detail) {}
}
