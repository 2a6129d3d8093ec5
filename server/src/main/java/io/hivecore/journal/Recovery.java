package io.hivecore.journal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads a journal's folder at the start. Segments that hold anything above the applied mark are
 * read and checked frame by frame; of the others, which the store has whole, the headers are, so
 * that a start takes no longer for a long replay window.
 */
final class Recovery {
  private static final Logger log = System.getLogger(Recovery.class.getName());
  private static final int BUFFER_BYTES = 1 << 20;
  private static final Duration OLDEST = Duration.ofDays(3650);

  /**
   * What was found.
   *
   * @param last the newest sequence number
   * @param identities of all entries above the mark
   */
  record Result(List<Segment> segments, long last, AppliedMark mark, RecentIdentities identities) {}

  private record Found(Path path, SegmentHeader header, long sizeBytes) {}

  private final SegmentFolder folder;
  private final AppliedMark mark;
  private final RecentIdentities identities;
  private final InstantSource clock;
  private final Tuning tuning;

  private Recovery(
      SegmentFolder folder,
      AppliedMark mark,
      RecentIdentities identities,
      InstantSource clock,
      Tuning tuning) {
    this.folder = folder;
    this.mark = mark;
    this.identities = identities;
    this.clock = clock;
    this.tuning = tuning;
  }

  /**
   * Reads the folder, which is made when it is absent, and cuts off what was not wholly written.
   *
   * @throws JournalVersionException when a newer program wrote it
   * @throws JournalDamagedException when acknowledged entries are unreadable
   */
  static Result run(SegmentFolder folder, InstantSource clock, Tuning tuning) throws IOException {
    JournalFiles files = folder.files();
    files.makeFolder(folder.path());
    List<String> names = files.list(folder.path());
    FolderFormat.check(folder, names);
    List<Found> found = new ArrayList<>();
    for (String name : names) {
      if (SegmentFolder.isUnfinished(name)) {
        files.delete(folder.file(name));
      }
      OptionalLong number = SegmentFolder.segmentNumber(name);
      if (number.isPresent()) {
        found.add(found(folder.file(name), number.getAsLong(), files));
      }
    }
    found.sort((one, other) -> Long.compare(one.header().number(), other.header().number()));
    AppliedMark mark = AppliedMark.read(folder);
    // Only what was applied has ever been removed.
    mark.assume(found.isEmpty() ? 0 : found.getFirst().header().first() - 1);
    RecentIdentities identities =
        new RecentIdentities(mark.value(), Math.max(1, tuning.recentEntries() / 4));
    return new Recovery(folder, mark, identities, clock, tuning).read(found);
  }

  private static Found found(Path path, long number, JournalFiles files) throws IOException {
    try (JournalFile file = files.openForReading(path)) {
      SegmentHeader header = SegmentHeader.read(path, file);
      if (header.number() != number) {
        throw new JournalDamagedException(
            path + " says at offset 0 that it is segment " + header.number());
      }
      return new Found(path, header, file.size());
    }
  }

