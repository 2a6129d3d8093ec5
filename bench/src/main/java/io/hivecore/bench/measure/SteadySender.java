package io.hivecore.bench.measure;

import io.hivecore.bench.http.Answer;
import io.hivecore.bench.http.Connection;
import io.hivecore.bench.load.Records;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends 10,000 rich records a second, in batches of 500, until it is closed. */
public final class SteadySender implements AutoCloseable {
  private static final int BATCH = 500;
  private static final int PER_SECOND = 20;
  private static final int PREPARED = 40;

  private final AtomicBoolean go = new AtomicBoolean(true);
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /**
   * @param round tells this sender's ids from those of others in the same run, 0 to 15
   */
  public SteadySender(Setting setting, int round) {
    Records records = new Records(13);
    List<FreshIds> prepared = new ArrayList<>();
    for (int i = 0; i < PREPARED; i++) {
      prepared.add(new FreshIds(records.batch(BATCH, BatchBurst.TEXT, Instant.now())));
    }
    Thread.ofVirtual().start(() -> send(setting, prepared, round));
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
      done.complete(null);
    } catch (IOException | InterruptedException | RuntimeException e) {
      done.completeExceptionally(e);
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
      done.get();
    } catch (ExecutionException e) {
      throw new IOException("the sender failed", e.getCause());
    }
  }
}
