package io.hivecore.bench.load;

import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.http.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Many connections that each send one request after the other for a time. */
public final class Load {
  private Load() {}

  /** What one connection does again and again. */
  @FunctionalInterface
  public interface Request {
    Answer send(Connection connection, long number) throws IOException;
  }

  /** Makes the request of one connection, so that each has its own state. */
  @FunctionalInterface
  public interface Requests {
    Request forConnection(int number);
  }

  /**
   * Runs the load.
   *
   * @param expected the status that counts as success
   */
  public static Outcome run(
      Target target, int connections, Duration time, int expected, Requests requests)
      throws InterruptedException {
    // Before the clock starts: making what is sent may cost more than sending it.
    List<Request> prepared = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      prepared.add(requests.forConnection(i));
    }
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Future<Worker>> workers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Request request : prepared) {
        workers.add(threads.submit(() -> new Worker().work(target, end, expected, request)));
      }
      Histogram all = new Histogram(3);
      long succeeded = 0;
      long failed = 0;
      String failure = "";
      for (Future<Worker> future : workers) {
        Worker worker = future.get();
        all.add(worker.micros);
        succeeded += worker.succeeded;
        failed += worker.failed;
        failure = worker.failure.isEmpty() ? failure : worker.failure;
      }
      return new Outcome(
          succeeded, failed, Duration.ofNanos(System.nanoTime() - start), all, failure);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load could not be sent", e.getCause());
    }
  }

  /**
   * What came of a load.
   *
   * @param micros latency of the successful requests, in microseconds
   * @param failure one of the answers that were not expected; empty when there was none
   */
  public record Outcome(
      long succeeded, long failed, Duration time, Histogram micros, String failure) {
    public double perSecond() {
      return succeeded / (time.toNanos() / 1e9);
    }

    public double millis(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1000.0;
    }
  }

  private static final class Worker {
    private final Histogram micros = new Histogram(3);
    private long succeeded;
    private long failed;
    private String failure = "";

    Worker work(Target target, long end, int expected, Request request) throws IOException {
      try (Connection connection = new Connection(target)) {
        for (long number = 0; System.nanoTime() < end; number++) {
          long sent = System.nanoTime();
          Answer answer = request.send(connection, number);
          if (answer.status() == expected) {
            micros.recordValue((System.nanoTime() - sent) / 1_000);
            succeeded++;
          } else {
            failed++;
            failure = answer.status() + " " + answer.text();
          }
        }
      }
      return this;
    }
  }
}
