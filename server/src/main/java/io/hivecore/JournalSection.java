package io.hivecore;

import io.hivecore.configuration.ByteSize;
import io.hivecore.configuration.Setting;
import io.hivecore.journal.JournalSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What the journal may take of the disk. */
public record JournalSection(
    @Setting(
            description =
                "The most that the journal may take of the disk. Only a store that lags far behind"
                    + " fills it; then senders get 507 until the store has caught up.",
            defaultValue = "4GiB",
            min = "64MiB",
            max = "16TiB")
        ByteSize maxSize,
    @Setting(
            description =
                "Room that is left free on the disk; below it, senders get 507. Without a value,"
                    + " 512MiB or a hundredth of the disk, whichever is less.",
            max = "16TiB")
        Optional<ByteSize> diskReserve,
    @Setting(
            description =
                "How far back live streams can be resumed: what is older than this, or lies behind"
                    + " more than journal.replay-size, is gone.",
            defaultValue = "1h",
            min = "0s",
            max = "30d")
        Duration replayTime,
    @Setting(
            description =
                "How many bytes are kept for resuming live streams, over all tenants; rounded up to"
                    + " a file of the journal (64MiB).",
            defaultValue = "1GiB",
            max = "16TiB")
        ByteSize replaySize) {
  /** So that a small journal still consists of several files, of which it can lose the oldest. */
  private static final int LEAST_SEGMENTS = 8;

  /** As the journal takes it. */
  JournalSettings journal(Path folder, ByteSize queueSize) {
    JournalSettings standard = JournalSettings.defaults(folder);
    return new JournalSettings(
        folder,
        Math.min(standard.segmentBytes(), maxSize.bytes() / LEAST_SEGMENTS),
        maxSize.bytes(),
        diskReserve.map(ByteSize::bytes).orElse(standard.diskReserveBytes()),
        replayTime,
        replaySize.bytes(),
        queueSize.bytes());
  }
}
