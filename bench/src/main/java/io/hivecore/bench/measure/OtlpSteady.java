package io.hivecore.bench.measure;

import io.hivecore.bench.Figure;
import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** 12,000 spans a second, evenly: whether the store keeps up. */
public final class OtlpSteady implements Measurement {
  private static final int PER_SECOND = 12_000;

  private static final int CONNECTIONS = 4;

  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    long nanos = setting.time(60).toNanos();
    AtomicLong sent = new AtomicLong();
    long start = System.nanoTime();
    long worst = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        Lag lag = new Lag(setting)) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int number = i;
        clients.add(
            threads.submit(
                () -> {
                  client(setting, number, start, nanos, sent);
                  return null;
                }));
      }
      while (System.nanoTime() - start < nanos) {
        Thread.sleep(200);
        // The first seconds are for warming up.
        if (lag.known() && System.nanoTime() - start > 5_000_000_000L) {
          worst = Math.max(worst, lag.records());
        }
      }
      for (Future<?> client : clients) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the spans could not be sent", e.getCause());
    }
    double rate = sent.get() * OtlpBurst.SPANS / ((System.nanoTime() - start) / 1e9);
    return List.of(
        Figure.atLeast("OTLP protobuf, evenly: spans acknowledged", rate, "/s", 11_900),
        Figure.below("… lag of the store at most", worst / rate, "s", 1));
  }

  /** Sends its share at even times; when an answer is late, the next requests follow at once. */
  private static void client(Setting setting, int number, long start, long nanos, AtomicLong sent)
      throws IOException, InterruptedException {
    List<FreshTraces> prepared = OtlpBurst.prepared(77 + number);
    long pause = 1_000_000_000L * OtlpBurst.SPANS * CONNECTIONS / PER_SECOND;
    try (Connection connection = new Connection(setting.target())) {
      long at = System.nanoTime();
      for (long i = 0; at - start < nanos; i++) {
        byte[] body = prepared.get((int) (i % prepared.size())).renewed(90 + number, 3, i);
        Answer answer = connection.post(OtlpBurst.TRACES, OtlpBurst.PROTOBUF, body);
        if (answer.status() != 200) {
          throw new IOException("the spans were answered " + answer.status());
        }
        sent.incrementAndGet();
        at += pause;
        long left = at - System.nanoTime();
        if (left > 0) {
          Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
      }
    }
  }
}
