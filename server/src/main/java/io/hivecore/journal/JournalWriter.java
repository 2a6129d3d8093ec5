package io.hivecore.journal;

import io.hivecore.journal.JournalUnavailableException.Reason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The journal's one writer: takes what waits, writes it, forces it once, and tells all who wait.
 * When the device fails or is full it refuses, and tries again now and then. Runs on a thread of
 * its own.
 */
final class JournalWriter implements Runnable {
  private static final Logger log = System.getLogger(JournalWriter.class.getName());
  private static final int BUFFER_BYTES = 1 << 20;

  /** So much must fit again before appends are taken, lest each small one finds the next limit. */
  private static final long ROOM_TO_GO_ON = 1 << 20;

  /**
   * So many numbers are left out behind a store that is ahead: more than a lost journal is likely
   * to have given beyond the store. A reader of streams that has one of those is told of a gap, and
   * the lost journal, should it come back, ends before the store and is seen not to fit any more.
   * Not more, because the store goes through a segment's numbers when it opens it.
   */
  static final long NUMBERS_LEFT_OUT = 1L << 24;

  /** However short the window is, a segment is not ended by its age before that. */
  private static final Duration LEAST_SEGMENT_TIME = Duration.ofMinutes(1);

  private final JournalSettings settings;
  private final SegmentFolder folder;
  private final Segments segments;
  private final AppendQueue queue;
  private final RecentIdentities identities;
  private final AppliedMark applied;
  private final Retention retention;
  private final Room room;
  private final DurableMark durable;
  private final InstantSource clock;
  private final Tuning tuning;
  private final SecureRandom random = new SecureRandom();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  /** The newest sequence number; all up to it is durable whenever no group is being written. */
  private long last;

  private long nextNumber;
  private @Nullable SegmentWriter active;
  private volatile @Nullable Refusal unavailable;
  private long probeAtNanos;
  private long failedAtNanos;

  JournalWriter(
      JournalSettings settings,
      SegmentFolder folder,
      Segments segments,
      AppendQueue queue,
      RecentIdentities identities,
      AppliedMark applied,
      Retention retention,
      DurableMark durable,
      InstantSource clock,
      Tuning tuning) {
    this.settings = settings;
    this.folder = folder;
    this.segments = segments;
    this.queue = queue;
    this.identities = identities;
    this.applied = applied;
    this.retention = retention;
    this.room = new Room(settings, folder.files(), segments);
    this.durable = durable;
    this.clock = clock;
    this.tuning = tuning;
    this.last = durable.value();
    this.nextNumber = segments.all().isEmpty() ? 1 : segments.all().getLast().header().number() + 1;
    this.failedAtNanos = tuning.nanoTime().getAsLong() - tuning.probe().toNanos();
  }

  /** Why appends are refused just now; null when they are taken. Safe for use by many threads. */
  @Nullable Refusal unavailable() {
    return unavailable;
  }

  @Override
  public void run() {
    for (List<PendingAppend> group = queue.take(tuning.groupBytes(), waitNanos());
        group != null;
        group = queue.take(tuning.groupBytes(), waitNanos())) {
      if (!group.isEmpty()) {
        commit(group);
        gather(group.size());
      } else if (unavailable == null) {
        renew();
      }
      if (unavailable != null && nowNanos() - probeAtNanos >= 0) {
        probe();
      }
      identities.forgetUpTo(Math.min(applied.confirmed(), last - tuning.recentEntries()));
      identities.sweepOn();
    }
    end();
  }

  /** Lets more gather while many append: a force costs the same for all of them. */
  private void gather(int appends) {
    if (appends >= tuning.busyAppends()) {
      LockSupport.parkNanos(tuning.linger().toNanos());
    }
  }

  private long waitNanos() {
    if (identities.isSweeping()) {
      return 0;
    }
    return unavailable == null ? Long.MAX_VALUE : probeAtNanos - nowNanos();
  }

  private void commit(List<PendingAppend> group) {
    long queued = 0;
    long frameBytes = 0;
    for (PendingAppend append : group) {
      queued += append.queueBytes();
      frameBytes += append.frameBytes();
    }
    // A store that is ahead has applied a journal that is gone: its numbers are not given again.
    if (applied.confirmed() > last) {
      closeActive();
      last = applied.confirmed() + NUMBERS_LEFT_OUT;
    }
    AppendGroup deciding = new AppendGroup(identities, last);
    Refusal refusal = unavailable != null ? unavailable : write(deciding, group, frameBytes);
    // Before the callers go on: they may send more at once.
    queue.release(queued);
    if (refusal == null) {
      last = deciding.last();
      durable.raise(last);
      deciding.done();
    } else {
      group.forEach(append -> append.refused(refusal));
    }
  }

