package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.load.Records;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of rich records at the pace that the store keeps up with: the sender slows down while the
 * lag is above half a second of records. Beside it, DuckDB's own append and checkpoint of rows of
 * the same size, in the same run.
 */
public final class Sustained implements Measurement {
  private static final int PREPARED = 40;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    double limit =
        AppendLimit.rowsPerSecond(
            setting.scratch(), (int) (600_000 * Math.min(1, setting.scale() * 2)));
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.plain("DuckDB alone, append and checkpoint of the same rows", limit, "/s"));
    try (Lag lag = new Lag(setting);
        Connection sender = new Connection(setting.target())) {
      if (!lag.known()) {
        return figures;
      }
      figures.addAll(send(setting, sender, lag, limit));
    }
    return figures;
  }

  private static List<Figure> send(Setting setting, Connection sender, Lag lag, double limit)
      throws IOException, InterruptedException {
    Records records = new Records(11);
    List<byte[]> prepared = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      prepared.add(records.batch(BatchBurst.RECORDS, BatchBurst.TEXT, Instant.now()));
    }
    Duration time = setting.time(120);
    long start = System.nanoTime();
    long sent = 0;
    double worstLag = 0;
    for (long number = 0; System.nanoTime() - start < time.toNanos(); number++) {
      byte[] body = prepared.get((int) (number % PREPARED));
      FreshIds.renew(body, 9, 3, number);
      Answer answer = sender.post(BatchBurst.BATCH, "application/x-ndjson", body);
      if (answer.status() != 201) {
        throw new IOException("the batch was answered " + answer.status() + " " + answer.text());
      }
      sent += BatchBurst.RECORDS;
      double rate = sent / ((System.nanoTime() - start) / 1e9);
      long behind = lag.records();
      worstLag = Math.max(worstLag, number < 20 ? 0 : behind / rate);
      while (behind > rate / 2) {
        Thread.sleep(5);
        behind = lag.records();
      }
    }
    double rate = sent / ((System.nanoTime() - start) / 1e9);
    return List.of(
        Figure.plain("batch ingest, sustained " + time.toSeconds() + " s", rate, "/s"),
        Figure.atLeast("… of DuckDB alone", rate / limit, "×", 0.4),
        Figure.below("… lag of the store at most", worstLag, "s", 1));
  }
}
