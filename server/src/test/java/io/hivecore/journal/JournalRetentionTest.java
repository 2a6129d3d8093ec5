package io.hivecore.journal;

import static io.hivecore.journal.Entries.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.journal.Entries.Kept;
import io.hivecore.time.ManualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is kept for replay, and what goes; each entry here fills a segment of its own. */
final class JournalRetentionTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private ForgetfulFiles files = new ForgetfulFiles(new Random(1));

  @Test
  void whatIsAppliedStaysForTheWindowsTime() {
    try (FileJournal journal = open(1 << 20)) {
      append(1, 3, journal);
      journal.applied(3);
      assertThat(sequences(journal)).containsExactly(1L, 2L, 3L);
      time.pass(HOUR.plus(MINUTE));
      append(4, 4, journal);
      journal.applied(3);
      assertThat(sequences(journal)).containsExactly(4L);
      assertThat(journal.oldestSequence()).isEqualTo(4);
    }
  }

  @Test
  void allThatIsAppliedGoesWithTimeAlsoWhenNothingMoreComes() {
    try (FileJournal journal = open(1 << 20)) {
      append(1, 3, journal);
      journal.applied(3);
      time.pass(HOUR.plus(MINUTE));
      // The newest segment, which knows the number, stays until the writer has begun another.
      Eventually.is(
          () -> {
            journal.applied(3);
            return sequences(journal).isEmpty();
          });
      assertThat(journal.oldestSequence()).isEqualTo(4);
    }
    files = files.afterPowerCut();
    try (FileJournal journal = open(1 << 20)) {
      journal.applied(3);
      append(4, 4, journal);
      assertThat(sequences(journal)).containsExactly(4L);
    }
  }

  @Test
  void whatFollowsSlowlyKeepsNoEntryForLongerThanTwiceTheWindow() {
    try (FileJournal journal = open(1 << 20, 1 << 20)) {
      append(1, 1, journal);
      time.pass(Duration.ofMinutes(59));
      append(2, 2, journal);
      time.pass(Duration.ofMinutes(2));
      append(3, 3, journal);
      journal.applied(3);
      assertThat(sequences(journal)).containsExactly(1L, 2L, 3L);
      time.pass(Duration.ofMinutes(59));
      append(4, 4, journal);
      journal.applied(4);
      assertThat(sequences(journal)).containsExactly(3L, 4L);
    }
  }

  @Test
  void whatIsNotAppliedStaysHoweverOld() {
    try (FileJournal journal = open(0)) {
      append(1, 4, journal);
      time.pass(Duration.ofDays(100));
      journal.applied(0);
      assertThat(sequences(journal)).containsExactly(1L, 2L, 3L, 4L);
      journal.applied(2);
      assertThat(sequences(journal)).containsExactly(3L, 4L);
    }
  }

  @Test
  void whatIsAppliedStaysForTheWindowsBytes() {
    long segment = SegmentHeader.BYTES + Frame.OVERHEAD + 1000;
    try (FileJournal journal = open(2 * segment)) {
      append(1, 6, journal);
      journal.applied(6);
      assertThat(sequences(journal)).containsExactly(5L, 6L);
      assertThat(journal.status().sizeBytes()).isEqualTo(2 * segment);
      assertThat(files.paths())
          .containsExactly(
              FOLDER.resolve("000000000005.segment"),
              FOLDER.resolve("000000000006.segment"),
              FOLDER.resolve("format"));
    }
  }

  @Test
  void aClockThatJumpsForwardTakesNothingAwayEarly() {
    try (FileJournal journal = open(1 << 20)) {
      append(1, 2, journal);
      time.jump(Duration.ofDays(400));
      append(3, 3, journal);
      journal.applied(3);
      assertThat(sequences(journal)).containsExactly(1L, 2L, 3L);
      time.pass(HOUR.plus(MINUTE));
      append(4, 4, journal);
      journal.applied(4);
      assertThat(sequences(journal)).containsExactly(4L);
    }
  }

  @Test
  void aClockThatJumpsBackKeepsNothingForEver() {
    try (FileJournal journal = open(1 << 20)) {
      append(1, 2, journal);
      time.jump(Duration.ofDays(-400));
      append(3, 3, journal);
      time.pass(HOUR.plus(MINUTE));
      append(4, 4, journal);
      journal.applied(4);
      assertThat(sequences(journal)).containsExactly(4L);
    }
  }

  @Test
  void anEntrysAgeGoesOnAcrossARestartAndClocksThatWereSetDoNoHarm() {
    try (FileJournal journal = open(1 << 20)) {
      append(1, 3, journal);
      journal.applied(3);
    }
    files = files.afterEndOfProcess();
    time.jump(Duration.ofMinutes(50));
    try (FileJournal journal = open(1 << 20)) {
      journal.applied(3);
      assertThat(sequences(journal)).containsExactly(1L, 2L, 3L);
      time.pass(Duration.ofMinutes(11));
      journal.applied(3);
      // How old the newest segment is nobody knows: it counts as written at the start.
      assertThat(sequences(journal)).containsExactly(3L);
      append(4, 4, journal);
    }
    files = files.afterEndOfProcess();
    time.jump(Duration.ofDays(-4000));
    try (FileJournal journal = open(1 << 20)) {
      journal.applied(4);
      append(5, 5, journal);
      assertThat(sequences(journal)).containsExactly(3L, 4L, 5L);
      time.pass(HOUR.plus(MINUTE));
      append(6, 6, journal);
      journal.applied(6);
      assertThat(sequences(journal)).containsExactly(6L);
    }
  }

  @Test
  void aReaderWhoseSegmentIsRemovedGoesOnAtTheOldestThatRemains() {
    try (FileJournal journal = open(0)) {
      append(1, 5, journal);
      try (Journal.Reader reader = journal.read(0)) {
        assertThat(reader.next(1, 1)).extracting(JournaledEntry::sequence).containsExactly(1L);
        journal.applied(3);
        assertThat(reader.next(1, 1)).extracting(JournaledEntry::sequence).containsExactly(4L);
        assertThat(reader.next(9, 9999)).extracting(JournaledEntry::sequence).containsExactly(5L);
        append(6, 7, journal);
        journal.applied(7);
        assertThat(reader.next(9, 9999)).extracting(JournaledEntry::sequence).containsExactly(7L);
        assertThat(reader.next(9, 9999)).isEmpty();
      }
    }
  }

  @Test
  void aStoreThatIsOlderThanTheJournalStillGetsAllThatRemains() {
    try (FileJournal journal = open(1 << 20)) {
      append(1, 5, journal);
      journal.applied(4);
    }
    files = files.afterEndOfProcess();
    try (FileJournal journal = open(0)) {
      assertThat(journal.status().appliedSequence()).isEqualTo(4);
      journal.applied(2);
      assertThat(journal.status().appliedSequence()).isEqualTo(2);
      assertThat(sequences(journal)).containsExactly(3L, 4L, 5L);
      assertThat(journal.append(List.of(usage(99, "new"))))
          .containsExactly(new Receipt(Receipt.Outcome.CREATED, 6));
    }
    files = files.afterEndOfProcess();
    try (FileJournal journal = open(0)) {
      assertThat(journal.status().appliedSequence()).isEqualTo(2);
      journal.applied(5);
      assertThat(sequences(journal)).containsExactly(6L);
    }
  }

  @Test
  void theNumberGoesOnWhenAllButTheNewestIsRemoved() {
    try (FileJournal journal = open(0)) {
      append(1, 5, journal);
      journal.applied(5);
    }
    files = files.afterPowerCut();
    try (FileJournal journal = open(0)) {
      assertThat(journal.status())
          .extracting(
              JournalStatus::oldestSequence,
              JournalStatus::durableSequence,
              JournalStatus::appliedSequence)
          .containsExactly(5L, 5L, 5L);
      append(6, 6, journal);
      assertThat(sequences(journal)).containsExactly(5L, 6L);
    }
  }

  private static List<Long> sequences(Journal journal) {
    return Entries.after(0, journal).stream().map(Kept::sequence).toList();
  }

  private static void append(long first, long last, Journal journal) {
    LongStream.rangeClosed(first, last)
        .forEach(
            number ->
                assertThat(journal.append(List.of(usage(number, "x".repeat(1000)))))
                    .containsExactly(new Receipt(Receipt.Outcome.CREATED, number)));
  }

  private FileJournal open(long replayBytes) {
    return open(1024, replayBytes);
  }

  private FileJournal open(long segmentBytes, long replayBytes) {
    JournalSettings settings =
        new JournalSettings(FOLDER, segmentBytes, 1 << 28, 0L, HOUR, replayBytes, 1 << 20);
    Tuning tuning = new Tuning(1 << 20, 4, Duration.ZERO, 1000, Duration.ofMillis(1), time);
    return FileJournal.open(settings, files, KnownRecords.NONE, time, tuning);
  }
}
