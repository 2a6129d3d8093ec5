package io.hivecore.control.sqlite;

import io.hivecore.control.Contexts;
import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * A few platform threads with a connection each. SQLite is reached through JNI, which pins a
 * virtual thread to its carrier, so callers hand their work over and wait. The queue is bounded,
 * and so is the wait.
 */
final class Lane implements AutoCloseable {
  private static final int MOST_WAITING = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final Path file;
  private final Access access;
  private final List<Connection> connections;
  private final BlockingQueue<Connection> idle;
  private final ThreadPoolExecutor threads;

  private Lane(Path file, Access access, List<Connection> connections) {
    this.file = file;
    this.access = access;
    this.connections = List.copyOf(connections);
    this.idle = new ArrayBlockingQueue<>(connections.size(), false, connections);
    this.threads =
        new ThreadPoolExecutor(
            connections.size(),
            connections.size(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> new LaneThread(work, access));
  }

  static Lane open(Path file, Access access, int width, DataSource source) throws SQLException {
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < width; i++) {
        Connection connection = source.getConnection();
        connections.add(connection);
        if (access.queryOnly()) {
          execute(connection, "pragma query_only = on");
        }
      }
    } catch (SQLException e) {
      for (Connection connection : connections) {
        connection.close();
      }
      throw e;
    }
    return new Lane(file, access, connections);
  }

  <T extends @Nullable Object> T run(Function<DSLContext, T> work) {
    if (Thread.currentThread() instanceof LaneThread) {
      throw new IllegalStateException("work on the control store must not call the store again");
    }
    Future<T> outcome = submit(work);
    try {
      return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
    } catch (TimeoutException e) {
      outcome.cancel(false);
      throw new ControlStoreException(
          Reason.BUSY, "the control store did not answer within " + PATIENCE, e);
    } catch (InterruptedException e) {
      outcome.cancel(false);
      Thread.currentThread().interrupt();
      throw new ControlStoreException(
          Reason.CLOSED, "interrupted while waiting for the control store", e);
    }
  }

  private <T extends @Nullable Object> Future<T> submit(Function<DSLContext, T> work) {
    try {
      return threads.submit(() -> transact(work));
    } catch (RejectedExecutionException e) {
      if (threads.isShutdown()) {
        throw new ControlStoreException(Reason.CLOSED, "the control store is closed", e);
      }
      throw new ControlStoreException(
          Reason.BUSY, "more than " + MOST_WAITING + " calls wait for the control store", e);
    }
  }

  private <T extends @Nullable Object> T transact(Function<DSLContext, T> work) {
    Connection connection = idle.remove();
    try {
      String begin = access.begin();
      if (begin == null) {
        return work.apply(Contexts.of(connection, SQLDialect.SQLITE));
      }
      execute(connection, begin);
      boolean done = false;
      try {
        T result = work.apply(Contexts.of(connection, SQLDialect.SQLITE));
        execute(connection, "commit");
        done = true;
        return result;
      } finally {
        if (!done) {
          rollBack(connection);
        }
      }
    } catch (SQLException | DataAccessException e) {
      throw SqliteFailures.translate(file, e);
    } finally {
      idle.add(connection);
    }
  }

  /** After a full disk SQLite may have rolled back by itself; then there is nothing to undo. */
  private static void rollBack(Connection connection) {
    try {
      execute(connection, "rollback");
    } catch (SQLException alreadyUndone) {
      // The failure that led here is the one to report.
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static RuntimeException asThrown(@Nullable Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(failure);
    };
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    for (Connection connection : connections) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw SqliteFailures.translate(file, e);
      }
    }
  }

  /** Marks the store's own threads, so that work which calls the store again is noticed. */
  private static final class LaneThread extends Thread {
    LaneThread(Runnable work, Access access) {
      super(work, "control-" + access.name().toLowerCase(java.util.Locale.ROOT));
      setDaemon(true);
    }
  }
}
