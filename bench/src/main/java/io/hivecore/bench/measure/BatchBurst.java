package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.load.Load;
import io.hivecore.bench.load.Records;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of rich records, as many as are taken for a while; then how long until all of them are
 * readable.
 */
public final class BatchBurst implements Measurement {
  static final int RECORDS = 1_000;
  static final int TEXT = 600;
  static final String BATCH = "/api/v1/observability/ingest/batch/";
  private static final int CONNECTIONS = 8;
  private static final int PREPARED = 20;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    // The burst comes to a server that has run for a while and has nothing left to do.
    burst(setting, 10, 1);
    drain(setting);
    Load.Outcome burst = burst(setting, 20, 2);
    long drainStart = System.nanoTime();
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.atLeast(
            "batch ingest, burst: records acknowledged",
            burst.perSecond() * RECORDS,
            "/s",
            80_000));
    figures.add(Figure.plain("… p99 of a batch of 1,000", burst.millis(99), "ms"));
    figures.add(Figure.below("… refused or failed", (double) burst.failed(), burst.failure(), 1));
    try (Lag lag = new Lag(setting)) {
      if (lag.known()) {
        figures.add(
            Figure.plain("… backlog when the burst ends", (double) lag.records(), "records"));
        while (lag.records() > 0) {
          Thread.sleep(100);
        }
        figures.add(
            Figure.below("… backlog gone after", (System.nanoTime() - drainStart) / 1e9, "s", 60));
      }
    }
    return figures;
  }

  private static void drain(Setting setting) throws IOException, InterruptedException {
    try (Lag lag = new Lag(setting)) {
      while (lag.known() && lag.records() > 0) {
        Thread.sleep(100);
      }
    }
  }

  private static Load.Outcome burst(Setting setting, int seconds, int round)
      throws InterruptedException {
    // Rendering text costs more than sending it, so each connection sends prepared batches; ids
    // differ by a prefix.
    return Load.run(
        setting.target(),
        CONNECTIONS,
        setting.time(seconds),
        201,
        connectionNumber -> {
          Records records = new Records(connectionNumber + 1000L * round);
          List<FreshIds> prepared = new ArrayList<>();
          for (int i = 0; i < PREPARED; i++) {
            prepared.add(new FreshIds(records.batch(RECORDS, TEXT, Instant.now())));
          }
          return (connection, number) -> {
            byte[] body =
                prepared.get((int) (number % PREPARED)).renewed(connectionNumber, round, number);
            return connection.post(BATCH, "application/x-ndjson", body);
          };
        });
  }
}
