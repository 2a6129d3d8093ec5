package io.hivecore.bench.measure;

import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.load.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends 10,000 rich records a second, in batches of 500, until it is closed. */
public final class SteadySender implements AutoCloseable {
  private static final int BATCH = 500;
  private static final int PER_SECOND = 20;
  private static final int PREPARED = 40;

  private final AtomicBoolean go = new AtomicBoolean(true);
  private final Thread thread;

  /**
   * @param round tells this sender's ids from those of others in the same run, 0 to 15
   */
  public SteadySender(Setting setting, int round) {
    Records records = new Records(13);
    List<FreshIds> prepared = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      prepared.add(new FreshIds(records.batch(BATCH, BatchBurst.TEXT, Instant.now())));
    }
    thread = Thread.ofVirtual().start(() -> send(setting, prepared, round));
  }

  private void send(Setting setting, List<FreshIds> prepared, int round) {
    try (Connection connection = new Connection(setting.target())) {
      long start = System.nanoTime();
      for (long i = 0; go.get(); i++) {
        long wait = start + i * 1_000_000_000L / PER_SECOND - System.nanoTime();
        if (wait > 0) {
          Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
        byte[] body = prepared.get((int) (i % PREPARED)).renewed(15, round, i);
        Answer answer = connection.post(BatchBurst.BATCH, "application/x-ndjson", body);
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

  @Override
  public void close() throws InterruptedException {
    go.set(false);
    thread.join();
  }
}
