package io.hivecore.journal;

import static io.hivecore.journal.Entries.kept;
import static io.hivecore.journal.Entries.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hivecore.journal.Entries.Kept;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a start makes of what it finds: torn, damaged, missing, too new. */
final class JournalRecoveryTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final Path FIRST = FOLDER.resolve("000000000001.segment");
  private static final Path SECOND = FOLDER.resolve("000000000002.segment");
  private static final Logger LOG = Logger.getLogger("io.hivecore.journal");

  private final Random random = new Random(1);

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOG.setLevel(null);
  }

  @Test
  void aTailTornAtAnyByteIsCutAndWritingGoesOn() {
    byte[] whole = withoutMark(5);
    int[] ends = ends(whole);
    for (int length = SegmentHeader.BYTES; length <= whole.length; length++) {
      for (Tail tail : Tail.values()) {
        ForgetfulFiles files = files(tail.behind(Arrays.copyOf(whole, length), random));
        long sound = soundEntries(ends, length);
        try (FileJournal journal = open(files)) {
          assertThat(journal.durableSequence()).as("%s at %s", tail, length).isEqualTo(sound);
          assertThat(journal.append(List.of(usage(99, "new"))))
              .containsExactly(new Receipt(Receipt.Outcome.CREATED, sound + 1));
        }
        List<Kept> expected = new ArrayList<>(expected(sound));
        expected.add(kept(sound + 1, usage(99, "new"), true));
        try (FileJournal journal = open(files.afterPowerCut())) {
          assertThat(Entries.after(0, journal)).isEqualTo(expected);
        }
      }
    }
  }

  /** What a file system can have behind the last byte that was written. */
  private enum Tail {
    NOTHING,
    ZEROS,
    GARBAGE;

    byte[] behind(byte[] sound, Random random) {
      byte[] all = Arrays.copyOf(sound, sound.length + (this == NOTHING ? 0 : 100));
      if (this == GARBAGE) {
        byte[] garbage = new byte[100];
        random.nextBytes(garbage);
        System.arraycopy(garbage, 0, all, sound.length, 100);
      }
      return all;
    }
  }

  @Test
  void aGroupOfWhichThePowerCutLeftLaterPartsIsCutWhereItIsTorn() {
    ForgetfulFiles files = new ForgetfulFiles(random);
    byte[] bytes;
    try (FileJournal journal = open(files)) {
      journal.append(List.of(usage(1, "payload 1")));
      journal.append(List.of(usage(2, "payload 2"), usage(3, "payload 3"), usage(4, "payload 4")));
      bytes = files.bytes(FIRST);
    }
    int[] ends = ends(bytes);
    Arrays.fill(bytes, ends[1], ends[2], (byte) 0);
    try (FileJournal journal = open(files(bytes))) {
      assertThat(Entries.after(0, journal)).isEqualTo(expected(2));
    }
  }

  @Test
  void anyFlippedBitBeforeTheLastGroupStopsTheStart() {
    byte[] whole = withoutMark(4);
    int[] ends = ends(whole);
    for (int at = SegmentHeader.BYTES; at < whole.length; at++) {
      ForgetfulFiles files = files(flipped(whole, at));
      int entry = (int) soundEntries(ends, at);
      if (entry == 3) {
        try (FileJournal journal = open(files)) {
          assertThat(Entries.after(0, journal)).as("flipped at %s", at).isEqualTo(expected(3));
        }
      } else {
        int begin = entry == 0 ? SegmentHeader.BYTES : ends[entry - 1];
        assertThatThrownBy(() -> open(files))
            .as("flipped at %s", at)
            .isInstanceOf(JournalDamagedException.class)
            .hasMessageContaining(FIRST + " is damaged at offset " + begin);
      }
    }
  }

  @Test
  void afterACleanCloseAnyFlippedBitStopsTheStart() {
    byte[] whole = withMark(3);
    int[] ends = ends(whole);
    for (int at = 0; at < ends[2]; at++) {
      ForgetfulFiles files = files(flipped(whole, at));
      assertThatThrownBy(() -> open(files))
          .as("flipped at %s", at)
          .isInstanceOfAny(JournalDamagedException.class, JournalVersionException.class)
          .hasMessageContaining(FIRST.toString());
    }
  }

  @Test
  void damageInAnEarlierSegmentStopsTheStartUnlessTheStoreHasIt() {
    ForgetfulFiles files = new ForgetfulFiles(random);
    Entry large = usage(1, "x".repeat(2000));
    try (FileJournal journal = open(files)) {
      journal.append(List.of(large));
      journal.append(List.of(usage(2, "payload 2")));
    }
    byte[] damaged = flipped(files.bytes(FIRST), 1000);
    files.place(FIRST, damaged);
    assertThatThrownBy(() -> open(files))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(FIRST + " is damaged at offset 64");
    files.place(FIRST, flipped(damaged, 1000));
    try (FileJournal journal = open(files)) {
      journal.applied(1);
    }
    files.place(FIRST, damaged);
    try (FileJournal journal = open(files)) {
      assertThatThrownBy(() -> Entries.after(0, journal))
          .isInstanceOf(JournalDamagedException.class);
      journal.applied(1);
      assertThat(journal.oldestSequence()).isEqualTo(1);
      assertThat(Entries.after(0, journal)).containsExactly(kept(2, usage(2, "payload 2"), true));
    }
  }

  @Test
  void damageThatComesWhileItRunsStopsAReaderThatNeedsIt() {
    ForgetfulFiles files = new ForgetfulFiles(random);
    try (FileJournal journal = open(files)) {
      journal.append(List.of(usage(1, "payload 1")));
      files.place(FIRST, flipped(files.bytes(FIRST), 100));
      assertThatThrownBy(() -> Entries.after(0, journal))
          .isInstanceOf(JournalDamagedException.class)
          .hasMessageContaining(FIRST.toString())
          .hasMessageContaining("offset 64");
    }
  }

  @Test
  void aMissingSegmentStopsTheStart() throws Exception {
    ForgetfulFiles files = new ForgetfulFiles(random);
    try (FileJournal journal = open(files)) {
      for (int i = 0; i < 3; i++) {
        journal.append(List.of(usage(i, "x".repeat(2000))));
      }
    }
    files.delete(SECOND);
    assertThatThrownBy(() -> open(files))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(FIRST.toString())
        .hasMessageContaining("entry 2 cannot be read");
  }

  @Test
  void aSegmentOfANewerFormatIsRefused() {
    byte[] bytes = withMark(1);
    bytes[11] = 2;
    assertThatThrownBy(() -> open(files(bytes)))
        .isInstanceOf(JournalVersionException.class)
        .hasMessage(
            FIRST
                + " has format 2; this program knows formats up to 1: start a newer HiveCore on it");
  }

  @Test
  void aFolderOfANewerFormatIsRefused() {
    ForgetfulFiles files = files(withMark(1));
    files.place(
        FOLDER.resolve("format"),
        "HiveCore journal, format 2\n".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> open(files))
        .isInstanceOf(JournalVersionException.class)
        .hasMessage(
            "the journal "
                + FOLDER
                + " has format 2; this program knows formats up to 1: start a newer HiveCore on it");
  }

  @Test
  void aFormatFileThatSaysNothingIsRefused() {
    ForgetfulFiles files = files(withMark(1));
    files.place(FOLDER.resolve("format"), new byte[] {0});
    assertThatThrownBy(() -> open(files))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining(FOLDER.resolve("format").toString());
  }

  @Test
  void anUnreadableAppliedMarkOnlyMakesTheStartReadMore() {
    ForgetfulFiles files = new ForgetfulFiles(random);
    try (FileJournal journal = open(files)) {
      journal.append(List.of(usage(1, "payload 1")));
      journal.applied(1);
    }
    Path mark = FOLDER.resolve("applied");
    files.place(mark, flipped(files.bytes(mark), 10));
    try (FileJournal journal = open(files)) {
      assertThat(journal.status().appliedSequence()).isZero();
      assertThat(journal.append(List.of(usage(1, "again"))))
          .containsExactly(new Receipt(Receipt.Outcome.DUPLICATE, 0));
    }
  }

  @Test
  void aGroupThatOnlyTheSystemRemembersIsWrittenAgainBeforeItCounts() {
    for (int seed = 0; seed < 50; seed++) {
      ForgetfulFiles files = new ForgetfulFiles(new Random(seed));
      FileJournal first = open(files);
      first.append(List.of(usage(1, "payload 1")));
      files.failNextForces(100);
      files.truncateFails(true);
      assertThatThrownBy(() -> first.append(List.of(usage(2, "payload 2"))))
          .isInstanceOf(JournalUnavailableException.class);
      // The process ends; the system still shows what it has not on the device, and calls it clean.
      ForgetfulFiles shown = files.afterEndOfProcess();
      first.close();
      List<Kept> found;
      FileJournal second = open(shown);
      found = Entries.after(0, second);
      ForgetfulFiles left = shown.afterPowerCut();
      second.close();
      try (FileJournal third = open(left)) {
        assertThat(Entries.after(0, third)).isEqualTo(found).isEqualTo(expected(2));
      }
    }
  }

  private byte[] withoutMark(int entries) {
    ForgetfulFiles files = new ForgetfulFiles(random);
    try (FileJournal journal = open(files)) {
      appendOneByOne(entries, journal);
      return files.bytes(FIRST);
    }
  }

  private byte[] withMark(int entries) {
    ForgetfulFiles files = new ForgetfulFiles(random);
    try (FileJournal journal = open(files)) {
      appendOneByOne(entries, journal);
    }
    return files.bytes(FIRST);
  }

  private static void appendOneByOne(int entries, FileJournal journal) {
    for (int i = 1; i <= entries; i++) {
      journal.append(List.of(usage(i, "payload " + i)));
    }
  }

  private static List<Kept> expected(long entries) {
    List<Kept> all = new ArrayList<>();
    for (int i = 1; i <= entries; i++) {
      all.add(kept(i, usage(i, "payload " + i), true));
    }
    return all;
  }

  /** Where each frame ends. */
  private static int[] ends(byte[] segment) {
    List<Integer> ends = new ArrayList<>();
    int at = SegmentHeader.BYTES;
    while (at < segment.length) {
      at += ByteBuffer.wrap(segment).getInt(at);
      ends.add(at);
    }
    return ends.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long soundEntries(int[] ends, int length) {
    return Arrays.stream(ends).filter(end -> end <= length).count();
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= (byte) (1 << at % 8);
    return other;
  }

  private ForgetfulFiles files(byte[] segment) {
    ForgetfulFiles files = new ForgetfulFiles(random);
    files.place(
        FOLDER.resolve("format"),
        "HiveCore journal, format 1\n".getBytes(StandardCharsets.US_ASCII));
    files.place(FIRST, segment);
    return files;
  }

  private static FileJournal open(JournalFiles files) {
    JournalSettings settings =
        new JournalSettings(FOLDER, 2048, 1 << 28, 0L, Duration.ofHours(1), 1 << 20, 1 << 20);
    return FileJournal.open(settings, files, KnownRecords.NONE, InstantSource.fixed(Instant.EPOCH));
  }
}
