package io.hivecore.telemetry.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index tells exactly what was written, or that it cannot tell. */
final class IdIndexTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 20_000})
  void findsWhatWasWrittenAndNothingElse(int entries) throws IOException {
    Map<Long, List<Long>> written = random(entries, entries);
    IdIndex index = index("index", written);
    assertHolds(index, written);
    var random = new Random(2);
    for (int i = 0; i < 1_000; i++) {
      long hash = random.nextLong();
      if (!written.containsKey(hash)) {
        assertThat(index.find(hash)).contains(List.of());
      }
    }
  }

  @Test
  void findsAllOfOneHashAcrossPages() throws IOException {
    Map<Long, List<Long>> written = random(3, 600);
    List<Long> many = new ArrayList<>();
    for (long i = 0; i < 2_000; i++) {
      many.add(i);
    }
    written.put(0L, many);
    assertHolds(index("index", written), written);
  }

  @Test
  void mergesAndFilters() throws IOException {
    List<IdIndex> sources = new ArrayList<>();
    Map<Long, List<Long>> all = new TreeMap<>();
    for (int i = 0; i < 5; i++) {
      Map<Long, List<Long>> some = random(10 + i, 1_000 * i);
      sources.add(index("source" + i, some));
      some.forEach(
          (hash, sequences) ->
              all.computeIfAbsent(hash, ignored -> new ArrayList<>()).addAll(sequences));
    }
    IdFilter filter;
    try (var writer = new IdIndexWriter(folder.resolve("merged"))) {
      filter = IdIndexMerge.merge(sources, writer);
      writer.finish();
    }
    IdIndex merged = IdIndex.open(folder.resolve("merged")).orElseThrow();
    assertHolds(merged, all);
    assertThat(all.keySet()).allMatch(filter::mayContain);
  }

  @Test
  void neverDeniesWhatItHoldsWhenItIsDamaged() throws IOException {
    Map<Long, List<Long>> written = random(5, 600);
    index("sound", written);
    byte[] sound = Files.readAllBytes(folder.resolve("sound"));
    for (int at = 0; at < sound.length; at += 3) {
      byte[] damaged = sound.clone();
      damaged[at] ^= 4;
      Files.write(folder.resolve("damaged"), damaged);
      Optional<IdIndex> index = IdIndex.open(folder.resolve("damaged"));
      if (index.isPresent()) {
        boolean told = true;
        for (var entry : written.entrySet()) {
          Optional<List<Long>> found = index.get().find(entry.getKey());
          told &= found.isPresent();
          assertThat(found.orElse(entry.getValue())).isEqualTo(entry.getValue());
        }
        assertThat(told).isFalse();
        assertThat(index.get().isDamaged()).isTrue();
      }
    }
    for (int length = 0; length < sound.length; length += 7) {
      Files.write(folder.resolve("cut"), Arrays.copyOf(sound, length));
      assertThat(IdIndex.open(folder.resolve("cut"))).isEmpty();
    }
  }

  @Test
  void takesHashesInOrderOnly() throws IOException {
    try (var writer = new IdIndexWriter(folder.resolve("index"))) {
      writer.add(5, 1);
      assertThatIllegalArgumentException().isThrownBy(() -> writer.add(4, 1));
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static Map<Long, List<Long>> random(long seed, int entries) {
    var random = new Random(seed);
    Map<Long, List<Long>> hashes = new TreeMap<>();
    for (int i = 0; i < entries; i++) {
      hashes
          .computeIfAbsent(random.nextLong(), ignored -> new ArrayList<>())
          .add(random.nextLong(1_000_000));
    }
    return hashes;
  }

  private IdIndex index(String name, Map<Long, List<Long>> hashes) throws IOException {
    try (var writer = new IdIndexWriter(folder.resolve(name))) {
      for (var entry : hashes.entrySet()) {
        for (long sequence : entry.getValue()) {
          writer.add(entry.getKey(), sequence);
        }
      }
      writer.finish();
    }
    return IdIndex.open(folder.resolve(name)).orElseThrow();
  }

  private static void assertHolds(IdIndex index, Map<Long, List<Long>> hashes) {
    hashes.forEach(
        (hash, sequences) ->
            assertThat(index.find(hash).orElseThrow())
                .containsExactlyInAnyOrderElementsOf(sequences));
  }
}
