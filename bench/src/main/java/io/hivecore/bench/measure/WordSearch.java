package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.load.Spans;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Words in the texts of a million model calls of 2 kB each: right after they came, and once the
 * store has its indexes.
 */
public final class WordSearch implements Measurement {
  private static final int CALLS = 1_000_000;
  private static final int AT_ONCE = 100;
  private static final int PREPARED = 20;
  private static final int RARE = 10;
  private static final int ROUNDS = 20;
  private static final double LIMIT = 1_000;

  private static final Map<String, String> QUESTIONS = new LinkedHashMap<>();

  static {
    QUESTIONS.put("a frequent word", "refund");
    QUESTIONS.put("a word in 10 calls", "zanzibar");
    QUESTIONS.put("a word that is nowhere", "timbuktu");
    QUESTIONS.put("four words", "refund warehouse language timeout");
    QUESTIONS.put("a phrase in 10 calls", "\"sailed to zanzibar\"");
    QUESTIONS.put("the beginning of words in 10 calls", "zanz*");
  }

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    int calls = (int) (CALLS * setting.scale());
    List<Figure> figures = new ArrayList<>();
    try (Connection connection = new Connection(setting.target())) {
      fill(connection, calls);
    }
    long filled = System.nanoTime();
    try (Lag lag = new Lag(setting)) {
      while (lag.known() && lag.records() > 0) {
        Thread.sleep(100);
      }
      String of = String.format(", of %,d calls", calls);
      if (lag.known()) {
        figures.add(
            Figure.plain(
                "parts of the store without an index of words",
                (double) lag.segmentsToIndex(),
                ""));
        ask(setting, of + ", before they are indexed", figures);
        while (lag.segmentsToIndex() > 0) {
          Thread.sleep(100);
        }
        figures.add(Figure.plain("… all indexed after", (System.nanoTime() - filled) / 1e9, "s"));
      }
      ask(setting, of, figures);
    }
    return figures;
  }

  private static void fill(Connection connection, int calls) throws IOException {
    List<FreshTraces> prepared = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      prepared.add(requests(Spans.ofLongTexts(i, ""), AT_ONCE));
    }
    FreshTraces rare = requests(Spans.ofLongTexts(-1, " and sailed to Zanzibar"), 1);
    int requests = calls / AT_ONCE;
    int sent = 0;
    for (int i = 0; i < requests; i++) {
      send(connection, prepared.get(i % PREPARED).renewed(0, 1, i));
      if (i % Math.max(1, requests / RARE) == 0 && sent++ < RARE) {
        send(connection, rare.renewed(0, 2, i));
      }
    }
  }

  private static FreshTraces requests(Spans spans, int calls) {
    return FreshTraces.of(spans.calls(calls, FreshTraces.MARK, Instant.now()).toByteArray());
  }

  private static void send(Connection connection, byte[] body) throws IOException {
    connection.post(OtlpBurst.TRACES, OtlpBurst.PROTOBUF, body).requireOk();
  }

  private static void ask(Setting setting, String of, List<Figure> figures) throws IOException {
    // Of its own: one that rests while the store catches up is closed.
    try (Connection connection = new Connection(setting.target())) {
      ask(connection, of, figures);
    }
  }

  private static void ask(Connection connection, String of, List<Figure> figures)
      throws IOException {
    for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
      String path =
          "/api/v1/traces/?page_size=50&q="
              + URLEncoder.encode(question.getValue(), StandardCharsets.UTF_8);
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        connection.get(path).requireOk();
        millis.add((System.nanoTime() - start) / 1e6);
      }
      millis.sort(null);
      figures.add(
          Figure.plain("full text, " + question.getKey() + of, millis.get(ROUNDS / 2), "ms"));
      figures.add(Figure.below("… at most", millis.getLast(), "ms", LIMIT));
    }
  }
}
