package io.hivecore.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cursor that goes from segment to segment and follows the newest. It holds one open file and a
 * buffer of at most 256 KiB (more only for a larger entry), from its first reading on.
 */
final class JournalReader implements Journal.Reader {
  private static final Logger log = System.getLogger(JournalReader.class.getName());
  private static final int LEAST_BUFFER = 16 << 10;
  private static final int MOST_BUFFER = 256 << 10;

  private final Segments segments;
  private final AppliedMark applied;
  private final JournalFiles files;
  private @Nullable Segment segment;
  private @Nullable FrameInput input;
  private long next;
  private boolean closed;

  JournalReader(Segments segments, AppliedMark applied, JournalFiles files, long afterSequence) {
    this.segments = segments;
    this.applied = applied;
    this.files = files;
    this.next = afterSequence + 1;
  }

  @Override
  public List<JournaledEntry> next(int mostEntries, long mostBytes) {
    if (mostEntries < 1) {
      throw new IllegalArgumentException("mostEntries must be at least 1, was " + mostEntries);
    }
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    List<JournaledEntry> entries = new ArrayList<>();
    int bufferBytes = (int) Math.clamp(mostBytes, LEAST_BUFFER, MOST_BUFFER);
    long bytes = 0;
    try {
      while (entries.size() < mostEntries) {
        FrameInput at = advance(bufferBytes);
        if (at == null) {
          break;
        }
        if (!entries.isEmpty() && bytes + at.payloadBytes() > mostBytes) {
          at.stepBack();
          break;
        }
        bytes += at.payloadBytes();
        entries.add(entry(at));
        next++;
      }
    } catch (IOException e) {
      leave();
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  /** Brings the input to the entry that is next; null when all that is durable was read. */
  private @Nullable FrameInput advance(int bufferBytes) throws IOException {
    while (true) {
      Segment current = current();
      if (current == null) {
        return null;
      }
      Segment.Extent extent = current.extent();
      if (next > extent.last()) {
        Segment following = segments.after(current);
        if (following == null) {
          return null;
        }
        // It was extended for the last time before the following one came.
        if (current.extent().equals(extent)) {
          enter(following);
        }
        continue;
      }
      FrameInput at = open(current, bufferBytes);
      if (at != null && found(at, current, extent)) {
        return at;
      }
    }
  }

  private @Nullable Segment current() {
    if (segment == null || segment.isRemoved()) {
      Segment holding = segments.holding(next);
      if (holding != null) {
        enter(holding);
      }
    }
    return segment;
  }

  private void enter(Segment other) {
    leave();
    segment = other;
    next = Math.max(next, other.first());
  }

  private void leave() {
    FrameInput left = input;
    input = null;
    segment = null;
    if (left != null) {
      try {
        left.close();
      } catch (IOException e) {
        log.log(Level.DEBUG, "cannot close a file that was only read", e);
      }
    }
  }

  private @Nullable FrameInput open(Segment current, int bufferBytes) throws IOException {
    FrameInput at = input;
    if (at != null) {
      return at;
    }
    try {
      JournalFile file = files.openForReading(current.path());
      long offset = current.index().offsetBefore(next);
      at = new FrameInput(file, current.header().salt(), offset, bufferBytes);
      input = at;
      return at;
    } catch (NoSuchFileException e) {
      passOver(current, "it is gone", e);
      return null;
    }
  }

  /** Whether the input is at the entry that is next; otherwise to be asked again. */
  private boolean found(FrameInput at, Segment current, Segment.Extent extent) throws IOException {
    if (at.advance(extent.end()) != FrameInput.Found.FRAME || at.sequence() > next) {
      passOver(current, "entry " + next + " cannot be read at offset " + at.begin(), null);
      return false;
    }
    current.index().note(at.sequence(), at.begin());
    return at.sequence() == next;
  }

  /** Entries that the store has are missing in the replay only; others would be lost. */
  private void passOver(Segment unreadable, String why, @Nullable Throwable cause) {
    String message = unreadable.path() + " is damaged: " + why;
    boolean removed = unreadable.isRemoved();
    if (!removed && unreadable.extent().last() > applied.confirmed()) {
      leave();
      throw cause == null
          ? new JournalDamagedException(message)
          : new JournalDamagedException(message, cause);
    }
    if (!removed && !(cause instanceof NoSuchFileException)) {
      log.log(Level.ERROR, message + "; the store has it, so reading goes on behind it");
    }
    next = unreadable.extent().last() + 1;
  }

  private JournaledEntry entry(FrameInput at) {
    try {
      return at.entry();
    } catch (IllegalArgumentException e) {
      String where = segment == null ? "a segment" : segment.path().toString();
      leave();
      throw new JournalDamagedException(
          where + " has at offset " + at.begin() + " " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    leave();
  }
}
