package io.hivecore.telemetry.duckdb;

import io.hivecore.telemetry.TelemetryStoreException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A platform thread for work that nobody waits for, in order. Failures are logged. */
final class Background implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Background.class.getName());
  private static final long PATIENCE_SECONDS = 30;

  private static final long AGAIN_SECONDS = 10;

  private final ScheduledThreadPoolExecutor thread;

  Background(String name) {
    thread = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).daemon().factory());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Something to do. */
  interface Work {
    void run() throws Exception;
  }

  /** Does something later. After the end it is not done, so it must be found again at the start. */
  void later(String what, Work work) {
    try {
      thread.execute(
          () -> {
            try {
              work.run();
            } catch (TelemetryStoreException e) {
              LOG.log(System.Logger.Level.WARNING, what + " failed: " + e.getMessage());
            } catch (Exception e) {
              LOG.log(System.Logger.Level.WARNING, what + " failed", e);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, what + " is left for the next start", e);
    }
  }

  /** Does something later, and again after a while as long as it fails. */
  void untilDone(String what, Work work) {
    later(
        what,
        () -> {
          try {
            work.run();
          } catch (Exception e) {
            Future<?> _ =
                thread.schedule(() -> untilDone(what, work), AGAIN_SECONDS, TimeUnit.SECONDS);
            throw e;
          }
        });
  }

  /** Does something in its turn and waits for it, come what may. */
  void now(Work work) {
    Future<?> done =
        thread.submit(
            () -> {
              work.run();
              return null;
            });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          done.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw Failures.of("background work", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets the work in hand come to its end, and drops the rest. */
  @Override
  public void close() {
    // Not interrupted: that would close the files that it is writing.
    thread.shutdown();
    thread.getQueue().clear();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "background work did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
