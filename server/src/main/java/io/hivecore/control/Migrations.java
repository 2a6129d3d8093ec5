package io.hivecore.control;

import static java.util.Comparator.naturalOrder;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The schema's versions, one SQL file each, brought into a database by Flyway.
 *
 * <p>Flyway costs 0.4 s at first use (measured on 2 cores; it copies its own configuration through
 * a JSON mapper), so its history is asked with plain SQL first and Flyway is only woken when there
 * is something to do. The list of files is fixed, which spares scanning the class path. A published
 * file never changes: a test pins what each contains.
 */
public final class Migrations {
  private static final String HISTORY = "flyway_schema_history";

  /** Held so that the level outlives garbage collection; Flyway tells of every step otherwise. */
  private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

  private final String folder;
  private final List<String> files;

  /**
   * @param folder of the engine's files on the class path, as {@code db/control/sqlite}
   * @param files as {@code V1__what_it_adds.sql}, oldest first
   */
  public Migrations(String folder, List<String> files) {
    this.folder = folder;
    this.files = List.copyOf(files);
  }

  /** The files' names, oldest first. */
  public List<String> files() {
    return files;
  }

  /** The newest version of the schema that this program knows. */
  public int newestVersion() {
    return files.stream().mapToInt(Migrations::version).max().orElse(0);
  }

  /**
   * Brings the database up to the newest version; does nothing when it is there.
   *
   * @param source opens connections; used on the calling thread only
   * @throws ControlStoreException with reason NEWER when a newer program has changed the schema
   */
  public void bringUp(DataSource source) throws SQLException {
    if (!upToDate(source)) {
      migrate(source);
    }
  }

  /**
   * Whether the database has the newest version; changes nothing.
   *
   * @throws ControlStoreException with reason NEWER when a newer program has changed the schema
   */
  public boolean upToDate(DataSource source) throws SQLException {
    Set<Integer> applied = applied(source);
    Set<Integer> known = new TreeSet<>(files.stream().map(Migrations::version).toList());
    int newest = applied.stream().max(naturalOrder()).orElse(0);
    if (newest > newestVersion()) {
      throw new ControlStoreException(
          ControlStoreException.Reason.NEWER,
          "the control store has schema version "
              + newest
              + ", written by a newer HiveCore; this one knows versions up to "
              + newestVersion()
              + ". Start the newer program, or bring back a backup from before the update",
          null);
    }
    return applied.equals(known);
  }

  private void migrate(DataSource source) {
    if (FLYWAY_LOG.getLevel() == null) {
      FLYWAY_LOG.setLevel(Level.WARNING);
    }
    try {
      Flyway.configure()
          .dataSource(source)
          .loggers("slf4j")
          .resourceProvider(new Resources())
          .javaMigrationClassProvider(List::of)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new ControlStoreException(
          ControlStoreException.Reason.FAILED,
          "the control store's schema could not be brought up to date: " + e.getMessage(),
          e);
    }
  }

  private static Set<Integer> applied(DataSource source) throws SQLException {
    Set<Integer> versions = new TreeSet<>();
    try (Connection connection = source.getConnection()) {
      // The schema that Flyway takes as well: another one may hold another HiveCore's.
      try (ResultSet tables =
          connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
        if (!tables.next()) {
          return versions;
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "select version from " + HISTORY + " where success and version is not null")) {
        while (rows.next()) {
          versions.add(Integer.valueOf(rows.getString(1)));
        }
      }
    }
    return versions;
  }

  private static int version(String file) {
    return Integer.parseInt(file.substring(1, file.indexOf("__")));
  }

  private String text(String file) {
    String path = folder + "/" + file;
    try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Flyway would otherwise look for on the class path. */
  private final class Resources implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return files.contains(name) ? new File(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      List<LoadableResource> found = new ArrayList<>();
      for (String file : files) {
        if (!prefix.isEmpty()
            && file.startsWith(prefix)
            && Arrays.stream(suffixes).anyMatch(file::endsWith)) {
          found.add(new File(file));
        }
      }
      return found;
    }
  }

  /** One file, as Flyway wants to see it. */
  private final class File extends LoadableResource {
    private final String name;

    File(String name) {
      this.name = name;
    }

    @Override
    public Reader read() {
      return new StringReader(text(name));
    }

    @Override
    public String getAbsolutePath() {
      return folder + "/" + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
