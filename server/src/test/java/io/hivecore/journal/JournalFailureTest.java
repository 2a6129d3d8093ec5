package io.hivecore.journal;

import static io.hivecore.journal.Entries.kept;
import static io.hivecore.journal.Entries.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.journal.Entries.Kept;
import io.hivecore.journal.JournalUnavailableException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A device that fails, fills up or cannot be written: refused, not lost, and over by itself. */
final class JournalFailureTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final Logger LOG = Logger.getLogger("io.hivecore.journal");

  private final ForgetfulFiles files = new ForgetfulFiles(new Random(1));

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(null);
  }

  @Test
  void aForceThatFailsIsNeverAcknowledgedAndNeverTriedAgain() {
    List<Kept> expected =
        List.of(
            kept(1, usage(1, "a"), true),
            kept(2, usage(3, "c"), true),
            kept(3, usage(2, "b again"), true));
    try (FileJournal journal = open(settings(1 << 20, 0, 1 << 20))) {
      journal.append(List.of(usage(1, "a")));
      files.truncateFails(true);
      files.failNextForces(1);
      assertRefused(Reason.FAILED, journal, usage(2, "b"));
      appendWhenAvailable(journal, usage(3, "c"));
      // It was refused, so it is not known.
      assertThat(journal.append(List.of(usage(2, "b again"))))
          .containsExactly(new Receipt(Receipt.Outcome.CREATED, 3));
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
    }
    try (FileJournal journal = reopen(files.afterPowerCut())) {
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
    }
  }

  @Test
  void whatWasRefusedDoesNotComeBackWhenTheProcessEndsBeforeTheDeviceWorks() {
    FileJournal journal = open(settings(1 << 20, 0, 1 << 20));
    journal.append(List.of(usage(1, "a")));
    files.onForce(() -> files.renameFails(true));
    files.failNextForces(1);
    assertRefused(Reason.FAILED, journal, usage(2, "b"));
    Eventually.is(
        () -> files.paths().stream().anyMatch(path -> path.toString().endsWith("unfinished")));
    ForgetfulFiles left = files.afterEndOfProcess();
    journal.close();
    try (FileJournal reopened = reopen(left)) {
      assertThat(Entries.after(0, reopened)).containsExactly(kept(1, usage(1, "a"), true));
    }
  }

  @Test
  void aDeviceThatGoesOnFailingStaysUnavailableUntilItWorks() {
    try (FileJournal journal = open(settings(1 << 20, 0, 1 << 20))) {
      journal.append(List.of(usage(1, "a")));
      files.failNextForces(Long.MAX_VALUE);
      assertRefused(Reason.FAILED, journal, usage(2, "b"));
      long forces = files.forces();
      Eventually.is(() -> files.forces() > forces + 3);
      assertThat(journal.status().unavailable())
          .contains("the journal cannot be written: Input/output error");
      assertRefused(Reason.FAILED, journal, usage(2, "b"));
      assertThat(journal.durableSequence()).isEqualTo(1);
      files.failNextForces(0);
      appendWhenAvailable(journal, usage(2, "c"));
      assertThat(Entries.after(0, journal))
          .containsExactly(kept(1, usage(1, "a"), true), kept(2, usage(2, "c"), true));
      assertThat(journal.status().unavailable()).isEmpty();
    }
  }

  @Test
  void aFullDiskRefusesLosesNothingAndRecovers() {
    List<Kept> expected = new ArrayList<>();
    files.sizeOfDisk(20_000);
    try (FileJournal journal = open(settings(4096, 0, 1 << 20))) {
      long accepted = fill(journal, expected);
      assertThat(accepted).isGreaterThan(10);
      assertRefused(Reason.NO_ROOM, journal, usage(9999, "x".repeat(1000)));
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
      files.sizeOfDisk(1 << 20);
      Entry more = usage(10_000, "more");
      appendWhenAvailable(journal, more);
      expected.add(kept(expected.size() + 1, more, true));
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
    }
    try (FileJournal journal = reopen(files.afterPowerCut())) {
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
    }
  }

  @Test
  void aDiskThatFillsUpWithinAWriteRefusesLosesNothingAndRecovers() {
    List<Kept> expected = new ArrayList<>();
    JournalFiles optimistic = new Optimistic(files);
    files.sizeOfDisk(20_000);
    try (FileJournal journal = open(settings(4096, 0, 1 << 20), optimistic)) {
      fill(journal, expected);
      assertRefused(Reason.NO_ROOM, journal, usage(9999, "x".repeat(1000)));
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
      files.sizeOfDisk(1 << 20);
      Entry more = usage(10_000, "more");
      appendWhenAvailable(journal, more);
      expected.add(kept(expected.size() + 1, more, true));
    }
    try (FileJournal journal = reopen(files.afterPowerCut())) {
      assertThat(Entries.after(0, journal)).isEqualTo(expected);
    }
  }

  @Test
  void theReserveStaysFree() {
    files.sizeOfDisk(100_000);
    List<Kept> expected = new ArrayList<>();
    try (FileJournal journal = open(settings(4096, 60_000, 1 << 20))) {
      fill(journal, expected);
      assertThat(files.usedBytes()).isBetween(30_000L, 40_000L);
    }
  }

  @Test
  void byDefaultAHundredthOfASmallDiskStaysFree() throws Exception {
    files.sizeOfDisk(1_000_000);
    Room room = new Room(JournalSettings.defaults(FOLDER), files, new Segments(List.of()));
    assertThat(room.shortage(990_000)).isNull();
    assertThat(room.shortage(990_001))
        .isEqualTo("the journal's disk has 1000000 bytes left, of which 10000 stay free");
    files.sizeOfDisk(1L << 40);
    assertThat(room.shortage((4L << 30) + 1))
        .isEqualTo(
            "the journal has 0 bytes and may have 4294967296 until the store has applied more of it");
    assertThat(room.shortage(4L << 30)).isNull();
    JournalSettings large = new JournalSettings(FOLDER, 1024, 1L << 50, null, Duration.ZERO, 0, 1);
    Room largeRoom = new Room(large, files, new Segments(List.of()));
    assertThat(largeRoom.shortage((1L << 40) - (512L << 20))).isNull();
    assertThat(largeRoom.shortage((1L << 40) - (512L << 20) + 1)).isNotNull();
  }

  @Test
  void theCapRefusesUntilTheStoreHasApplied() {
    List<Kept> expected = new ArrayList<>();
    JournalSettings settings =
        new JournalSettings(FOLDER, 4096, 20_000, 0L, Duration.ofHours(1), 1 << 20, 1 << 20);
    try (FileJournal journal = open(settings)) {
      fill(journal, expected);
      assertThat(journal.status().sizeBytes()).isBetween(15_000L, 20_000L);
      assertThat(journal.status().unavailable().orElseThrow())
          .contains("may have 20000 until the store has applied more of it");
      // What is applied makes room though it could still be replayed.
      journal.applied(journal.durableSequence());
      appendWhenAvailable(journal, usage(10_000, "more"));
      assertThat(journal.oldestSequence()).isGreaterThan(1);
    }
  }

  @Test
  void aReadOnlyDiskRefusesAndRecovers() {
    try (FileJournal journal = open(settings(1 << 20, 0, 1 << 20))) {
      journal.append(List.of(usage(1, "a")));
      files.readOnly(true);
      assertRefused(Reason.FAILED, journal, usage(2, "b"));
      assertThat(Entries.after(0, journal)).containsExactly(kept(1, usage(1, "a"), true));
      files.readOnly(false);
      appendWhenAvailable(journal, usage(2, "c"));
      assertThat(Entries.after(1, journal)).containsExactly(kept(2, usage(2, "c"), true));
    }
  }

  @Test
  void pastTheQueueAnAppendIsRefusedAtOnce() throws Exception {
    CountDownLatch forcing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (FileJournal journal = open(settings(1 << 20, 0, 1000))) {
      journal.append(List.of(usage(1, "a")));
      files.onForce(
          () -> {
            forcing.countDown();
            awaitUninterruptibly(goOn);
          });
      Thread slow = Thread.ofVirtual().start(() -> journal.append(List.of(usage(2, "b"))));
      forcing.await();
      assertThatThrownBy(() -> journal.append(List.of(usage(3, "x".repeat(1000)))))
          .isInstanceOfSatisfying(
              JournalUnavailableException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(Reason.OVERLOADED);
                assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
              });
      assertThat(journal.status().queuedBytes()).isBetween(100L, 300L);
      goOn.countDown();
      slow.join();
      Eventually.is(() -> journal.status().queuedBytes() == 0);
      // Alone it may be larger than the queue.
      journal.append(List.of(usage(3, "x".repeat(1000))));
      assertThat(Entries.after(0, journal))
          .extracting(Kept::id)
          .containsExactly(Entries.id(1), Entries.id(2), Entries.id(3));
    }
  }

  @Test
  void closingWritesWhatWaits() throws Exception {
    CountDownLatch forcing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FileJournal journal = open(settings(1 << 20, 0, 1 << 20));
    journal.append(List.of(usage(1, "a")));
    files.onForce(
        () -> {
          forcing.countDown();
          awaitUninterruptibly(goOn);
        });
    Thread one = Thread.ofVirtual().start(() -> journal.append(List.of(usage(2, "b"))));
    forcing.await();
    long queued = journal.status().queuedBytes();
    Thread two = Thread.ofVirtual().start(() -> journal.append(List.of(usage(3, "c"))));
    Eventually.is(() -> journal.status().queuedBytes() > queued);
    Thread closing = Thread.ofVirtual().start(journal::close);
    Eventually.is(() -> journal.status().unavailable().isPresent());
    goOn.countDown();
    closing.join();
    one.join();
    two.join();
    try (FileJournal reopened = reopen(files.afterPowerCut())) {
      assertThat(Entries.after(0, reopened))
          .containsExactly(
              kept(1, usage(1, "a"), true),
              kept(2, usage(2, "b"), true),
              kept(3, usage(3, "c"), true));
    }
  }

  private static long fill(FileJournal journal, List<Kept> expected) {
    for (long i = 1; i < 1000; i++) {
      Entry entry = usage(i, "payload ".repeat(50));
      try {
        journal.append(List.of(entry));
      } catch (JournalUnavailableException e) {
        assertThat(e.reason()).isEqualTo(Reason.NO_ROOM);
        return i - 1;
      }
      expected.add(kept(i, entry, true));
    }
    throw new AssertionError("it was never full");
  }

  private static void assertRefused(Reason reason, FileJournal journal, Entry entry) {
    assertThatThrownBy(() -> journal.append(List.of(entry)))
        .isInstanceOfSatisfying(
            JournalUnavailableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void appendWhenAvailable(FileJournal journal, Entry entry) {
    Eventually.is(() -> journal.status().unavailable().isEmpty());
    journal.append(List.of(entry));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private FileJournal open(JournalSettings settings) {
    return open(settings, files);
  }

  private FileJournal reopen(JournalFiles left) {
    return open(settings(1 << 20, 0, 1 << 20), left);
  }

  private static FileJournal open(JournalSettings settings, JournalFiles files) {
    Tuning tuning =
        new Tuning(1 << 20, 4, Duration.ZERO, 1000, Duration.ofMillis(2), System::nanoTime);
    return FileJournal.open(
        settings, files, KnownRecords.NONE, InstantSource.fixed(Instant.EPOCH), tuning);
  }

  private static JournalSettings settings(long segmentBytes, long reserve, long queueBytes) {
    return new JournalSettings(
        FOLDER, segmentBytes, 1 << 28, reserve, Duration.ofHours(1), 1 << 20, queueBytes);
  }

  /** Says that there is always room, as a disk does that others fill at the same moment. */
  private record Optimistic(JournalFiles files) implements JournalFiles {
    @Override
    public void makeFolder(Path folder) throws IOException {
      files.makeFolder(folder);
    }

    @Override
    public List<String> list(Path folder) throws IOException {
      return files.list(folder);
    }

    @Override
    public JournalFile create(Path file) throws IOException {
      return files.create(file);
    }

    @Override
    public JournalFile openForChange(Path file) throws IOException {
      return files.openForChange(file);
    }

    @Override
    public JournalFile openForReading(Path file) throws IOException {
      return files.openForReading(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      files.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      files.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
      files.forceFolder(folder);
    }

    @Override
    public long usableBytes(Path folder) {
      return 1L << 40;
    }

    @Override
    public long totalBytes(Path folder) {
      return 1L << 40;
    }
  }
}
