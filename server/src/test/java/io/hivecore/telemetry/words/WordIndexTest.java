package io.hivecore.telemetry.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index and the expressions find the same. */
final class WordIndexTest {
  private static final int TENANT = 7;

  /** What is likely to be taken for something else when it stands beside another. */
  private static final List<String> PIECES =
      List.of(
          "n",
          "N",
          "b",
          "foo",
          "Foo",
          "FOO",
          "nfoo",
          "bar",
          "ar",
          "2",
          "é",
          "É",
          "naïve",
          "ß",
          "Straße",
          "订",
          "单",
          "订单",
          "退款",
          "かな",
          "한국",
          "ไทย",
          "ſ",
          "K",
          "k",
          "İ",
          "ı",
          "i",
          "\\",
          "\\n",
          "\\\\",
          "\\\"",
          "\\u8ba2",
          "\n",
          " ",
          "  ",
          "_",
          "-",
          ".",
          "\"",
          "{\"",
          "\":",
          "\u0001",
          "🎉",
          "e\u0301",
          "²",
          "x".repeat(63),
          "y".repeat(64),
          "y".repeat(65),
          "");

  @TempDir private Path folder;

  private static String some(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static String asked(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "\"" + some(random, 4) + "\"";
      case 1 -> some(random, 1) + "*";
      case 2 -> some(random, 1) + " " + some(random, 1);
      case 3 -> PIECES.get(random.nextInt(PIECES.size()));
      default -> some(random, 3);
    };
  }

  @Test
  void findsWhatExpressionsFind() throws IOException {
    var random = new Random(3);
    List<List<String>> records = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      records.add(List.of(some(random, 5), some(random, 3), some(random, 1)));
    }
    Path index = write("all", records);
    int hits = 0;
    try (var indexes = new WordIndexes()) {
      for (int i = 0; i < 500; i++) {
        String asked = asked(random);
        WordQuery query = WordQuery.parse(asked);
        if (!query.isEmpty()) {
          Set<Long> expected = scan(records, query);
          assertThat(find(indexes, index, TENANT, query)).as("%s", asked).isEqualTo(expected);
          hits += expected.size();
        }
      }
    }
    // The test would say nothing if nothing were found.
    assertThat(hits).isGreaterThan(1_000);
  }

  private Path write(String name, List<List<String>> records) throws IOException {
    Path index = folder.resolve(name);
    try (var writer = new WordIndexWriter(index)) {
      for (int i = 0; i < records.size(); i++) {
        writer.add(TENANT, i, records.get(i));
        // The like of another tenant.
        writer.add(TENANT + 1, 1_000_000 + i, records.get(records.size() - 1 - i));
      }
      writer.compact();
      writer.finish(records.size());
    }
    assertThat(WordFolder.records(index)).hasValue(records.size());
    return index;
  }

  private static Set<Long> find(WordIndexes indexes, Path index, int tenant, WordQuery query)
      throws IOException {
    Set<Long> found = new TreeSet<>();
    try (WordHits hits = indexes.search(index, tenant, query)) {
      for (List<Long> some = hits.next(5); !some.isEmpty(); some = hits.next(5)) {
        assertThat(some).hasSizeLessThanOrEqualTo(5);
        for (long sequence : some) {
          assertThat(found.add(sequence)).isTrue();
        }
      }
    }
    return found;
  }

  private static Set<Long> scan(List<List<String>> records, WordQuery query) {
    List<Pattern> all =
        query.terms().stream().map(term -> Pattern.compile(term.expression())).toList();
    List<Pattern> hints = query.terms().stream().map(term -> Pattern.compile(term.hint())).toList();
    Set<Long> found = new TreeSet<>();
    for (int i = 0; i < records.size(); i++) {
      String text = String.join(String.valueOf(Words.GAP), records.get(i));
      if (all.stream().allMatch(pattern -> pattern.matcher(text).find())) {
        assertThat(hints).allMatch(pattern -> pattern.matcher(text).find());
        found.add((long) i);
      }
    }
    return found;
  }

  @Test
  void givesTheNewestFirst() throws IOException {
    List<List<String>> records = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      records.add(List.of(i % 2 == 0 ? "even" : "odd"));
    }
    Path index = write("all", records);
    try (var indexes = new WordIndexes();
        WordHits hits = indexes.search(index, TENANT, WordQuery.parse("EVEN"))) {
      assertThat(hits.next(2)).containsExactlyInAnyOrder(48L, 46L);
      assertThat(hits.next(3)).containsExactlyInAnyOrder(44L, 42L, 40L);
      assertThat(hits.next(100)).hasSize(20);
      assertThat(hits.next(100)).isEmpty();
    }
  }

  @Test
  void laysIndexesTogetherAndLeavesOut() throws IOException {
    Path first = write("first", List.of(List.of("one two"), List.of("two")));
    Path merged = folder.resolve("merged");
    try (var writer = new WordIndexWriter(merged)) {
      writer.addAll(first);
      writer.remove(Set.of(1L));
      writer.finish(1);
    }
    try (var indexes = new WordIndexes()) {
      assertThat(find(indexes, merged, TENANT, WordQuery.parse("two"))).containsExactly(0L);
      assertThat(find(indexes, merged, TENANT + 2, WordQuery.parse("two"))).isEmpty();
      indexes.check(merged);
    }
  }

  @Test
  void tellsNothingOfWhatWasNotFinished() throws IOException {
    Path half = folder.resolve("half");
    try (var writer = new WordIndexWriter(half)) {
      writer.add(TENANT, 1, List.of("one"));
    }
    assertThat(WordFolder.records(half)).isEmpty();
    assertThat(WordFolder.records(folder.resolve("none"))).isEmpty();
    WordFolder.delete(half);
    assertThat(half).doesNotExist();
  }
}