  private Result read(List<Found> found) throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      segments.add(
          i + 1 < found.size()
              ? earlier(found.get(i), found.get(i + 1).header())
              : newest(found.get(i)));
    }
    long last = segments.isEmpty() ? 0 : segments.getLast().extent().last();
    return new Result(segments, last, mark, identities);
  }

  /** A segment that another one follows, which says up to where this one counts. */
  private Segment earlier(Found found, SegmentHeader following) throws IOException {
    long last = following.follows();
    if (last < found.header().first() - 1) {
      throw new JournalDamagedException(
          found.path()
              + " begins at entry "
              + found.header().first()
              + ", but the next segment follows entry "
              + last);
    }
    long end = last <= mark.value() ? found.sizeBytes() : scanTo(last, found);
    return segment(found, new Segment.Extent(last, end), following.createdMillis());
  }

  private long scanTo(long last, Found found) throws IOException {
    try (FrameInput input = input(found)) {
      long next = found.header().first();
      while (next <= last) {
        if (!isNext(input, next, found)) {
          throw new JournalDamagedException(
              found.path()
                  + " is damaged at offset "
                  + input.end()
                  + ": entry "
                  + next
                  + " cannot be read, and entries up to "
                  + last
                  + " must be there");
        }
        remember(input, found);
        next++;
      }
      return input.end();
    }
  }

  /**
   * The last segment may end in a group that was not forced and of which the power cut left any
   * part. A frame behind it that was written when the unreadable entry was durable already tells
   * damage from that.
   */
  private Segment newest(Found found) throws IOException {
    long next = found.header().first();
    long groupBegin = SegmentHeader.BYTES;
    long group = Long.MIN_VALUE;
    long end = SegmentHeader.BYTES;
    long soundEnd;
    try (FrameInput input = input(found)) {
      while (isNext(input, next, found)) {
        if (input.durableBefore() != group) {
          group = input.durableBefore();
          groupBegin = input.begin();
        }
        remember(input, found);
        next++;
        end = input.end();
      }
      soundEnd = skipMark(input, next - 1, found);
    }
    if (soundEnd < found.sizeBytes()) {
      refuseDamage(next, soundEnd, found);
    }
    makeDurable(soundEnd > end ? soundEnd : groupBegin, soundEnd, found);
    var extent = new Segment.Extent(next - 1, end);
    return segment(found, extent, clock.millis());
  }

  /** Where the sound part ends: behind the mark of a clean close when there is one. */
  private static long skipMark(FrameInput input, long last, Found found) throws IOException {
    boolean marked =
        input.advance(found.sizeBytes()) == FrameInput.Found.FRAME
            && input.isMark()
            && input.sequence() == last;
    return marked ? input.end() : input.begin();
  }

  private boolean isNext(FrameInput input, long next, Found found) throws IOException {
    if (input.advance(found.sizeBytes()) != FrameInput.Found.FRAME) {
      return false;
    }
    if (input.isMark() || input.sequence() != next) {
      input.stepBack();
      return false;
    }
    return true;
  }

  private void remember(FrameInput input, Found found) {
    if (input.sequence() <= mark.value()) {
      return;
    }
    try {
      identities.put(
          identities.space(input.tenant(), input.kind()),
          input.id(),
          input.sequence(),
          input.settledAfter());
    } catch (IllegalArgumentException e) {
      throw new JournalDamagedException(
          found.path() + " has at offset " + input.begin() + " " + e.getMessage(), e);
    }
  }

  private void refuseDamage(long next, long offset, Found found) throws IOException {
    try (JournalFile file = folder.files().openForReading(found.path())) {
      var proof = new DurabilityProof(file, found.header().salt(), found.sizeBytes());
      long at = proof.find(offset, next);
      if (at >= 0) {
        throw new JournalDamagedException(
            found.path()
                + " is damaged at offset "
                + offset
                + ": entry "
                + next
                + " cannot be read, though it was durable when what stands at offset "
                + at
                + " was written");
      }
    }
    log.log(
        Level.WARNING,
        "cut {0} bytes off {1} at offset {2}: they were not wholly written and never acknowledged",
        Long.toString(found.sizeBytes() - offset),
        found.path(),
        Long.toString(offset));
  }

  /**
   * Cuts the file and forces the group that may not have been. The bytes are written again first:
   * after a force that failed a system can hold them as clean, and would not write them.
   */
  private void makeDurable(long from, long end, Found found) throws IOException {
    if (from == end && end == found.sizeBytes()) {
      return;
    }
    try (JournalFile file = folder.files().openForChange(found.path())) {
      file.truncate(end);
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      for (long at = from; at < end; ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
        int read = file.read(buffer, at);
        if (read <= 0) {
          throw new IOException(found.path() + " ends at " + at + ", before " + end);
        }
        SegmentFolder.writeFully(file, buffer.flip(), at);
        at += read;
      }
      file.force();
    }
  }

  private FrameInput input(Found found) throws IOException {
    JournalFile file = folder.files().openForReading(found.path());
    return new FrameInput(file, found.header().salt(), SegmentHeader.BYTES, BUFFER_BYTES);
  }

  /**
   * Its age goes on from what the clock says now, but a clock that was set back makes none young.
   */
  private Segment segment(Found found, Segment.Extent extent, long lastWrittenMillis) {
    long ageMillis = Math.clamp(clock.millis() - lastWrittenMillis, 0, OLDEST.toMillis());
    long written = tuning.nanoTime().getAsLong() - Duration.ofMillis(ageMillis).toNanos();
    return new Segment(found.path(), found.header(), extent, written);
  }
}
