package io.hivecore.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Removes segments that are applied and have left the replay window, the oldest first. Its lock is
 * held over I/O: only the applier and, when there is no room, the writer take it; appends never do.
 */
final class Retention {
  private static final Logger log = System.getLogger(Retention.class.getName());

  private final JournalSettings settings;
  private final SegmentFolder folder;
  private final Segments segments;
  private final AppliedMark mark;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean deletionUnforced;

  Retention(
      JournalSettings settings,
      SegmentFolder folder,
      Segments segments,
      AppliedMark mark,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.folder = folder;
    this.segments = segments;
    this.mark = mark;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes in how far the store is.
   *
   * @return whether anything was removed
   */
  boolean applied(long sequence) {
    lock.lock();
    try {
      mark.raise(sequence);
      boolean removed = removeOld();
      mark.keepWhenWorthwhile();
      return removed;
    } catch (IOException e) {
      log.log(Level.WARNING, "cannot tidy the journal " + folder.path() + "; will try again", e);
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Removes one segment that is applied, also one that could still be replayed, for its room. */
  boolean removeOldestApplied() throws IOException {
    lock.lock();
    try {
      forceDeletion();
      boolean removable = isApplied(segments.all());
      if (removable) {
        removeOldest();
      }
      return removable;
    } finally {
      lock.unlock();
    }
  }

  void keepMark() throws IOException {
    lock.lock();
    try {
      mark.keep();
    } finally {
      lock.unlock();
    }
  }

  private boolean removeOld() throws IOException {
    boolean removed = false;
    forceDeletion();
    for (List<Segment> all = segments.all();
        isApplied(all) && hasLeftWindow(all);
        all = segments.all()) {
      removeOldest();
      removed = true;
    }
    return removed;
  }

  /** A deletion must be durable before the next one: a start refuses a journal with a hole. */
  private void removeOldest() throws IOException {
    if (segments.all().size() == 2) {
      // The one that remains knows the number: that it is there must be durable first.
      folder.force();
    }
    folder.files().delete(segments.all().getFirst().path());
    deletionUnforced = true;
    segments.removeOldest();
    forceDeletion();
  }

  private void forceDeletion() throws IOException {
    if (deletionUnforced) {
      folder.force();
      deletionUnforced = false;
    }
  }

  /** The newest segment always stays: it knows the sequence number. */
  private boolean isApplied(List<Segment> all) {
    return all.size() > 1 && all.getFirst().extent().last() <= mark.confirmed();
  }

  private boolean hasLeftWindow(List<Segment> all) {
    Segment oldest = all.getFirst();
    var age = Duration.ofNanos(nanoTime.getAsLong() - oldest.lastWrittenNanos());
    long younger = 0;
    for (Segment segment : all) {
      younger += segment.extent().end();
    }
    younger -= oldest.extent().end();
    return age.compareTo(settings.replayTime()) > 0 || younger >= settings.replayBytes();
  }
}
