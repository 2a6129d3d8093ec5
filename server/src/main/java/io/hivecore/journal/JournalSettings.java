package io.hivecore.journal;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the journal uses its disk and memory.
 *
 * @param folder holds nothing but the journal; made when it is absent
 * @param segmentBytes size at which a segment file is ended and the next begun; one append larger
 *     than that still goes into one segment
 * @param capBytes the most that all segments together may take, at least two segments
 * @param diskReserveBytes what is left free on the disk; null for 512 MiB or 1 % of the disk,
 *     whichever is less
 * @param replayTime how long entries stay readable after they are applied
 * @param replayBytes how many bytes of applied entries stay readable at most, in whole segments
 * @param queueBytes how much may wait to be written before appends are refused as overload
 */
public record JournalSettings(
    Path folder,
    long segmentBytes,
    long capBytes,
    @Nullable Long diskReserveBytes,
    Duration replayTime,
    long replayBytes,
    long queueBytes) {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  public JournalSettings {
    requireNonNull(folder, "folder");
    requireNonNull(replayTime, "replayTime");
    atLeast("segmentBytes", segmentBytes, 1024);
    atLeast("capBytes", capBytes, 2 * segmentBytes);
    if (diskReserveBytes != null) {
      atLeast("diskReserveBytes", diskReserveBytes, 0);
    }
    atLeast("replayTime", replayTime.toMillis(), 0);
    atLeast("replayBytes", replayBytes, 0);
    atLeast("queueBytes", queueBytes, 1);
    if (segmentBytes > GIB) {
      throw new IllegalArgumentException(
          "segmentBytes must be at most " + GIB + ", was " + segmentBytes);
    }
  }

  /** 64 MiB segments, cap 4 GiB, replay 1 hour or 1 GiB, queue 64 MiB. */
  public static JournalSettings defaults(Path folder) {
    return new JournalSettings(folder, 64 * MIB, 4 * GIB, null, Duration.ofHours(1), GIB, 64 * MIB);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
    }
  }
}
