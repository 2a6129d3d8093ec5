package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.http.Target;
import io.hivecore.bench.load.Records;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills the store with history, so that queries have something to do: records of the last 30 days,
 * shared among tenants.
 */
public final class Preload implements Measurement {
  private static final int BATCH = 5_000;
  private static final long SPAN_SECONDS = 30L * 24 * 3600;

  private final List<Target> tenants;
  private final long records;

  public Preload(List<Target> tenants, long records) {
    this.tenants = List.copyOf(tenants);
    this.records = records;
  }

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Connection> connections = new ArrayList<>();
    try (Lag lag = new Lag(setting)) {
      for (Target tenant : tenants) {
        connections.add(new Connection(tenant));
      }
      Records source = new Records(5);
      for (long sent = 0; sent < records; sent += BATCH) {
        Connection connection = connections.get((int) (sent / BATCH % connections.size()));
        Answer answer =
            connection.post(
                BatchBurst.BATCH,
                "application/x-ndjson",
                source.history(BATCH, Instant.now(), SPAN_SECONDS));
        if (answer.status() != 201) {
          throw new IOException("the batch was answered " + answer.status() + " " + answer.text());
        }
        while (lag.records() > 500_000) {
          Thread.sleep(50);
        }
      }
      while (lag.records() > 0) {
        Thread.sleep(50);
      }
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return List.of(
        Figure.plain("filling the store: records", (double) records, ""),
        Figure.plain("… readable, all in all", records / seconds, "/s"));
  }
}
