package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.load.Spans;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Lists of traces with filters, over many spans of one tenant that came within ten days. */
public final class TraceLists implements Measurement {
  private static final Duration HISTORY = Duration.ofDays(10);
  private static final int PREPARED = 20;

  /** Requests that are sent with the same times. */
  private static final int SAME_TIMES = 200;

  /** So many records may wait before the store: the journal is not to hold them all. */
  private static final long MOST_WAITING = 500_000;

  private static final int ROUNDS = 100;
  private static final int WARM_UP = 5;
  private static final String BASE = "/api/v1/traces/";

  private static final List<String> LISTS =
      List.of(
          "?page_size=50",
          "?agent=agent-7&page_size=50",
          "?model=gpt-4o&status=ok&min_duration_ms=100&page_size=50",
          "?session=session-77",
          "?user=user-77&page_size=50",
          "?tool=tool-3&ordering=-cost_usd",
          "?min_cost_usd=0.01&ordering=-duration_ms&page_size=50");

  private final long spans;

  /**
   * @param spans that the store holds while it is asked
   */
  public TraceLists(long spans) {
    this.spans = spans;
  }

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    long begun = System.nanoTime();
    fill(setting);
    OtlpBurst.drain(setting);
    figures.add(
        Figure.plain(
            "filling the store with spans, all in all",
            spans * 1e9 / (System.nanoTime() - begun),
            "/s"));
    try (Connection connection = new Connection(setting.target())) {
      for (String query : LISTS) {
        figures.add(ask(connection, query));
      }
    }
    return figures;
  }

  private void fill(Setting setting) throws IOException, InterruptedException {
    Spans source = new Spans(23);
    Instant start = Instant.now().minus(HISTORY);
    long requests = spans / OtlpBurst.SPANS;
    List<FreshTraces> prepared = List.of();
    try (Connection connection = new Connection(setting.target());
        Lag lag = new Lag(setting)) {
      for (long i = 0; i < requests; i++) {
        if (i % SAME_TIMES == 0) {
          while (lag.known() && lag.records() > MOST_WAITING) {
            Thread.sleep(50);
          }
          prepared = prepared(source, start.plus(HISTORY.multipliedBy(i).dividedBy(requests)));
        }
        byte[] body = prepared.get((int) (i % PREPARED)).renewed(0, 3, i);
        connection.post(OtlpBurst.TRACES, OtlpBurst.PROTOBUF, body).requireOk();
      }
    }
  }

  private static List<FreshTraces> prepared(Spans source, Instant at) {
    List<FreshTraces> prepared = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      Instant of = at.plusSeconds(i);
      prepared.add(
          FreshTraces.of(source.request(OtlpBurst.SPANS, FreshTraces.MARK, of).toByteArray()));
    }
    return prepared;
  }

  private Figure ask(Connection connection, String query) throws IOException {
    Histogram micros = new Histogram(3);
    for (int i = 0; i < ROUNDS + WARM_UP; i++) {
      long sent = System.nanoTime();
      connection.get(BASE + query).requireOk();
      if (i >= WARM_UP) {
        micros.recordValue((System.nanoTime() - sent) / 1_000);
      }
    }
    return Figure.below(
        String.format("list of traces %s, of %,d spans, p99", query, spans),
        micros.getValueAtPercentile(99) / 1000.0,
        "ms",
        200);
  }
}
