package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.load.Load;
import io.hivecore.bench.load.Spans;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests of an OpenTelemetry exporter with 100 spans of about 1.5 kB each, as many as are taken
 * for a while; then how long until all of them are readable.
 */
public final class OtlpBurst implements Measurement {
  static final int SPANS = 100;
  static final String TRACES = "/v1/traces";
  static final String PROTOBUF = "application/x-protobuf";
  private static final int CONNECTIONS = 8;
  private static final int PREPARED = 20;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    burst(setting, 10, 1);
    drain(setting);
    Load.Outcome burst = burst(setting, 20, 2);
    long drainStart = System.nanoTime();
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.atLeast(
            "OTLP protobuf, burst: spans acknowledged", burst.perSecond() * SPANS, "/s", 40_000));
    figures.add(Figure.plain("… bytes of a span", (double) size(), "B"));
    figures.add(Figure.plain("… p99 of a request of 100", burst.millis(99), "ms"));
    figures.add(Figure.below("… refused or failed", (double) burst.failed(), burst.failure(), 1));
    try (Lag lag = new Lag(setting)) {
      if (lag.known()) {
        figures.add(Figure.plain("… backlog when the burst ends", (double) lag.records(), "spans"));
        drain(setting);
        figures.add(
            Figure.plain("… backlog gone after", (System.nanoTime() - drainStart) / 1e9, "s"));
      }
    }
    return figures;
  }

  private static int size() {
    return new Spans(1).request(SPANS, FreshTraces.MARK, Instant.now()).getSerializedSize() / SPANS;
  }

  static void drain(Setting setting) throws IOException, InterruptedException {
    try (Lag lag = new Lag(setting)) {
      while (lag.known() && lag.records() > 0) {
        Thread.sleep(100);
      }
    }
  }

  private static Load.Outcome burst(Setting setting, int seconds, int round)
      throws InterruptedException {
    return Load.run(
        setting.target(),
        CONNECTIONS,
        setting.time(seconds),
        200,
        connectionNumber -> {
          List<FreshTraces> prepared = prepared(connectionNumber + 1000L * round);
          return (connection, number) -> {
            byte[] body =
                prepared.get((int) (number % PREPARED)).renewed(connectionNumber, round, number);
            return connection.post(TRACES, PROTOBUF, body);
          };
        });
  }

  static List<FreshTraces> prepared(long seed) {
    Spans spans = new Spans(seed);
    List<FreshTraces> prepared = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      prepared.add(
          FreshTraces.of(spans.request(SPANS, FreshTraces.MARK, Instant.now()).toByteArray()));
    }
    return prepared;
  }
}
