package io.hivecore.control.postgresql;

import io.hivecore.control.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of this process's own, from the machine's package, without fsync. It is
 * started by the first test that needs it and goes with the process, however that ends. PostgreSQL
 * refuses to run as root, so it gets another user then.
 */
public final class PostgresServer {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;

  /** With what would end an address if it were not written with a percent sign. */
  private static final String PASSWORD = "p@ss/word?";

  private static final String PASSWORD_IN_ADDRESS = "p%40ss%2Fword%3F";

  private static final PostgresServer RUNNING = started();

  private final int port;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(int port) {
    this.port = port;
  }

  /** A new database that has the newest schema and nothing else. */
  public static String newDatabase() {
    return RUNNING.create(" template " + Template.NAME);
  }

  /** A new database with nothing in it, that belongs to the role {@code hivecore}. */
  public static String emptyDatabase() {
    return RUNNING.create("");
  }

  /** The same database, with the login of a superuser. */
  static String bySuperuser(String url) {
    return url.replace("//hivecore:", "//admin:");
  }

  /** Runs a statement as a superuser, past all policies. */
  static void execute(String url, String statement) {
    try (Connection connection = source(bySuperuser(url)).getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement, e);
    }
  }

  /** Plain connections, without anything of the store's. */
  static PGSimpleDataSource source(String text) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {url.servers().getFirst().port()});
    source.setDatabaseName(url.database());
    source.setUser(url.user().orElseThrow());
    source.setPassword(url.password().orElseThrow());
    return source;
  }

  private String create(String how) {
    String name = "test_" + databases.incrementAndGet();
    execute(url("postgres"), "create database " + name + " owner hivecore" + how);
    return url(name);
  }

  private String url(String database) {
    return "postgres://hivecore:" + PASSWORD_IN_ADDRESS + "@127.0.0.1:" + port + "/" + database;
  }

  /** What databases with a schema are copied from: bringing each up would cost half a second. */
  private static final class Template {
    static final String NAME = make();

    private static String make() {
      String url = emptyDatabase();
      PostgresqlControlStore.open(DatabaseUrl.parse(url)).close();
      return DatabaseUrl.parse(url).database();
    }
  }

  private static PostgresServer started() {
    try {
      Path programs = programs();
      Path folder = Files.createTempDirectory("hivecore-postgres");
      Files.writeString(folder.resolve("password"), PASSWORD);
      List<String> user = user();
      if (!user.isEmpty()) {
        run(folder, List.of("chown", "-R", user.getLast(), folder.toString()));
      }
      List<String> init = new ArrayList<>(switchingTo(user));
      init.addAll(
          List.of(
              programs.resolve("initdb").toString(),
              "--pgdata=" + folder.resolve("data"),
              "--username=admin",
              "--pwfile=" + folder.resolve("password"),
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--no-locale",
              "--no-sync"));
      run(folder, init);
      for (int attempt = 1; ; attempt++) {
        int port = freePort();
        Process process = start(programs, folder, user, port);
        if (answers(process, port)) {
          PostgresServer server = new PostgresServer(port);
          execute(server.url("postgres"), "create role hivecore login password '" + PASSWORD + "'");
          return server;
        }
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException(
              "PostgreSQL did not start: " + Files.readString(folder.resolve("log")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programs() throws IOException {
    if (Files.isDirectory(PACKAGES)) {
      try (var versions = Files.list(PACKAGES)) {
        var found =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .sorted()
                .toList();
        if (!found.isEmpty()) {
          return found.getLast();
        }
      }
    }
    throw new IllegalStateException(
        "these tests need PostgreSQL's programs in "
            + PACKAGES
            + "/*/bin: apt-get install postgresql (.ci/run does it)");
  }

  /** Who runs the server, when this process is root's: the package's own user. Empty for itself. */
  private static List<String> user() throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    boolean own =
        Files.readAllLines(Path.of("/etc/passwd")).stream()
            .anyMatch(line -> line.startsWith("postgres:"));
    return List.of(own ? "postgres" : "nobody");
  }

  private static List<String> switchingTo(List<String> user) {
    return user.isEmpty()
        ? List.of()
        : List.of("setpriv", "--reuid=" + user.getLast(), "--clear-groups", "--no-new-privs");
  }

  /**
   * The shell ends the server and removes its folder when this process closes the shell's input.
   */
  private static Process start(Path programs, Path folder, List<String> user, int port)
      throws IOException {
    List<String> command = new ArrayList<>(switchingTo(user));
    command.addAll(
        List.of(
            "sh",
            "-c",
            "\"$@\" & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf \"$0\"",
            folder.toString(),
            programs.resolve("postgres").toString(),
            "-D",
            folder.resolve("data").toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off",
            "-c",
            "max_connections=300"));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private static boolean answers(Process process, int port) {
    PGSimpleDataSource source =
        source("postgres://admin:" + PASSWORD_IN_ADDRESS + "@127.0.0.1:" + port + "/postgres");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (Connection connection = source.getConnection()) {
        return connection.isValid(1);
      } catch (SQLException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
    process.destroy();
    return false;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(Path folder, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + out);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
