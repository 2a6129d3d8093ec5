package io.hivecore.journal;

import static java.util.Objects.requireNonNull;

import io.hivecore.journal.KnownRecords.Known;
import io.hivecore.journal.PendingAppend.Done;
import io.hivecore.journal.PendingAppend.Refused;
import io.hivecore.journal.PendingAppend.Stale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal as segment files in a folder.
 *
 * <p>Implementation note.
 *
 * <p><b>Groups.</b> Callers put their appends into a queue and sleep. One thread takes all that
 * waits, decides duplicates in that order, writes the frames, forces the file once and wakes the
 * callers. A group lies in one segment. Nothing of it is visible (durable number, reader, receipt)
 * before the force returned.
 *
 * <p><b>A force or write that fails.</b> The state of the file's unforced part is then unknown for
 * ever: a system may report the error once, call the lost pages clean, and let the next force
 * succeed. So nothing is forced a second time. The callers are refused, the identities unlearnt,
 * and the segment is given up as of its last successful force. A new segment begins with the very
 * next number after that, and says so in its header ({@link SegmentHeader#follows}): whatever
 * frames the old file still shows beyond it are void, for readers now and at every later start, so
 * that they can neither come twice nor out of order. Only when the new segment's header and name
 * are durable are appends taken again; else they are refused, and it is tried anew every second.
 * The old file is also cut, as far as the device lets us, for the case that the process ends before
 * there is a new segment: then, and only if the cut failed too, a refused entry can come back, as
 * after a power cut between force and answer.
 *
 * <p><b>Start.</b> The newest segment may end in a group of which the power cut left any part. Each
 * frame says which number was durable when it was written: an unreadable entry that a later frame
 * knew as durable is damage, and stops the start; anything else was never acknowledged, and is cut.
 * The frames of the last group that are whole stay, but are written and forced again first, because
 * that they can be read does not mean that they are on the device. A start never goes on writing to
 * an old segment.
 *
 * <p><b>Duplicates.</b> The writer remembers the identity of every entry that is not applied and of
 * some that are. What is older is asked of {@link KnownRecords} by the caller before it queues. The
 * two cannot miss an entry between them: the append carries the applied number A that was true
 * before its look-up, so the look-up saw everything up to A; the writer knows everything above the
 * number E up to which it forgot; and an append that arrives with A below E is sent back to look up
 * again.
 */
public final class FileJournal implements Journal {
  /** How often look-ups are made again before the append is refused; once is rare already. */
  private static final int MOST_LOOK_UPS = 5;

  private final KnownRecords known;
  private final SegmentFolder folder;
  private final Segments segments;
  private final AppendQueue queue;
  private final AppliedMark applied;
  private final Retention retention;
  private final DurableMark durable;
  private final JournalWriter writer;
  private final Thread writerThread;

  private FileJournal(
      JournalSettings settings,
      SegmentFolder folder,
      KnownRecords known,
      InstantSource clock,
      Tuning tuning,
      Recovery.Result found) {
    this.known = known;
    this.folder = folder;
    this.segments = new Segments(found.segments());
    this.queue = new AppendQueue(settings.queueBytes());
    this.applied = found.mark();
    this.retention = new Retention(settings, folder, segments, applied, tuning.nanoTime());
    this.durable = new DurableMark(found.last());
    this.writer =
        new JournalWriter(
            settings,
            folder,
            segments,
            queue,
            found.identities(),
            applied,
            retention,
            durable,
            clock,
            tuning);
    this.writerThread = Thread.ofPlatform().name("journal-writer").daemon().unstarted(writer);
  }

  /**
   * Opens the journal of a folder, which nobody else may have open. Call {@link #applied} with the
   * store's mark next.
   *
   * @param known must answer for every entry up to a number before {@link #applied} is called with
   *     that number
   * @param clock tells how old entries were before a restart
   * @throws JournalDamagedException when entries that may not be in the store cannot be read
   * @throws JournalVersionException when a newer program wrote the folder
   * @throws UncheckedIOException when the disk cannot be read, or what has to be mended there
   *     cannot be written
   */
  public static FileJournal open(
      JournalSettings settings, JournalFiles files, KnownRecords known, InstantSource clock) {
    return open(settings, files, known, clock, Tuning.DEFAULT);
  }

  static FileJournal open(
      JournalSettings settings,
      JournalFiles files,
      KnownRecords known,
      InstantSource clock,
      Tuning tuning) {
    requireNonNull(known, "known");
    SegmentFolder folder = new SegmentFolder(settings.folder(), files);
    try {
      Recovery.Result found = Recovery.run(folder, clock, tuning);
      FileJournal journal = new FileJournal(settings, folder, known, clock, tuning, found);
      journal.writerThread.start();
      return journal;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the journal " + settings.folder(), e);
    }
  }

  @Override
  public List<Receipt> append(List<Entry> entries) {
    List<Entry> own = List.copyOf(entries);
    if (own.isEmpty()) {
      return List.of();
    }
    own.forEach(FileJournal::check);
    for (int i = 0; i < MOST_LOOK_UPS; i++) {
      // Before the look-ups: they may read from disk, and a refusal must come at once.
      throwIf(writer.unavailable());
      throwIf(queue.refusal(PendingAppend.queueBytes(own)));
      long appliedBefore = applied.highest();
      var append = new PendingAppend(own, lookUp(own), appliedBefore);
      throwIf(queue.add(append));
      switch (append.await()) {
        case Done done -> {
          return done.receipts();
        }
        case Refused refused -> throw refused.refusal().toException();
        case Stale ignored -> {}
      }
    }
    throw Refusal.overloaded("the store answers slower than the journal forgets").toException();
  }

  private static void check(Entry entry) {
    int length = entry.payload().length;
    if (length > Frame.MOST_PAYLOAD) {
      throw new IllegalArgumentException(
          "a payload may have at most " + Frame.MOST_PAYLOAD + " bytes, was " + length);
    }
  }

  private static void throwIf(@Nullable Refusal refusal) {
    if (refusal != null) {
      throw refusal.toException();
    }
  }

  private Known @Nullable [] lookUp(List<Entry> entries) {
    Known[] found = null;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.identified()) {
        found = found == null ? absent(entries.size()) : found;
        if (known.mayContain(entry.tenant(), entry.kind(), entry.id())) {
          found[i] = known.find(entry.tenant(), entry.kind(), entry.id());
        }
      }
    }
    return found;
  }

  private static Known[] absent(int count) {
    Known[] all = new Known[count];
    Arrays.fill(all, Known.ABSENT);
    return all;
  }

  @Override
  public long durableSequence() {
    return durable.value();
  }

  @Override
  public long oldestSequence() {
    // The durable number first: an entry that comes in between is found among the segments.
    long none = durable.value() + 1;
    return segments.oldestSequenceOr(none);
  }

  @Override
  public long awaitBeyond(long sequence, Duration atMost) throws InterruptedException {
    return durable.awaitBeyond(sequence, atMost);
  }

  @Override
  public Reader read(long afterSequence) {
    return new JournalReader(segments, applied, folder.files(), Math.max(0, afterSequence));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A number above the newest one says that the store has applied a journal which is gone: this
   * one goes on far enough behind it to give no number of that journal again. Does file I/O now and
   * then; never while an append waits for it.
   */
  @Override
  public void applied(long sequence) {
    boolean removed = retention.applied(sequence);
    // For a writer that waits for room, or has identities to forget while nothing comes in.
    if (removed || queue.bytes() == 0) {
      queue.nudge();
    }
  }

  @Override
  public JournalStatus status() {
    Refusal refusal = queue.isClosed() ? Refusal.closed() : writer.unavailable();
    return new JournalStatus(
        oldestSequence(),
        durable.value(),
        applied.value(),
        segments.sizeBytes(),
        queue.bytes(),
        Optional.ofNullable(refusal).map(Refusal::message));
  }

  /** Writes what waits, refuses what comes later, and wakes those who wait for entries. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (writerThread.isAlive()) {
      try {
        writerThread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    durable.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
