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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Batches of rich records at the pace that the store keeps up with: the sender slows down while the
 * lag is above half a second of records. Beside it, DuckDB's own append and checkpoint of rows of
 * the same size, in the same run.
 */
public final class Sustained implements Measurement {
  private static final int PREPARED = 40;
  private static final int CLIENTS = 3;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    double limit =
        AppendLimit.rowsPerSecond(
            setting.scratch(), (int) (600_000 * Math.min(1, setting.scale() * 2)));
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.plain("DuckDB alone, append and checkpoint of the same rows", limit, "/s"));
    try (Lag lag = new Lag(setting)) {
      if (!lag.known()) {
        return figures;
      }
      figures.addAll(send(setting, lag, limit));
    }
    return figures;
  }

  /** Several clients that wait while the store is more than half a second behind. */
  private static List<Figure> send(Setting setting, Lag lag, double limit)
      throws IOException, InterruptedException {
    Duration time = setting.time(120);
    AtomicLong sent = new AtomicLong();
    AtomicBoolean go = new AtomicBoolean(true);
    AtomicBoolean room = new AtomicBoolean(true);
    double worstLag = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        clients.add(
            threads.submit(
                () -> {
                  client(setting, client, go, room, sent);
                  return null;
                }));
      }
      long start = System.nanoTime();
      long end = start + time.toNanos();
      while (System.nanoTime() < end && clients.stream().noneMatch(Future::isDone)) {
        Thread.sleep(20);
        double seconds = (System.nanoTime() - start) / 1e9;
        double rate = sent.get() / seconds;
        long behind = lag.records();
        // Of the first second, and before the first answer, there is no rate yet.
        boolean known = seconds >= 1 && rate > 0;
        worstLag = known ? Math.max(worstLag, behind / rate) : 0;
        room.set(!known || behind < rate / 2);
      }
      double rate = sent.get() / ((System.nanoTime() - start) / 1e9);
      go.set(false);
      for (Future<?> client : clients) {
        client.get();
      }
      return List.of(
          Figure.plain("batch ingest, sustained " + time.toSeconds() + " s", rate, "/s"),
          Figure.atLeast("… of DuckDB alone", rate / limit, "×", 0.4),
          Figure.below("… lag of the store at most", worstLag, "s", 1));
    } catch (ExecutionException e) {
      throw new IOException("the batches could not be sent", e.getCause());
    } finally {
      go.set(false);
    }
  }

  private static void client(
      Setting setting, int client, AtomicBoolean go, AtomicBoolean room, AtomicLong sent)
      throws IOException, InterruptedException {
    Records records = new Records(11 + client);
    List<FreshIds> prepared = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      prepared.add(new FreshIds(records.batch(BatchBurst.RECORDS, BatchBurst.TEXT, Instant.now())));
    }
    try (Connection connection = new Connection(setting.target())) {
      for (long number = 0; go.get(); number++) {
        byte[] body = prepared.get((int) (number % PREPARED)).renewed(9 + client, 3, number);
        Answer answer = connection.post(BatchBurst.BATCH, "application/x-ndjson", body);
        if (answer.status() != 201) {
          throw new IOException("the batch was answered " + answer.status() + " " + answer.text());
        }
        sent.addAndGet(BatchBurst.RECORDS);
        while (!room.get() && go.get()) {
          Thread.sleep(5);
        }
      }
    }
  }
}
