package io.hivecore.telemetry.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdFilterTest {
  private static final int IDS = 100_000;

  private final long[] known = new SplittableRandom(1).longs(IDS).toArray();
  private final IdFilter filter = IdFilter.forIds(IDS);

  IdFilterTest() {
    LongStream.of(known).forEach(filter::add);
  }

  @Test
  void knowsAllThatWasAddedAndHardlyAnythingElse() {
    assertThat(LongStream.of(known).allMatch(filter::mayContain)).isTrue();
    long falseHits = new SplittableRandom(2).longs(1_000_000).filter(filter::mayContain).count();
    assertThat(falseHits).isLessThan(100);
  }

  @Test
  void isTheSameFromAFileAndNothingFromADamagedOne(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ids");
    filter.write(file);
    IdFilter mapped = IdFilter.map(file).orElseThrow();
    assertThat(LongStream.of(known).allMatch(mapped::mayContain)).isTrue();

    byte[] bytes = Files.readAllBytes(file);
    for (int at : new int[] {0, 9, 17, 24, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThat(IdFilter.map(file)).isEmpty();
    }
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 64));
    assertThat(IdFilter.map(file)).isEmpty();
    Files.write(file, new byte[10]);
    assertThat(IdFilter.map(file)).isEmpty();
  }
}
