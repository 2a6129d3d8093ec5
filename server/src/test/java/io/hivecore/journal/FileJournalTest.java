package io.hivecore.journal;

import static io.hivecore.journal.Entries.OTHER_TENANT;
import static io.hivecore.journal.Entries.TENANT;
import static io.hivecore.journal.Entries.entry;
import static io.hivecore.journal.Entries.execution;
import static io.hivecore.journal.Entries.kept;
import static io.hivecore.journal.Entries.usage;
import static io.hivecore.journal.Receipt.Outcome.CREATED;
import static io.hivecore.journal.Receipt.Outcome.DUPLICATE;
import static io.hivecore.journal.Receipt.Outcome.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.journal.Entries.Kept;
import io.hivecore.journal.JournalUnavailableException.Reason;
import io.hivecore.telemetry.ExecutionStatus;
import io.hivecore.telemetry.RecordKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal does on a real disk when nothing goes wrong. */
final class FileJournalTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  @TempDir private Path folder;

  @Test
  void keepsWhatItAcknowledgesInOrderAndAcrossARestart() {
    List<Kept> expected =
        List.of(
            kept(1, usage(1, "one"), true),
            kept(2, entry(OTHER_TENANT, RecordKind.LOG, 1, null, "two"), true),
            kept(3, usage(2, "three 😀"), true));
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      assertThat(journal.append(List.of(usage(1, "one")))).containsExactly(new Receipt(CREATED, 1));
      assertThat(
              journal.append(
                  List.of(
                      entry(OTHER_TENANT, RecordKind.LOG, 1, null, "two"), usage(2, "three 😀"))))
          .containsExactly(new Receipt(CREATED, 2), new Receipt(CREATED, 3));
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
      assertThat(Entries.after(2, journal)).isEqualTo(expected.subList(2, 3));
    }
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
      assertThat(journal.append(List.of(usage(3, "four"))))
          .containsExactly(new Receipt(CREATED, 4));
      assertThat(Entries.after(3, journal)).containsExactly(kept(4, usage(3, "four"), true));
    }
  }

  @Test
  void anEmptyJournalHasNothing() throws InterruptedException {
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      assertThat(journal.append(List.of())).isEmpty();
      assertThat(Entries.after(0, journal)).isEmpty();
      assertThat(journal.awaitBeyond(0, Duration.ZERO)).isZero();
      assertThat(journal.status()).isEqualTo(new JournalStatus(1, 0, 0, 0, 0, Optional.empty()));
    }
  }

  @Test
  void decidesDuplicatesInOneListAndAcrossARestart() {
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      assertThat(
              journal.append(
                  List.of(
                      usage(1, "a"),
                      usage(1, "b"),
                      entry(TENANT, RecordKind.LOG, 1, null, "c"),
                      entry(OTHER_TENANT, RecordKind.USAGE, 1, null, "d"))))
          .containsExactly(
              new Receipt(CREATED, 1),
              new Receipt(DUPLICATE, 0),
              new Receipt(CREATED, 2),
              new Receipt(CREATED, 3));
    }
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      assertThat(journal.append(List.of(usage(1, "e"), usage(2, "f"))))
          .containsExactly(new Receipt(DUPLICATE, 0), new Receipt(CREATED, 4));
    }
  }

  @Test
  void anIdThatTheServerMadeIsADuplicateWhenTheSenderReturnsIt() {
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      Entry made = new Entry(TENANT, RecordKind.USAGE, Entries.id(1), false, null, new byte[] {1});
      journal.append(List.of(made));
      assertThat(journal.append(List.of(usage(1, "returned"))))
          .containsExactly(new Receipt(DUPLICATE, 0));
    }
  }

  @Test
  void theFirstTerminalStatusOfAnExecutionStays() {
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      assertThat(
              journal.append(
                  List.of(
                      execution(1, null, "a"),
                      execution(1, ExecutionStatus.RUNNING, "b"),
                      execution(1, ExecutionStatus.COMPLETED, "c"),
                      execution(1, ExecutionStatus.RUNNING, "d"))))
          .containsExactly(
              new Receipt(CREATED, 1),
              new Receipt(UPDATED, 2),
              new Receipt(UPDATED, 3),
              new Receipt(UPDATED, 4));
    }
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      journal.append(List.of(execution(1, ExecutionStatus.FAILED, "e")));
      journal.append(List.of(execution(1, null, "f")));
      assertThat(Entries.after(0, journal))
          .extracting(Kept::payload, Kept::created, Kept::settledStatus)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("a", true, null),
              org.assertj.core.groups.Tuple.tuple("b", false, null),
              org.assertj.core.groups.Tuple.tuple("c", false, null),
              org.assertj.core.groups.Tuple.tuple("d", false, ExecutionStatus.COMPLETED),
              org.assertj.core.groups.Tuple.tuple("e", false, ExecutionStatus.COMPLETED),
              org.assertj.core.groups.Tuple.tuple("f", false, ExecutionStatus.COMPLETED));
    }
  }

  @Test
  void goesOnInFurtherSegmentsAndTakesAnAppendLargerThanOne() {
    JournalSettings settings = settings(1024, 1 << 20);
    String large = "x".repeat(3 << 20);
    List<Kept> expected = new ArrayList<>();
    try (Journal journal = open(settings)) {
      for (long i = 1; i <= 50; i++) {
        Entry entry = usage(i, i == 25 ? large : "payload " + i);
        assertThat(journal.append(List.of(entry))).containsExactly(new Receipt(CREATED, i));
        expected.add(kept(i, entry, true));
      }
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
    }
    try (Journal journal = open(settings)) {
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
      for (int after = 0; after <= 50; after++) {
        assertThat(Entries.after(after, journal)).isEqualTo(expected.subList(after, 50));
      }
    }
  }

  @Test
  void readsFromAnywhereInALargeSegmentAlsoAfterARestart() {
    int count = 150;
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      for (int i = 1; i <= count; i++) {
        journal.append(List.of(usage(i, "x".repeat(20_000))));
      }
      assertEverySuffixIsRead(count, journal);
    }
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      assertEverySuffixIsRead(count, journal);
      // What one reader passed helps the next: read again.
      assertEverySuffixIsRead(count, journal);
    }
  }

  private static void assertEverySuffixIsRead(int count, Journal journal) {
    for (int after = 0; after <= count; after++) {
      try (Journal.Reader reader = journal.read(after)) {
        assertThat(reader.next(2, Long.MAX_VALUE))
            .extracting(JournaledEntry::sequence)
            .isEqualTo(
                LongStream.rangeClosed(after + 1, Math.min(after + 2, count)).boxed().toList());
      }
    }
  }

  @Test
  void aReaderFollowsAndIsWokenByAppends() throws Exception {
    try (Journal journal = open(settings(2048, 1 << 20))) {
      List<Long> read = new ArrayList<>();
      Thread follower =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Journal.Reader reader = journal.read(0)) {
                      while (read.size() < 500) {
                        journal.awaitBeyond(read.size(), Duration.ofSeconds(30));
                        reader.next(10, 1 << 20).forEach(entry -> read.add(entry.sequence()));
                      }
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  });
      for (int i = 0; i < 500; i++) {
        journal.append(List.of(usage(i, "payload")));
      }
      follower.join();
      assertThat(read).isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
    }
  }

  @Test
  void aReaderIsUsableAfterAnInterrupt() {
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      journal.append(List.of(usage(1, "a"), usage(2, "b")));
      try (Journal.Reader reader = journal.read(0)) {
        Thread.currentThread().interrupt();
        assertThat(reader.next(1, 1)).extracting(JournaledEntry::sequence).containsExactly(1L);
        assertThat(Thread.interrupted()).isTrue();
        journal.append(List.of(usage(3, "c")));
        assertThat(reader.next(9, 99)).extracting(JournaledEntry::sequence).containsExactly(2L, 3L);
      }
    }
  }

  @Test
  void anInterruptedCallerStillGetsItsReceipt() {
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      Thread.currentThread().interrupt();
      assertThat(journal.append(List.of(usage(1, "a")))).containsExactly(new Receipt(CREATED, 1));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aReaderKeepsToItsLimits() {
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      journal.append(List.of(usage(1, "12345"), usage(2, "12345"), usage(3, "12345")));
      try (Journal.Reader reader = journal.read(0)) {
        assertThat(reader.next(9, 1)).extracting(JournaledEntry::sequence).containsExactly(1L);
        assertThat(reader.next(1, 99)).extracting(JournaledEntry::sequence).containsExactly(2L);
        assertThat(reader.next(9, 10)).extracting(JournaledEntry::sequence).containsExactly(3L);
        assertThat(reader.next(9, 10)).isEmpty();
      }
    }
  }

  @Test
  void aClosedJournalRefusesAndWakesWhoWaits() throws Exception {
    Journal journal = open(JournalSettings.defaults(folder));
    Thread closing = Thread.ofVirtual().unstarted(journal::close);
    journal.append(List.of(usage(1, "a")));
    closing.start();
    assertThat(journal.awaitBeyond(1, Duration.ofMinutes(1))).isEqualTo(1);
    closing.join();
    assertThatThrownBy(() -> journal.append(List.of(usage(2, "b"))))
        .isInstanceOfSatisfying(
            JournalUnavailableException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
    assertThat(journal.status().unavailable()).contains("the journal is closed");
    journal.close();
  }

  @Test
  void goesOnBehindAStoreThatIsAhead() {
    // Numbers that the lost journal may have given beyond the store are not given again.
    long next = 1001 + JournalWriter.NUMBERS_LEFT_OUT;
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      journal.append(List.of(usage(1, "a")));
      journal.applied(1000);
      assertThat(journal.append(List.of(usage(2, "b"))))
          .containsExactly(new Receipt(CREATED, next));
      assertThat(Entries.after(0, journal)).extracting(Kept::sequence).containsExactly(1L, next);
    }
    try (Journal journal = open(JournalSettings.defaults(folder))) {
      assertThat(journal.append(List.of(usage(3, "c"))))
          .containsExactly(new Receipt(CREATED, next + 1));
      assertThat(Entries.after(1, journal))
          .extracting(Kept::sequence)
          .containsExactly(next, next + 1);
    }
  }

  private Journal open(JournalSettings settings) {
    return FileJournal.open(settings, JournalFiles.onDisk(), KnownRecords.NONE, CLOCK);
  }

  private JournalSettings settings(long segmentBytes, long replayBytes) {
    return new JournalSettings(
        folder.resolve("made/by/the journal"),
        segmentBytes,
        1L << 30,
        0L,
        Duration.ofHours(1),
        replayBytes,
        64 << 20);
  }
}
