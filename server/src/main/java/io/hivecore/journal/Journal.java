package io.hivecore.journal;

import java.time.Duration;
import java.util.List;

/**
 * An append-only log on disk: what it has acknowledged survives the end of the process and of the
 * power. Entries get consecutive sequence numbers; duplicates are decided in that order. Safe for
 * use by many threads.
 */
public interface Journal extends AutoCloseable {
  /**
   * Appends and waits until all of it is forced to disk; many callers share one force. Entries keep
   * their order; a duplicate within the list is found as well.
   *
   * @return one receipt an entry, in the same order
   * @throws JournalUnavailableException when nothing of it is acknowledged, because there is no
   *     room (disk, reserve, cap), the queue is full, the device failed, or the journal is closed
   */
  List<Receipt> append(List<Entry> entries);

  /** The newest sequence number that is durable; 0 when there is none. */
  long durableSequence();

  /**
   * The oldest sequence number that can still be read; {@code durableSequence() + 1} when there is
   * none.
   */
  long oldestSequence();

  /**
   * Waits until {@link #durableSequence} is above the given number, the time is over, or the
   * journal is closed.
   *
   * @return the newest durable sequence number
   */
  long awaitBeyond(long sequence, Duration atMost) throws InterruptedException;

  /**
   * A cursor over durable entries, oldest first, beginning behind the given number (or at {@link
   * #oldestSequence} when that is later). Belongs to one thread.
   */
  Reader read(long afterSequence);

  /**
   * Says what the store has made durable itself. Segments that are applied and have left the replay
   * window are removed, and identities up to there are asked of {@link KnownRecords} again. To be
   * said now and then also while nothing is new: segments leave the window meanwhile.
   */
  void applied(long sequence);

  /** Sizes and positions, for health and metrics. */
  JournalStatus status();

  @Override
  void close();

  /** A cursor; see {@link Journal#read}. */
  interface Reader extends AutoCloseable {
    /**
     * The next durable entries without waiting, in order.
     *
     * @param mostEntries at least 1
     * @param mostBytes of payload; at least one entry is returned even when it alone is larger
     * @return empty when all that is durable has been read
     */
    List<JournaledEntry> next(int mostEntries, long mostBytes);

    @Override
    void close();
  }
}
