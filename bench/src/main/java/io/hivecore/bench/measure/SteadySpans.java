package io.hivecore.bench.measure;

import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Sends so many spans a second, evenly, in requests of 100, until it is closed. */
final class SteadySpans implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final AtomicBoolean go = new AtomicBoolean(true);
  private final AtomicLong sent = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> clients = new ArrayList<>();

  /**
   * @param round tells this sender's traces from those of others in the same run, 0 to 15
   */
  SteadySpans(Setting setting, int perSecond, int round) {
    for (int i = 0; i < CONNECTIONS; i++) {
      int number = i;
      clients.add(
          threads.submit(
              () -> {
                send(setting, number, perSecond, round);
                return null;
              }));
    }
  }

  /** How many spans were acknowledged. */
  long acknowledged() {
    return sent.get() * OtlpBurst.SPANS;
  }

  /** Sends its share at even times; when an answer is late, the next requests follow at once. */
  private void send(Setting setting, int number, int perSecond, int round)
      throws IOException, InterruptedException {
    List<FreshTraces> prepared = OtlpBurst.prepared(77 + number);
    long pause = 1_000_000_000L * OtlpBurst.SPANS * CONNECTIONS / perSecond;
    try (Connection connection = new Connection(setting.target())) {
      long at = System.nanoTime() + pause * number / CONNECTIONS;
      for (long i = 0; go.get(); i++) {
        long left = at - System.nanoTime();
        if (left > 0) {
          Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
        byte[] body = prepared.get((int) (i % prepared.size())).renewed(90 + number, round, i);
        Answer answer = connection.post(OtlpBurst.TRACES, OtlpBurst.PROTOBUF, body);
        if (answer.status() != 200) {
          throw new IOException("the spans were answered " + answer.status());
        }
        sent.incrementAndGet();
        at += pause;
      }
    }
  }

  /**
   * Ends the sending.
   *
   * @throws IOException when it had ended before: what was measured beside it is then void
   */
  @Override
  public void close() throws IOException, InterruptedException {
    go.set(false);
    try {
      for (Future<?> client : clients) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the spans could not be sent", e.getCause());
    } finally {
      threads.close();
    }
  }
}
