package io.hivecore.control.sqlite;

import static java.util.Objects.requireNonNull;

import io.hivecore.control.ControlStore;
import io.hivecore.control.ControlStoreException;
import io.hivecore.control.ControlStoreException.Reason;
import io.hivecore.control.Migrations;
import io.hivecore.tenancy.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The control store in one SQLite file with a write-ahead log. Several processes may have it open:
 * {@code ./hivecore key …} works on the file of a running server.
 */
public final class SqliteControlStore implements ControlStore {
  /** The schema's versions in SQLite's own words. */
  public static final Migrations MIGRATIONS =
      new Migrations(
          "db/control/sqlite",
          List.of(
              "V1__tenants_and_keys.sql",
              "V2__tenant_prices.sql",
              "V3__departed_tenants.sql",
              "V4__tenant_retention.sql",
              "V5__masking_rules.sql",
              "V6__users_and_sessions.sql"));

  private static final int READERS = 2;
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;

  /** File locks do not hold between threads of one process. */
  private static final ReentrantLock OPENING = new ReentrantLock();

  private final Lane readers;
  private final Lane writer;
  private final Lane watch;

  private SqliteControlStore(Lane readers, Lane writer, Lane watch) {
    this.readers = readers;
    this.writer = writer;
    this.watch = watch;
  }

  /**
   * Opens the file, which is made when it is missing (readable by its owner only), and brings its
   * schema up to date.
   *
   * @throws ControlStoreException when the file cannot be used, or a newer program has written it
   */
  public static SqliteControlStore open(Path file) {
    requireNonNull(file, "file");
    List<Lane> lanes = new ArrayList<>();
    try {
      SQLiteDataSource source = source(file);
      prepare(file, source);
      lanes.add(Lane.open(file, Access.READ, READERS, source));
      lanes.add(Lane.open(file, Access.WRITE, 1, source));
      lanes.add(Lane.open(file, Access.WATCH, 1, source));
      return new SqliteControlStore(lanes.get(0), lanes.get(1), lanes.get(2));
    } catch (SQLException e) {
      lanes.forEach(Lane::close);
      throw SqliteFailures.translate(file, e);
    } catch (IOException e) {
      throw new ControlStoreException(
          Reason.UNUSABLE, "the control store " + file + " cannot be made: " + e, e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return source;
  }

  /**
   * Only one process at a time makes the file, turns on its write-ahead log or changes its schema:
   * SQLite reports the first two as busy at once, and Flyway has no lock for SQLite.
   */
  private static void prepare(Path file, SQLiteDataSource source) throws IOException, SQLException {
    Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent()));
    OPENING.lock();
    try (FileChannel gate =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      gate.lock();
      createPrivately(file);
      MIGRATIONS.bringUp(source);
    } finally {
      OPENING.unlock();
    }
  }

  private static void createPrivately(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (FileAlreadyExistsException opened) {
        // Its owner may have chosen other permissions; they stay.
      }
    }
  }

  @Override
  public <T extends @Nullable Object> T read(TenantId tenant, Function<DSLContext, T> work) {
    requireNonNull(tenant, "tenant");
    return readers.run(work);
  }

  @Override
  public <T extends @Nullable Object> T readAcrossTenants(Function<DSLContext, T> work) {
    return readers.run(work);
  }

  @Override
  public <T extends @Nullable Object> T write(TenantId tenant, Function<DSLContext, T> work) {
    requireNonNull(tenant, "tenant");
    return writer.run(work);
  }

  @Override
  public <T extends @Nullable Object> T writeAcrossTenants(Function<DSLContext, T> work) {
    return writer.run(work);
  }

  /**
   * SQLite keeps this number per connection: it changes when another connection has committed. The
   * connection that asks is used for nothing else, so it sees this process's commits as well.
   */
  @Override
  public long changes() {
    return watch.run(
        control ->
            ((Number) requireNonNull(control.fetchValue("pragma data_version"))).longValue());
  }

  @Override
  public void close() {
    watch.close();
    readers.close();
    writer.close();
  }
}
