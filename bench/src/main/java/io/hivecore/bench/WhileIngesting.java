package io.hivecore.bench;

import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.load.Records;
import io.hivecore.bench.measure.Queries;
import io.hivecore.bench.measure.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The same queries beside a sender of 10,000 rich records a second, about half of what the store
 * takes for long.
 */
final class WhileIngesting {
  private static final int BATCH = 500;
  private static final int PER_SECOND = 20;

  private WhileIngesting() {}

  static List<Figure> run(Setting setting, String held) throws IOException, InterruptedException {
    AtomicBoolean go = new AtomicBoolean(true);
    Thread sender = Thread.ofVirtual().start(() -> send(setting, go));
    try {
      return new Queries(held + ", while 10,000/s come in", 150, 200).run(setting);
    } finally {
      go.set(false);
      sender.join();
    }
  }

  private static void send(Setting setting, AtomicBoolean go) {
    Records records = new Records(13);
    try (Connection connection = new Connection(setting.target())) {
      long start = System.nanoTime();
      for (long i = 0; go.get(); i++) {
        long wait = start + i * 1_000_000_000L / PER_SECOND - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
        Answer answer =
            connection.post(
                "/api/v1/observability/ingest/batch/",
                "application/x-ndjson",
                records.batch(BATCH, 600, Instant.now()));
        if (answer.status() != 201) {
          throw new IOException("the batch was answered " + answer.status() + " " + answer.text());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
