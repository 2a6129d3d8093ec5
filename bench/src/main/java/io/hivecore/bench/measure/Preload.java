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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills the store with history, so that queries have something to do: records of the last 30 days,
 * shared among tenants, about in the order in which they were made.
 */
public final class Preload implements Measurement {
  private static final int BATCH = 5_000;
  private static final int SENDERS = 3;
  private static final long SPAN_MILLIS = 30L * 24 * 3600 * 1000;

  private final Instant start = Instant.now().minusMillis(SPAN_MILLIS);
  private final List<Target> tenants;
  private final long records;

  public Preload(List<Target> tenants, long records) {
    this.tenants = List.copyOf(tenants);
    this.records = records;
  }

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (Lag lag = new Lag(setting);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> senders = new ArrayList<>();
      AtomicLong batches = new AtomicLong();
      AtomicBoolean room = new AtomicBoolean(true);
      for (int i = 0; i < SENDERS; i++) {
        Records source = new Records(5 + i);
        senders.add(
            threads.submit(
                () -> {
                  send(source, batches, room);
                  return null;
                }));
      }
      while (senders.stream().anyMatch(sender -> !sender.isDone())) {
        room.set(lag.records() < 500_000);
        Thread.sleep(50);
      }
      for (Future<?> sender : senders) {
        sender.get();
      }
      while (lag.records() > 0) {
        Thread.sleep(50);
      }
    } catch (ExecutionException e) {
      throw new IOException("the store could not be filled", e.getCause());
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return List.of(
        Figure.plain("filling the store: records", (double) records, ""),
        Figure.plain("… readable, all in all", records / seconds, "/s"));
  }

  /** Sends whole batches, to one tenant after the other, until all of them are sent. */
  private void send(Records source, AtomicLong batches, AtomicBoolean room)
      throws IOException, InterruptedException {
    List<Connection> connections = new ArrayList<>();
    try {
      for (Target tenant : tenants) {
        connections.add(new Connection(tenant));
      }
      for (long batch = batches.getAndIncrement();
          batch * BATCH < records;
          batch = batches.getAndIncrement()) {
        while (!room.get()) {
          Thread.sleep(10);
        }
        double share = (double) batch * BATCH / records;
        byte[] body =
            source.history(
                BATCH,
                start.plusMillis((long) (SPAN_MILLIS * share)),
                (long) (SPAN_MILLIS * BATCH / records));
        Answer answer =
            connections
                .get((int) (batch % connections.size()))
                .post(BatchBurst.BATCH, "application/x-ndjson", body);
        if (answer.status() != 201) {
          throw new IOException("the batch was answered " + answer.status() + " " + answer.text());
        }
      }
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }
}
