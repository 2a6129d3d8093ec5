package io.hivecore.live;

import io.hivecore.journal.FileJournal;
import io.hivecore.journal.JournalFiles;
import io.hivecore.journal.JournalSettings;
import io.hivecore.journal.KnownRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** See {@link ExactlyOnce}. */
class ExactlyOnceTest {
  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void everyRecordComesOnceInOrder(@ForAll long seed) throws InterruptedException {
    try (MemoryJournal journal = new MemoryJournal()) {
      ExactlyOnce.check(journal, seed);
    }
  }

  @RepeatedTest(3)
  void alsoFromSmallSegmentsOnDisk(@TempDir Path folder, RepetitionInfo repetition)
      throws InterruptedException {
    JournalSettings settings =
        new JournalSettings(
            folder.resolve("journal"), 20_000, 1L << 30, 0L, Duration.ofHours(1), 1 << 30, 1 << 24);
    try (FileJournal journal =
        FileJournal.open(
            settings, JournalFiles.onDisk(), KnownRecords.NONE, InstantSource.system())) {
      ExactlyOnce.check(journal, repetition.getCurrentRepetition());
    }
  }
}
