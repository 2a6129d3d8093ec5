package io.hivecore.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whether more may be written, by the journal's cap and the disk's reserve. */
final class Room {
  private static final long MOST_DEFAULT_RESERVE = 512L << 20;

  private final JournalSettings settings;
  private final JournalFiles files;
  private final Segments segments;

  Room(JournalSettings settings, JournalFiles files, Segments segments) {
    this.settings = settings;
    this.files = files;
    this.segments = segments;
  }

  /** Why so many bytes have no place; null when they have. */
  @Nullable String shortage(long bytes) throws IOException {
    long size = segments.sizeBytes();
    if (size + bytes > settings.capBytes()) {
      return "the journal has "
          + size
          + " bytes and may have "
          + settings.capBytes()
          + " until the store has applied more of it";
    }
    long usable = files.usableBytes(settings.folder());
    long reserve = reserveBytes();
    if (usable - bytes < reserve) {
      return "the journal's disk has " + usable + " bytes left, of which " + reserve + " stay free";
    }
    return null;
  }

  private long reserveBytes() throws IOException {
    Long set = settings.diskReserveBytes();
    return set != null
        ? set
        : Math.min(MOST_DEFAULT_RESERVE, files.totalBytes(settings.folder()) / 100);
  }
}
