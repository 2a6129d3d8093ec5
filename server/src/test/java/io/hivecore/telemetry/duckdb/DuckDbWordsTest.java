package io.hivecore.telemetry.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hivecore.telemetry.Context;
import io.hivecore.telemetry.Cost;
import io.hivecore.telemetry.ModelCall;
import io.hivecore.telemetry.Page;
import io.hivecore.telemetry.PageRequest;
import io.hivecore.telemetry.RecordNames;
import io.hivecore.telemetry.SequencedRecord;
import io.hivecore.telemetry.SpanContent;
import io.hivecore.telemetry.SpanDetail;
import io.hivecore.telemetry.SpanKind;
import io.hivecore.telemetry.SpanMessage;
import io.hivecore.telemetry.SpanRecord;
import io.hivecore.telemetry.SpanStatus;
import io.hivecore.telemetry.Subject;
import io.hivecore.telemetry.TelemetryRecord;
import io.hivecore.telemetry.TraceFilter;
import io.hivecore.telemetry.TraceRecord;
import io.hivecore.telemetry.words.WordFolder;
import io.hivecore.telemetry.words.WordHits;
import io.hivecore.telemetry.words.WordIndexes;
import io.hivecore.telemetry.words.WordQuery;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With indexes of words, without, and with some of them a search finds the same. */
final class DuckDbWordsTest {
  private static final TenantId FIRST = new TenantId(new UUID(0, 1));
  private static final TenantId SECOND = new TenantId(new UUID(0, 2));
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final RecordNames NAMES = new RecordNames();

  private static final List<String> PIECES =
      List.of(
          "refund",
          "Late refund order",
          "Refund",
          "REFUND",
          "order",
          "nline",
          "line",
          "n",
          "foo_bar-2",
          "foo",
          "bar",
          "iPhone",
          "订单",
          "退款",
          "已",
          "naïve",
          "NAÏVE",
          "{\"role\": \"user\"}",
          "\\n",
          "\\",
          "\n",
          " ",
          " ",
          " ",
          "-",
          ".",
          "4711",
          "x".repeat(70),
          "🎉");

  @TempDir private Path temporary;
  private long sequence;

  private static DuckDbSettings indexed(Path folder) {
    return DuckDbSettings.inFolder(folder).withSegments(90, 1L << 30).withMerging(400, 3);
  }

  private static DuckDbSettings scanned(Path folder) {
    return DuckDbSettings.inFolder(folder).withSegments(1_000_000, 1L << 30);
  }

  private static SpanRecord span(String trace, boolean ended, SpanContent content) {
    return new SpanRecord(
        NAMES.span(trace, "1"),
        START,
        START,
        new Context("", "", "", "", trace, "1"),
        ended,
        true,
        "",
        SpanKind.CHAIN,
        "name",
        ended ? START.plusMillis(5) : null,
        SpanStatus.OK,
        "",
        new Subject("", "", "", ""),
        ModelCall.NONE,
        null,
        Cost.UNPRICED,
        content,
        new SpanDetail(List.of(), "", "", "", "", "", ""),
        "otel",
        null);
  }

  private static SpanContent texts(String input, String output) {
    return new SpanContent(input, output, "", "", List.of());
  }

