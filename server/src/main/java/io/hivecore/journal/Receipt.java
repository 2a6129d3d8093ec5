package io.hivecore.journal;

/**
 * What became of one entry. Given only once it is durable.
 *
 * @param sequence the position in the journal; 0 for a duplicate, which takes none
 */
public record Receipt(Outcome outcome, long sequence) {
  /** The three ways in which an entry can be taken. */
  public enum Outcome {
    /** Its identity was new. */
    CREATED,
    /** A further message on an execution that is known already. */
    UPDATED,
    /** The record is known already; nothing was written. */
    DUPLICATE
  }
}
