package io.hivecore.live;

import io.hivecore.journal.Journal;
import io.hivecore.journal.JournaledEntry;
import io.hivecore.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads the journal for readers who missed something. On a few threads of its own, in turns: a
 * replay costs processor time, which virtual threads do not share fairly. Between turns a replay
 * holds nothing but its rendered piece. Safe for use by many threads.
 */
final class Replay implements AutoCloseable {
  private static final int READ_ENTRIES = 256;

  /** What one reading of the journal asks for: its cursors buffer as much. */
  private static final long READ_BYTES = 256 * 1024;

  /** How much is rendered in one turn; overshot by one reading at most. */
  private static final long PIECE_BYTES = 256 * 1024;

  /** How long a turn takes that finds little, such as among other tenants' entries. */
  private static final Duration TURN = Duration.ofMillis(50);

  private final Journal journal;
  private final ThreadPoolExecutor threads;

  /**
   * What a turn gave.
   *
   * @param position up to where it has read
   */
  record Piece(List<RenderedEvent> events, long position) {}

  /** For whom it is read. */
  interface Audience {
    TenantId tenant();

    /** The event as this audience gets it; empty when it does not want it. */
    Optional<RenderedEvent> event(JournaledEntry entry);

    /** Tells that entries up to a sequence number are gone. */
    RenderedEvent gap(long through);

    /** Whether nobody wants more of it. */
    boolean isOver();
  }

  Replay(Journal journal, int threads) {
    this.journal = journal;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("live-replay-", 1).daemon().factory());
    this.threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Waits for a turn and reads on.
   *
   * @param position behind which to begin
   * @param last where to stop; durable already, or {@link Long#MAX_VALUE} for as far as there is
   * @param mostBytes to be rendered
   */
  Piece read(long position, long last, long mostBytes, Audience audience)
      throws InterruptedException {
    try {
      return threads.submit(() -> turn(position, last, mostBytes, audience)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the journal could not be replayed behind " + position, e);
    }
  }

  private Piece turn(long behind, long last, long mostBytes, Audience audience) {
    List<RenderedEvent> events = new ArrayList<>();
    long position = behind;
    long bytes = 0;
    long most = Math.min(PIECE_BYTES, mostBytes);
    long end = System.nanoTime() + TURN.toNanos();
    try (Journal.Reader reader = journal.read(behind)) {
      while (position < last && bytes < most && System.nanoTime() - end < 0 && !audience.isOver()) {
        List<JournaledEntry> entries = reader.next(READ_ENTRIES, READ_BYTES);
        if (entries.isEmpty()) {
          // Either it is the journal's end, or all that was left behind the position was removed.
          position = past(position, journal.oldestSequence() - 1, last, events, audience);
          break;
        }
        for (JournaledEntry entry : entries) {
          position = past(position, entry.sequence() - 1, last, events, audience);
          if (entry.sequence() > last) {
            break;
          }
          position = entry.sequence();
          if (entry.tenant().equals(audience.tenant())) {
            Optional<RenderedEvent> event = audience.event(entry);
            event.ifPresent(events::add);
            bytes += event.map(wanted -> wanted.bytes().length).orElse(0);
          }
        }
      }
    }
    return new Piece(events, position);
  }

  /** Goes past entries that are gone, and tells so. */
  private static long past(
      long position, long gone, long last, List<RenderedEvent> events, Audience audience) {
    long through = Math.min(gone, last);
    if (through <= position) {
      return position;
    }
    events.add(audience.gap(through));
    return through;
  }

  /** Takes no more turns. Those that wait end at once when their audiences are over. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