  /** Makes a group durable, or says why that could not be. */
  private @Nullable Refusal write(
      AppendGroup deciding, List<PendingAppend> group, long frameBytes) {
    try {
      String shortage = shortage(frameBytes);
      if (shortage != null) {
        Refusal refusal = Refusal.noRoom(shortage);
        if (shortage(roomToGoOn()) != null) {
          becomeUnavailable(refusal);
        }
        return refusal;
      }
      SegmentWriter segment = segmentFor(frameBytes);
      for (PendingAppend append : group) {
        deciding.add(append, segment);
      }
      if (deciding.last() > last) {
        segment.force(deciding.last(), nowNanos());
      }
      return null;
    } catch (IOException | RuntimeException | Error e) {
      deciding.undo();
      return abandon(e);
    }
  }

  private @Nullable String shortage(long bytes) throws IOException {
    String shortage = room.shortage(bytes);
    while (shortage != null && retention.removeOldestApplied()) {
      shortage = room.shortage(bytes);
    }
    return shortage;
  }

  private long roomToGoOn() {
    return Math.min(ROOM_TO_GO_ON, settings.segmentBytes());
  }

  private SegmentWriter segmentFor(long frameBytes) throws IOException {
    if (active != null
        && (!active.hasRoomFor(frameBytes, settings.segmentBytes())
            || isOld(segments.all().getLast()))) {
      closeActive();
    }
    if (active == null) {
      active = openSegment();
    }
    return active;
  }

  /**
   * Begins a segment while nothing comes in, because the newest, which knows the number, is never
   * removed: what it holds would stay for as long as nothing comes.
   */
  private void renew() {
    List<Segment> all = segments.all();
    if (all.isEmpty() || !isOld(all.getLast())) {
      return;
    }
    closeActive();
    try {
      active = openSegment();
    } catch (IOException | RuntimeException e) {
      log.log(Level.WARNING, "cannot begin a journal segment; will try again", e);
    }
  }

  /** Whether its first entry has left the window, or nearly: what is sent now is not to keep it. */
  private boolean isOld(Segment segment) {
    Duration most =
        settings.replayTime().compareTo(LEAST_SEGMENT_TIME) < 0
            ? LEAST_SEGMENT_TIME
            : settings.replayTime();
    return !segment.isEmpty() && nowNanos() - segment.begunNanos() > most.toNanos();
  }

  private SegmentWriter openSegment() throws IOException {
    List<Segment> all = segments.all();
    long follows = all.isEmpty() ? last : all.getLast().extent().last();
    var header =
        new SegmentHeader(nextNumber, last + 1, follows, random.nextLong(), clock.millis());
    Path path = folder.segment(nextNumber);
    folder.write(path, header.encode());
    nextNumber++;
    var segment =
        new Segment(path, header, new Segment.Extent(last, SegmentHeader.BYTES), nowNanos());
    // Listed before anything can fail: the file is there, and must be removed in its turn.
    segments.add(segment);
    folder.force();
    return new SegmentWriter(segment, folder.files().openForChange(path), buffer);
  }

  private void closeActive() {
    SegmentWriter ended = active;
    active = null;
    if (ended != null) {
      close(ended);
    }
  }

  private static void close(SegmentWriter segment) {
    try {
      segment.close();
    } catch (IOException e) {
      log.log(Level.WARNING, "cannot close a journal segment, all of which is durable", e);
    }
  }

  private Refusal abandon(Throwable cause) {
    SegmentWriter broken = active;
    active = null;
    if (broken != null) {
      broken.abandon();
    }
    Refusal refusal = refusal(cause);
    becomeUnavailable(refusal);
    long now = nowNanos();
    // At once the first time; a device that goes on failing is not given a new segment each time.
    if (now - failedAtNanos >= tuning.probe().toNanos()) {
      probeAtNanos = now;
    }
    failedAtNanos = now;
    return refusal;
  }

  private void probe() {
    try {
      String shortage = shortage(roomToGoOn());
      if (shortage != null) {
        becomeUnavailable(Refusal.noRoom(shortage));
        return;
      }
      if (active == null) {
        active = openSegment();
      }
      unavailable = null;
      log.log(Level.INFO, "the journal takes entries again");
    } catch (IOException | RuntimeException e) {
      becomeUnavailable(refusal(e));
    }
  }

  private void becomeUnavailable(Refusal refusal) {
    if (unavailable == null) {
      log.log(Level.ERROR, "the journal takes no entries: " + refusal.message(), refusal.cause());
    }
    unavailable = refusal;
    probeAtNanos = nowNanos() + tuning.probe().toNanos();
  }

  private static Refusal refusal(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    boolean full = lower.contains("no space left") || lower.contains("quota exceeded");
    return new Refusal(
        full ? Reason.NO_ROOM : Reason.FAILED, "the journal cannot be written: " + message, cause);
  }

  private void end() {
    SegmentWriter ended = active;
    active = null;
    try {
      if (ended != null) {
        ended.mark();
        ended.close();
      }
      retention.keepMark();
    } catch (IOException | RuntimeException e) {
      log.log(Level.WARNING, "the journal was closed without its last mark; nothing is lost", e);
    }
  }

  private long nowNanos() {
    return tuning.nanoTime().getAsLong();
  }
}