  private static String some(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private void apply(
      DuckDbTelemetryStore store, TenantId tenant, boolean created, SpanRecord span) {
    sequence++;
    store.apply(List.of(new SequencedRecord(sequence, tenant, created, span)), sequence);
  }

  /** Spans of two tenants; of every third one more is said later, and its text is another then. */
  private void fill(DuckDbTelemetryStore store) {
    sequence = 0;
    var random = new Random(11);
    for (int i = 0; i < 280; i++) {
      String input = some(random, 8);
      SpanContent content =
          i % 5 == 0
              ? new SpanContent(
                  "",
                  "",
                  "",
                  "",
                  List.of(new SpanMessage(START, SpanMessage.Side.INPUT, "\"" + input + "\"")))
              : texts(input, some(random, 5));
      apply(store, i % 4 == 0 ? SECOND : FIRST, true, span("t" + i, i % 3 > 0, content));
      if (i % 3 == 0 && i >= 150) {
        int earlier = i - 150;
        apply(
            store,
            earlier % 4 == 0 ? SECOND : FIRST,
            false,
            span("t" + earlier, true, texts(some(random, 8), "")));
      }
    }
  }

  private static Set<String> find(DuckDbTelemetryStore store, TenantId tenant, String text) {
    Page<TelemetryRecord> found =
        store
            .traces()
            .traces(
                tenant,
                filter(text),
                new PageRequest(
                    List.of(new PageRequest.Ordering("timestamp", true)), null, 0, 1_000),
                SOON);
    return found.records().stream()
        .map(record -> ((TraceRecord) record).traceId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TraceFilter filter(String text) {
    return new TraceFilter(
        null, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
        Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null, null, null, null,
        text);
  }

  private static List<String> questions() {
    var random = new Random(12);
    List<String> questions =
        new ArrayList<>(
            List.of(
                "refund",
                "REFUND order",
                "\"refund order\"",
                "iphone",
                "foo_bar-2",
                "\"foo bar\"",
                "ref*",
                "订",
                "订单",
                "订单退款",
                "naïve",
                "line",
                "user",
                "x".repeat(64),
                "nowhere"));
    for (int i = 0; i < 12; i++) {
      questions.add((random.nextBoolean() ? "\"" : "") + some(random, 3));
    }
    questions.removeIf(text -> WordQuery.parse(text).isEmpty());
    return questions;
  }

  private static Map<String, Set<String>> answers(DuckDbTelemetryStore store) {
    Map<String, Set<String>> answers = new TreeMap<>();
    for (String text : questions()) {
      answers.put("1 " + text, find(store, FIRST, text));
      answers.put("2 " + text, find(store, SECOND, text));
    }
    return answers;
  }

  private Map<String, Set<String>> expected() {
    try (var store = DuckDbTelemetryStore.open(scanned(temporary.resolve("scanned")))) {
      fill(store);
      Map<String, Set<String>> expected = answers(store);
      assertThat(expected.get("1 refund")).hasSizeGreaterThan(50);
      assertThat(expected.get("1 \"refund order\"")).isNotEmpty();
      assertThat(expected.get("1 nowhere")).isEmpty();
      return expected;
    }
  }

  @Test
  void findsTheSameInWhateverStateTheIndexesAre() throws IOException {
    Map<String, Set<String>> expected = expected();
    Path folder = temporary.resolve("indexed");
    try (var store = DuckDbTelemetryStore.open(indexed(folder))) {
      fill(store);
      assertThat(answers(store)).isEqualTo(expected);
      store.settle();
      assertThat(store.status().segments()).isGreaterThan(2);
      assertThat(store.status().segmentsToIndex()).isZero();
      assertThat(answers(store)).isEqualTo(expected);
    }
    List<Path> indexes = indexes(folder);
    assertThat(indexes).hasSizeGreaterThan(1);
    WordFolder.delete(indexes.getFirst());
    assertComesBack(folder, expected);
    // A kill while one was made, and one that nobody knows any more.
    Files.delete(indexes.getFirst().resolve("made"));
    Files.createDirectories(folder.resolve("temporary-words/segment-000001.words"));
    Files.createFile(folder.resolve("temporary-words/segment-000001.words/_0.cfs"));
    Path left = Files.createDirectories(folder.resolve("segment-009999.words"));
    assertComesBack(folder, expected);
    assertThat(left).doesNotExist();
    for (Path index : indexes) {
      flip(index, 0.5);
    }
    assertComesBack(folder, expected);
    for (Path index : indexes) {
      flip(index, 0.0);
    }
    assertComesBack(folder, expected);
  }

  /** Opens the store, which then has all of its indexes and finds what it should. */
  private void assertComesBack(Path folder, Map<String, Set<String>> expected) throws IOException {
    try (var store = DuckDbTelemetryStore.open(indexed(folder))) {
      store.settle();
      // What is damaged where Lucene does not look is found behind the first search.
      find(store, FIRST, "refund");
      store.settle();
      assertThat(answers(store)).isEqualTo(expected);
      assertThat(store.status().segmentsToIndex()).isZero();
    }
    for (Path index : indexes(folder)) {
      assertThat(WordFolder.records(index)).isPresent();
      try (var opened = new WordIndexes()) {
        opened.check(index);
      }
    }
    assertThat(folder.resolve("temporary-words")).isEmptyDirectory();
  }

  /** Changes one bit of each file, so far in. */
  private static void flip(Path index, double where) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(index)) {
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (bytes.length * where)] ^= 4;
        Files.write(file, bytes);
      }
    }
  }

  private static List<Path> indexes(Path folder) throws IOException {
    List<Path> indexes = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.words")) {
      found.forEach(indexes::add);
    }
    return indexes;
  }

  @Test
  void forgetsTheWordsOfWhatIsRemoved() throws IOException {
    Path folder = temporary.resolve("removed");
    try (var store = DuckDbTelemetryStore.open(indexed(folder))) {
      for (int i = 0; i < 300; i++) {
        String text = i == 20 ? "zanzibar" : i == 40 ? "sansibar" : "nothing";
        apply(store, i == 40 ? SECOND : FIRST, true, span("t" + i, true, texts(text, "")));
      }
      store.settle();
      assertThat(find(store, FIRST, "zanzibar")).containsExactly("t20");
      assertThat(named(folder, "zanzibar") + named(folder, "sansibar")).isEqualTo(2);
      store.deleteTraces(FIRST, Set.of("t20"));
      assertThat(find(store, FIRST, "zanzibar")).isEmpty();
      store.settle();
      assertThat(named(folder, "zanzibar") + named(folder, "sansibar")).isEqualTo(1);
      store.deleteTenant(SECOND);
      assertThat(find(store, SECOND, "sansibar")).isEmpty();
      store.settle();
      assertThat(find(store, FIRST, "zanzibar")).isEmpty();
      assertThat(named(folder, "zanzibar") + named(folder, "sansibar")).isZero();
      assertThat(find(store, FIRST, "nothing")).hasSize(298);
    }
  }

  @Test
  void mergesWhatAnEarlierRunLeft() {
    Path folder = temporary.resolve("left");
    Set<String> found;
    int segments;
    try (var store = DuckDbTelemetryStore.open(indexed(folder).withMerging(400, 1_000))) {
      fill(store);
      store.settle();
      segments = store.status().segments();
      found = find(store, FIRST, "refund");
    }
    try (var store = DuckDbTelemetryStore.open(indexed(folder))) {
      store.settle();
      assertThat(store.status().segments()).isLessThan(segments);
      assertThat(store.status().segmentsToIndex()).isZero();
      assertThat(find(store, FIRST, "refund")).isEqualTo(found).isNotEmpty();
    }
  }

  /** How many spans the indexes name for a word, of whichever tenant. */
  private static int named(Path folder, String word) throws IOException {
    int named = 0;
    try (var indexes = new WordIndexes()) {
      for (Path index : indexes(folder)) {
        for (int tenant = 1; tenant <= 2; tenant++) {
          try (WordHits hits = indexes.search(index, tenant, WordQuery.parse(word))) {
            named += hits.next(100).size();
          }
        }
      }
    }
    return named;
  }
}
