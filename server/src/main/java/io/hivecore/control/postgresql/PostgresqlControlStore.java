package io.hivecore.control.postgresql;

import static java.util.Objects.requireNonNull;

import io.hivecore.control.ControlStore;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.control.Migrations;
import io.hivecore.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The control store in a PostgreSQL database, which several servers and commands may share.
 *
 * <p>Implementation note: reads see one snapshot (repeatable read). Writes take one advisory lock
 * of the database before anything else, so they run one after the other over all processes and each
 * sees what the one before has committed; that is what SQLite does, and needs no repetition of work
 * as serializable transactions would. The lock goes with its transaction, also when a process dies.
 * Every write adds one to {@code control_changes} in the same transaction, by which the other
 * processes notice. A sequence would not do: it grows before the commit, and whoever asks between
 * the two would keep the old rows under the new number.
 */
public final class PostgresqlControlStore implements ControlStore {
  /** The schema's versions in PostgreSQL's own words. */
  public static final Migrations MIGRATIONS =
      new Migrations(
          "db/control/postgresql",
          List.of(
              "V1__tenants_and_keys.sql",
              "V2__tenant_prices.sql",
              "V3__departed_tenants.sql",
              "V4__tenant_retention.sql",
              "V5__masking_rules.sql",
              "V6__users_and_sessions.sql"));

  private static final int READERS = 4;
  private static final Duration READING_WAITS = Duration.ofSeconds(5);

  /** Longer: others of this process may be before it, and each may wait for another process. */
  private static final Duration WRITING_WAITS = Duration.ofSeconds(15);

  /** What the policies take for all tenants. */
  private static final String ALL = "*";

  /** Any two numbers that no other program is likely to take for its own locks. */
  private static final long WRITING = 0x4869_7665_436f_7201L;

  private static final long OPENING = 0x4869_7665_436f_7202L;

  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read read only;";
  private static final String TENANT = "select set_config('hivecore.tenant', ?, true);";
  private static final String TURN =
      "set local lock_timeout = '5s'; select pg_advisory_xact_lock(" + WRITING + ");";
  private static final String END_WRITE = "update control_changes set number = number + 1";

  private static final Map<PGProperty, String> CONNECTING =
      Map.of(
          PGProperty.CONNECT_TIMEOUT, "5",
          PGProperty.APPLICATION_NAME, "hivecore",
          PGProperty.TCP_KEEP_ALIVE, "true",
          // What it would add to messages are values of rows, and messages are logged.
          PGProperty.LOG_SERVER_ERROR_DETAIL, "false");

  /** Longer than any statement may take. */
  private static final String SOCKET_TIMEOUT_SECONDS = "30";

  /** Held so that the level outlives garbage collection; the pool tells of every step otherwise. */
  private static final Logger POOL_LOG = Logger.getLogger("com.zaxxer.hikari");

  static {
    if (POOL_LOG.getLevel() == null) {
      POOL_LOG.setLevel(Level.WARNING);
    }
  }

  private final Transactions readers;
  private final Transactions writer;

  private PostgresqlControlStore(Transactions readers, Transactions writer) {
    this.readers = readers;
    this.writer = writer;
  }

  /**
   * Opens the database, which must be there, and brings its schema up to date.
   *
   * @throws io.hivecore.control.ControlStoreException when it cannot be reached or used, or a newer
   *     program has written it
   */
  public static PostgresqlControlStore open(DatabaseUrl url) {
    requireNonNull(url, "url");
    try {
      Optional<String> role = prepare(source(url, Map.of()));
      String taking = role.map(name -> "set local role " + name + ";").orElse("");
      PGSimpleDataSource source =
          source(url, Map.of(PGProperty.SOCKET_TIMEOUT, SOCKET_TIMEOUT_SECONDS));
      return new PostgresqlControlStore(
          Transactions.over(
              url, source, "read", READERS, READING_WAITS, SNAPSHOT + taking + TENANT, ""),
          // One is enough, as one writes at a time: here the callers of this process wait.
          Transactions.over(
              url, source, "write", 1, WRITING_WAITS, taking + TENANT + TURN, END_WRITE));
    } catch (SQLException e) {
      throw PostgresqlFailures.translate(url, e);
    }
  }

  /**
   * Looks at the database without changing it.
   *
   * @return what is there, in words for the operator
   * @throws io.hivecore.control.ControlStoreException as {@link #open}
   */
  public static String look(DatabaseUrl url) {
    try {
      PGSimpleDataSource source =
          source(url, Map.of(PGProperty.SOCKET_TIMEOUT, SOCKET_TIMEOUT_SECONDS));
      try (Connection connection = source.getConnection()) {
        return "PostgreSQL "
            + connection.getMetaData().getDatabaseProductVersion()
            + " answers at "
            + url
            + (MIGRATIONS.upToDate(source) ? "" : "; the next start brings its schema up to date");
      }
    } catch (SQLException e) {
      throw PostgresqlFailures.translate(url, e);
    }
  }

  private static PGSimpleDataSource source(DatabaseUrl url, Map<PGProperty, String> more)
      throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(
        url.servers().stream().map(DatabaseUrl.Server::host).toArray(String[]::new));
    source.setPortNumbers(url.servers().stream().mapToInt(DatabaseUrl.Server::port).toArray());
    source.setDatabaseName(url.database().isEmpty() ? null : url.database());
    url.user().ifPresent(source::setUser);
    url.password().ifPresent(source::setPassword);
    for (Map<PGProperty, String> properties : List.of(CONNECTING, more, url.parameters())) {
      for (Map.Entry<PGProperty, String> property : properties.entrySet()) {
        source.setProperty(property.getKey(), property.getValue());
      }
    }
    return source;
  }

  /** Only one process at a time changes the schema and its grants. */
  private static Optional<String> prepare(PGSimpleDataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(" + OPENING + ")");
      MIGRATIONS.bringUp(source);
      return RowRole.prepare(connection);
    }
  }

  @Override
  public <T extends @Nullable Object> T read(TenantId tenant, Function<DSLContext, T> work) {
    return readers.run(tenant.toString(), work);
  }

  @Override
  public <T extends @Nullable Object> T readAcrossTenants(Function<DSLContext, T> work) {
    return readers.run(ALL, work);
  }

  @Override
  public <T extends @Nullable Object> T write(TenantId tenant, Function<DSLContext, T> work) {
    return writer.run(tenant.toString(), work);
  }

  @Override
  public <T extends @Nullable Object> T writeAcrossTenants(Function<DSLContext, T> work) {
    return writer.run(ALL, work);
  }

  @Override
  public long changes() {
    return readers.run(
        ALL,
        control ->
            requireNonNull(
                control
                    .select(DSL.field(DSL.name("number"), Long.class))
                    .from(DSL.table(DSL.name("control_changes")))
                    .fetchSingle()
                    .value1()));
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
  }
}
