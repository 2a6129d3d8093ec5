package io.hivecore.control.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hivecore.control.Contexts;
import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import io.hivecore.control.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Runs pieces of work on the connections of a pool, each in a transaction of one kind. The driver
 * is pure Java, so work runs on the caller's own thread. The number of callers that wait is
 * bounded, and so is how long they do. Safe for use by many threads.
 */
final class Transactions implements AutoCloseable {
  private static final int MOST_WAITING = 1_000;
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  /**
   * For every connection: a commit is durable, whatever the server's default; no statement goes on
   * for ever; and a process that stops in the middle of a transaction does not hold the others up.
   */
  private static final String SESSION =
      """
      select set_config('synchronous_commit',
                        case current_setting('synchronous_commit') when 'off' then 'on'
                             else current_setting('synchronous_commit') end, false),
             set_config('statement_timeout', '15s', false),
             set_config('idle_in_transaction_session_timeout', '30s', false)
      """;

  /** Work runs on the caller's thread; so this is how work that calls the store is noticed. */
  private static final ScopedValue<Boolean> WORKING = ScopedValue.newInstance();

  private final DatabaseUrl url;
  private final HikariDataSource pool;
  private final Duration patience;
  private final String begin;
  private final String end;

  /** Held by work for reading; whoever has it for writing knows that none is under way. */
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

  private volatile boolean closed;

  private Transactions(
      DatabaseUrl url, HikariDataSource pool, Duration patience, String begin, String end) {
    this.url = url;
    this.pool = pool;
    this.patience = patience;
    this.begin = begin;
    this.end = end;
  }

  /**
   * Connects when the first work comes.
   *
   * @param most connections at one time
   * @param patience how long work waits for one of them, also while the database does not answer
   * @param begin statements with one parameter, the tenant, that stand before the work
   * @param end a statement that stands behind it, before the commit; empty for none
   */
  static Transactions over(
      DatabaseUrl url,
      DataSource source,
      String name,
      int most,
      Duration patience,
      String begin,
      String end) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("control-" + name);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setConnectionInitSql(SESSION);
    // Else the first work on a connection would find itself in the transaction of SESSION.
    config.setIsolateInternalQueries(true);
    config.setConnectionTimeout(patience.toMillis());
    // The store is known to answer; a pause of the database must not end the process later.
    config.setInitializationFailTimeout(-1);
    return new Transactions(url, new HikariDataSource(config), patience, begin, end);
  }

  /**
   * Runs one piece of work.
   *
   * @param tenant whose rows it reaches, as the policies name it
   */
  <T extends @Nullable Object> T run(String tenant, Function<DSLContext, T> work) {
    if (WORKING.isBound()) {
      throw new IllegalStateException("work on the control store must not call the store again");
    }
    if (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() >= MOST_WAITING) {
      throw new ControlStoreException(
          Reason.BUSY, "more than " + MOST_WAITING + " calls wait for the control store", null);
    }
    life.readLock().lock();
    try {
      if (closed) {
        throw new ControlStoreException(Reason.CLOSED, "the control store is closed", null);
      }
      try (Connection connection = pool.getConnection()) {
        return ScopedValue.where(WORKING, true).call(() -> transact(connection, tenant, work));
      }
    } catch (SQLTransientConnectionException e) {
      throw unanswered(e);
    } catch (SQLException | DataAccessException e) {
      throw PostgresqlFailures.translate(url, e);
    } finally {
      life.readLock().unlock();
    }
  }

  private <T extends @Nullable Object> T transact(
      Connection connection, String tenant, Function<DSLContext, T> work) throws SQLException {
    boolean done = false;
    try {
      try (PreparedStatement statement = connection.prepareStatement(begin)) {
        statement.setString(1, tenant);
        statement.execute();
      }
      T result = work.apply(Contexts.of(connection, SQLDialect.POSTGRES));
      if (!end.isEmpty()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(end);
        }
      }
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  /** A connection that is gone has rolled back by itself; the pool takes it away. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException gone) {
      // The failure that led here is the one to report.
    }
  }

  /** The pool had no connection in time: the database does not answer, or all are in use. */
  private ControlStoreException unanswered(SQLTransientConnectionException e) {
    if (e.getCause() instanceof SQLException) {
      return PostgresqlFailures.translate(url, e);
    }
    return new ControlStoreException(
        Reason.BUSY, "the control store did not answer within " + patience, e);
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (life.writeLock().tryLock(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        life.writeLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pool.close();
  }
}
