package io.hivecore;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a journal can be that of the store beside it, by how far each of them is. A store takes
 * only what is durable in its journal, and so is never ahead of it unless something was lost.
 *
 * @param durable the journal's newest entry; 0 when it has none and never had
 * @param applied up to where the store has the journal
 */
record JournalFit(Path journal, long durable, Path store, long applied) {
  /**
   * What is wrong when the journal has entries but ends before the store: nobody but the operator
   * knows whether its end was lost or it is another store's, so that a server must not start.
   */
  Optional<String> misfit() {
    if (durable == 0 || durable >= applied) {
      return Optional.empty();
    }
    return Optional.of(
        "the store "
            + store
            + " has applied its journal up to entry "
            + applied
            + ", but the journal "
            + journal
            + " ends at entry "
            + durable
            + ". If it is another store's or an older one, put the right one back. If its end was"
            + " lost, move it away and start again: the store keeps what it has.");
  }

  /**
   * What is to be said when the journal is gone. A server goes on without it: the store has all
   * that can still be had.
   */
  Optional<String> loss() {
    if (durable > 0 || applied == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "the journal "
            + journal
            + " is empty, though the store "
            + store
            + " has applied it up to entry "
            + applied
            + ": what was acknowledged and not yet applied is lost, unless the journal is put back"
            + " before the server takes records. A start goes on with an empty one.");
  }
}
