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
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Acknowledged → received by a reader of the stream: one reader at 5,000 records/s, then 1,000
 * readers at 50/s.
 */
public final class StreamLatency implements Measurement {
  @Override
  public List<Figure> run(Setting setting) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    Received one = measure(setting, 1, 100, 50, setting.time(10));
    figures.add(
        Figure.below(
            "stream: acknowledged → received, 5,000/s, one reader, p99",
            one.p99Millis(),
            "ms",
            50));
    figures.add(Figure.atLeast("… share of events received", one.share(), "", 1));
    Received many = measure(setting, 1_000, 5, 10, setting.time(10));
    figures.add(
        Figure.below("stream: 1,000 readers, 50 events/s each, p99", many.p99Millis(), "ms", 250));
    figures.add(Figure.atLeast("… share of events received", many.share(), "", 1));
    return figures;
  }

  /**
   * Sends batches of {@code batch} records {@code perSecond} times a second to {@code readers}
   * readers.
   */
  private static Received measure(
      Setting setting, int readers, int batch, int perSecond, Duration time)
      throws IOException, InterruptedException {
    Histogram micros = new ConcurrentHistogram(60_000_000L, 3);
    AtomicLong received = new AtomicLong();
    String run = "bench-" + System.nanoTime();
    // The duration field carries the number of the batch; its acknowledgement's time stands in this
    // table.
    int batches = (int) (time.toMillis() * perSecond / 1000);
    AtomicLong[] acknowledged = new AtomicLong[batches];
    for (int i = 0; i < batches; i++) {
      acknowledged[i] = new AtomicLong();
    }
    List<Events> streams = new ArrayList<>();
    try (Connection sender = new Connection(setting.target())) {
      for (int i = 0; i < readers; i++) {
        streams.add(
            new Events(
                setting,
                "?kind=usage&project=" + run,
                data -> {
                  long now = System.nanoTime();
                  received.incrementAndGet();
                  long acknowledgedAt = acknowledged[Marks.read(data)].get();
                  // An event that overtakes its own acknowledgement was not late.
                  micros.recordValue(
                      acknowledgedAt == 0 ? 0 : Math.max(0, (now - acknowledgedAt) / 1_000));
                }));
      }
      Records records = new Records(7);
      long start = System.nanoTime();
      for (int i = 0; i < batches; i++) {
        long due = start + i * 1_000_000_000L / perSecond;
        long wait = due - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(Duration.ofNanos(wait));
        }
        byte[] body = records.marked(batch, run, i, Instant.now());
        Answer answer = sender.post(BatchBurst.BATCH, "application/x-ndjson", body);
        acknowledged[i].set(System.nanoTime());
        if (answer.status() != 201) {
          throw new IOException("the batch was answered " + answer.status() + " " + answer.text());
        }
      }
      long expected = (long) batches * batch * readers;
      long patience = System.nanoTime() + 5_000_000_000L;
      while (received.get() < expected && System.nanoTime() < patience) {
        Thread.sleep(10);
      }
      return new Received(
          micros.getValueAtPercentile(99) / 1000.0, (double) received.get() / expected);
    } finally {
      for (Events stream : streams) {
        stream.close();
      }
    }
  }

  private record Received(double p99Millis, double share) {}
}
