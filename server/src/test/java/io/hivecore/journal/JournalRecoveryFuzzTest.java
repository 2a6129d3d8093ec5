package io.hivecore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hivecore.journal.Entries.Kept;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever stands in a segment file, a start gives a journal that works or says what is wrong. Runs
 * its stored inputs; with {@code JAZZER_FUZZ=1} in the environment it looks for new ones.
 */
final class JournalRecoveryFuzzTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final long SALT = 42;
  private static final Logger LOG = Logger.getLogger("io.hivecore.journal");

  @BeforeAll
  static void silence() {
    LOG.setLevel(Level.OFF);
  }

  @FuzzTest(maxDuration = "2m")
  void opensAnySegmentOrSaysWhyNot(FuzzedDataProvider data) {
    ForgetfulFiles files = new ForgetfulFiles(new Random(1));
    int segments = data.consumeInt(1, 3);
    for (int i = 1; i <= segments; i++) {
      files.place(FOLDER.resolve("00000000000" + i + ".segment"), segment(i, data));
    }
    try (FileJournal journal = open(files)) {
      List<Long> read = Entries.after(0, journal).stream().map(Kept::sequence).toList();
      long last = journal.durableSequence();
      journal.append(List.of(Entries.usage(1, "new"), Entries.usage(2, "new")));
      assertThat(journal.durableSequence()).isGreaterThanOrEqualTo(last);
      assertThat(read).isSorted().doesNotHaveDuplicates();
      if (!read.isEmpty() && segments == 1) {
        assertThat(read).isEqualTo(LongStream.rangeClosed(read.getFirst(), last).boxed().toList());
      }
    } catch (JournalDamagedException | JournalVersionException e) {
      assertThat(e).hasMessageContaining(FOLDER.toString());
    }
  }

  private static byte[] segment(int number, FuzzedDataProvider data) {
    if (data.consumeInt(0, 9) == 0) {
      return data.consumeBytes(500);
    }
    long first = data.consumeLong(1, 5);
    long follows = data.consumeBoolean() ? first - 1 : data.consumeLong(0, 5);
    ByteBuffer out = ByteBuffer.allocate(100_000);
    out.put(new SegmentHeader(number, first, follows, SALT, 0).encode());
    int frames = data.consumeInt(0, 8);
    for (int i = 0; i < frames; i++) {
      frame(out, first + i, data);
    }
    out.put(data.consumeBytes(100));
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  /** A frame with a right checksum, most often also right otherwise. */
  private static void frame(ByteBuffer out, long sequence, FuzzedDataProvider data) {
    byte[] payload = data.consumeBytes(data.consumeInt(0, 200));
    int length = Frame.OVERHEAD + payload.length;
    int begin = out.position();
    out.putInt(data.consumeInt(0, 9) == 0 ? data.consumeInt() : length);
    out.putLong(data.consumeInt(0, 9) == 0 ? data.consumeLong() : sequence);
    out.putInt(data.consumeInt(0, 9) == 0 ? data.consumeInt() : data.consumeInt(0, 3));
    out.putLong(1).putLong(data.consumeInt(1, 2)).putLong(1).putLong(data.consumeInt(1, 3));
    out.put((byte) data.consumeInt(0, 5)).put(data.consumeByte()).put(payload);
    CRC32C crc = new CRC32C();
    crc.update(FrameInput.saltBytes(SALT));
    crc.update(out.duplicate().flip().position(begin));
    out.putInt((int) crc.getValue());
  }

  private static FileJournal open(JournalFiles files) {
    JournalSettings settings =
        new JournalSettings(FOLDER, 2048, 1 << 28, 0L, Duration.ofHours(1), 1 << 20, 1 << 20);
    return FileJournal.open(settings, files, KnownRecords.NONE, InstantSource.fixed(Instant.EPOCH));
  }
}
