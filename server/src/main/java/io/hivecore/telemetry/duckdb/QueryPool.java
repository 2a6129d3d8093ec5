package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.TelemetryStoreException;
import io.hivecore.telemetry.TelemetryStoreException.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries on a bounded number of platform threads, since a call into DuckDB would pin a
 * virtual thread to its carrier. The caller waits, on any kind of thread. Safe for any thread.
 */
final class QueryPool implements AutoCloseable {
  private static final Duration UNWINDING = Duration.ofSeconds(2);
  private static final long CANCEL_AGAIN_MILLIS = 5;

  private final DuckDbInstance instance;
  private final SegmentCatalog catalog;
  private final ThreadPoolExecutor threads;
  private final ConcurrentLinkedQueue<DuckDBConnection> idle = new ConcurrentLinkedQueue<>();

  /**
   * A pool.
   *
   * @param name what its threads' names begin with
   * @param queue how many queries may wait for a thread
   */
  QueryPool(
      String name, DuckDbInstance instance, SegmentCatalog catalog, int threadCount, int queue) {
    this.instance = instance;
    this.catalog = catalog;
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().name(name, 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** What is asked. */
  interface Query<T> {
    T run(QuerySession session) throws SQLException;
  }

  /**
   * Runs a query and waits for its answer.
   *
   * @throws TelemetryStoreException when the time is over, the calling thread is interrupted, or
   *     too many queries wait already
   */
  <T> T run(Duration deadline, Query<T> query) {
    Run<T> run = new Run<>(query);
    try {
      threads.execute(run);
    } catch (RejectedExecutionException e) {
      throw new TelemetryStoreException(
          Reason.OVERLOADED, "too many queries are running; try again shortly", e);
    }
    try {
      return run.answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      cancel(run);
      throw new TelemetryStoreException(
          Reason.CANCELLED, "the query took longer than " + deadline, e);
    } catch (InterruptedException e) {
      cancel(run);
      Thread.currentThread().interrupt();
      throw new TelemetryStoreException(Reason.CANCELLED, "the query's thread was interrupted", e);
    } catch (ExecutionException e) {
      throw Failures.of("a query", e);
    }
  }

  /** How many queries wait for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }

  private void cancel(Run<?> run) {
    if (threads.remove(run)) {
      return;
    }
    // A statement that is only just being started does not notice; so it is told until it ends.
    long giveUp = System.nanoTime() + UNWINDING.toNanos();
    boolean interrupted = false;
    while (!run.answer.isDone() && System.nanoTime() < giveUp) {
      run.cancel();
      try {
        run.answer.get(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException | TimeoutException e) {
        // Its end is what is waited for, not its answer.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    try {
      threads.awaitTermination(UNWINDING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    for (DuckDBConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
      closeQuietly(connection);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      System.getLogger(QueryPool.class.getName())
          .log(System.Logger.Level.WARNING, "closing a connection failed", e);
    }
  }

  private final class Run<T> implements Runnable {
    private final Query<T> query;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private volatile boolean cancelled;
    private volatile @Nullable QuerySession session;

    Run(Query<T> query) {
      this.query = query;
    }

    void cancel() {
      cancelled = true;
      QuerySession running = session;
      if (running != null) {
        running.cancel();
      }
    }

    @Override
    public void run() {
      if (cancelled) {
        answer.completeExceptionally(
            new TelemetryStoreException(Reason.CANCELLED, "the query was ended"));
        return;
      }
      SegmentSet segments = catalog.acquire();
      try {
        answer.complete(inTransaction(segments));
      } catch (Throwable e) {
        answer.completeExceptionally(e);
      } finally {
        catalog.release(segments);
      }
    }

    private T inTransaction(SegmentSet segments) throws SQLException {
      DuckDBConnection connection = idle.poll();
      if (connection == null) {
        connection = instance.connect();
        connection.setAutoCommit(false);
      }
      boolean sound = false;
      try {
        QuerySession started = new QuerySession(connection, segments);
        session = started;
        if (cancelled) {
          started.cancel();
        }
        T result = query.run(started);
        sound = true;
        return result;
      } finally {
        session = null;
        if (sound && !threads.isShutdown()) {
          connection.rollback();
          idle.add(connection);
        } else {
          closeQuietly(connection);
        }
      }
    }
  }
}
