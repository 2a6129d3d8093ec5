package io.hivecore.telemetry.duckdb;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.duckdb.DuckDBConnection;

/**
 * One DuckDB in memory, to which segment files are attached. It reads and writes nothing outside
 * the store's folder, loads no extensions and refuses changes to its settings. Safe for any thread;
 * a connection belongs to one thread at a time.
 */
final class DuckDbInstance implements AutoCloseable {
  private static final Duration REATTACH_PATIENCE = Duration.ofSeconds(30);
  private static final Duration REATTACH_PAUSE = Duration.ofMillis(20);

  private final DuckDBConnection root;

  private DuckDbInstance(DuckDBConnection root) {
    this.root = root;
  }

  /**
   * What DuckDB may take of the machine.
   *
   * @param folder of the segment files
   * @param temporary what it spills and exports to
   */
  record Limits(Path folder, Path temporary, long memoryBytes, int threads, long temporaryBytes) {}

  static DuckDbInstance start(Limits limits) throws SQLException {
    // Statements carry no parameters here: SET takes none. The values are our own settings.
    List<String> configuration =
        List.of(
            "SET allowed_directories = [%s, %s]"
                .formatted(quoted(limits.folder() + "/"), quoted(limits.temporary() + "/")),
            "SET temp_directory = " + quoted(limits.temporary().toString()),
            "SET max_temp_directory_size = '%dB'".formatted(limits.temporaryBytes()),
            "SET memory_limit = '%dB'".formatted(limits.memoryBytes()),
            "SET threads = " + limits.threads(),
            "SET allocator_flush_threshold = '8MB'",
            "SET allocator_bulk_deallocation_flush_threshold = '16MB'",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET allow_community_extensions = false",
            "SET enable_external_file_cache = false",
            // Sealed segments are checkpointed by hand, on another thread than the writer's.
            "SET checkpoint_threshold = '1TB'",
            "SET checkpoint_on_detach = 'DISABLED'",
            "PRAGMA disable_checkpoint_on_shutdown",
            "SET late_materialization_max_rows = 2000",
            "SET enable_external_access = false",
            "SET lock_configuration = true");
    var root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    try {
      for (String statement : configuration) {
        execute(root, statement);
      }
      return new DuckDbInstance(root);
    } catch (SQLException e) {
      root.close();
      throw e;
    }
  }

  DuckDBConnection connect() throws SQLException {
    return root.duplicate();
  }

  /**
   * Attaches a segment for reading and writing. Its row groups are a fifth of DuckDB's usual ones:
   * a usual one of records with 1 kB of text alone is more than the memory that there is for
   * merging.
   */
  void attach(Segment segment) throws SQLException {
    attach(segment.file(), segment.schema(), "ROW_GROUP_SIZE 24576");
  }

  void attachForReading(Path file, String schema) throws SQLException {
    attach(file, schema, "READ_ONLY");
  }

  private void attach(Path file, String schema, String options) throws SQLException {
    try (DuckDBConnection connection = connect()) {
      execute(
          connection, "ATTACH %s AS %s (%s)".formatted(quoted(file.toString()), schema, options));
    }
  }

  void detach(Segment segment) throws SQLException {
    try (DuckDBConnection connection = connect()) {
      execute(connection, "DETACH " + segment.schema());
    }
  }

  /**
   * Attaches a segment anew, after a failure in the middle of a checkpoint or commit; its log
   * brings it back to its last commit. Whoever reads it meanwhile fails.
   */
  void reattach(Segment segment) throws SQLException {
    detach(segment);
    long giveUp = System.nanoTime() + REATTACH_PATIENCE.toNanos();
    while (true) {
      try {
        attach(segment);
        return;
      } catch (SQLException e) {
        // A query that has not noticed yet still holds the file.
        if (!isStillAttached(e) || System.nanoTime() > giveUp) {
          throw e;
        }
        LockSupport.parkNanos(REATTACH_PAUSE.toNanos());
      }
    }
  }

  private static boolean isStillAttached(SQLException e) {
    return String.valueOf(e.getMessage()).contains("already attached");
  }

  /** Whether a failure has left a segment unusable until it is attached anew. */
  static boolean isInvalidated(SQLException e) {
    return String.valueOf(e.getMessage()).contains("has been invalidated");
  }

  /** Statements of one transaction. */
  interface Work {
    void run() throws SQLException;
  }

  /** Runs statements on a connection without a transaction: all or nothing. */
  static void inTransaction(DuckDBConnection connection, Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      try {
        connection.rollback();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    connection.setAutoCommit(true);
  }

  static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }
}
