package io.hivecore;

import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.configuration.InvalidSettingsException;
import io.hivecore.configuration.Secret;
import io.hivecore.configuration.Setting;
import io.hivecore.configuration.SettingsLoader;
import io.hivecore.control.ControlPlace;
import io.hivecore.control.DatabaseUrl;
import io.hivecore.http.HttpSettings;
import io.hivecore.ingest.IngestSettings;
import io.hivecore.journal.JournalSettings;
import io.hivecore.telemetry.duckdb.DuckDbSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of the server. A section's components are in the file, the environment and the
 * reference page; what rooms have to bound beside them keeps the default of the room's own record.
 */
public record Settings(
    @Setting(
            description =
                "Where everything is kept. Relative to the working directory; made when missing.",
            defaultValue = "data")
        Path dataDir,
    @Setting(
            description =
                "A key for the first tenant, made valid at the start. Without one, the first start"
                    + " makes a key and prints it once. It must be random: it is kept as a plain"
                    + " SHA-256.")
        Optional<Secret> bootstrapApiKey,
    @Setting(
            description =
                "A PostgreSQL database for tenants, keys and what else people configure, as"
                    + " `postgres://user:password@host:5432/database`; see docs/postgresql.md."
                    + " Without one they are in a file of the data folder.",
            variable = "DATABASE_URL")
        Optional<Secret> databaseUrl,
    @Setting(description = "Where the server listens, and what it bears from its clients.")
        ServerSection server,
    @Setting(description = "People who log in.") LoginSection login,
    @Setting(description = "What comes in, until it is on the disk.") IngestSection ingest,
    @Setting(description = "Telemetry from OpenTelemetry's exporters.") OtlpSection otlp,
    @Setting(
            description =
                "What was acknowledged and is not yet in the store, and what live streams can be"
                    + " resumed from.")
        JournalSection journal,
    @Setting(description = "What is kept of telemetry, and what the store may take of the machine.")
        TelemetrySection telemetry,
    @Setting(description = "What questions may cost, so that no tenant's hold up the others'.")
        QueriesSection queries,
    @Setting(
            description =
                "The live streams. How far back they can be resumed is the journal's matter.")
        StreamSection stream) {
  public Settings {
    databaseUrl.ifPresent(Settings::requireDatabaseUrl);
    new Contradictions()
        .atMost(
            "journal.replay-size",
            journal.replaySize(),
            "journal.max-size",
            journal.maxSize(),
            "the journal would drop what is to be kept for resuming")
        .atMost(
            "server.max-body-size",
            server.maxBodySize(),
            "journal.max-size",
            journal.maxSize(),
            "the largest body would never find room")
        .atMost(
            "server.max-body-size",
            server.maxBodySize(),
            "server.body-memory",
            server.bodyMemory().orElse(server.maxBodySize()),
            "the largest body would never have room beside another")
        .atMost(
            "otlp.max-body-size",
            otlp.maxBodySize(),
            "journal.max-size",
            journal.maxSize(),
            "the largest body would never find room")
        .atMost(
            "otlp.max-body-size",
            otlp.maxBodySize(),
            "server.body-memory",
            server.bodyMemory().orElse(otlp.maxBodySize()),
            "the largest body would never have room beside another")
        .atMost(
            "queries.timeout",
            queries.timeout(),
            "queries.export-timeout",
            queries.exportTimeout(),
            "an export takes longer than a page")
        .atMost(
            "queries.max-exports-per-tenant",
            queries.maxExportsPerTenant(),
            "queries.max-per-tenant",
            queries.maxPerTenant(),
            "exports count as queries")
        .atMost(
            "stream.max-per-tenant",
            stream.maxPerTenant(),
            "stream.max-in-all",
            stream.maxInAll(),
            "one tenant could not have so many")
        .atMost(
            "stream.max-in-all",
            stream.maxInAll(),
            "server.max-connections",
            server.maxConnections(),
            "live streams would leave no connection for anything else")
        .refuse();
  }

  /** The variable that names the settings file. */
  public static final String FILE_VARIABLE = "HIVECORE_CONFIG";

  /** The settings file that is taken without being named. */
  public static final String FILE = "hivecore.yaml";

  /** Reads these settings. */
  public static final SettingsLoader<Settings> LOADER =
      new SettingsLoader<>(
          Settings.class,
          Map.of(
              FILE_VARIABLE,
              "Path of the settings file.",
              "HIVECORE_HEAP",
              "Java heap that the launcher `./hivecore` asks for, as `1g`."));

  /**
   * Reads file, environment and command line.
   *
   * @param file named on the command line; without it the variable {@value #FILE_VARIABLE} names
   *     one, and without that {@value #FILE} in the folder is taken when it exists
   * @param folder the working directory
   * @throws io.hivecore.configuration.InvalidSettingsException naming every unknown key and bad
   *     value
   */
  public static Settings load(
      Optional<Path> file,
      Path folder,
      Map<String, String> environment,
      List<CommandLineSetting> options) {
    Optional<Path> named =
        file.or(
            () ->
                Optional.ofNullable(environment.get(FILE_VARIABLE))
                    .filter(path -> !path.isEmpty())
                    .map(Path::of));
    Optional<Path> found = named.or(() -> Optional.of(folder.resolve(FILE)).filter(Files::exists));
    return LOADER.load(found, environment, options);
  }

  /**
   * Where the control data are, for commands that work beside the server.
   *
   * @param file as for {@link #load}
   * @param data named on the command line
   */
  public static ControlPlace controlPlace(
      Optional<Path> file, Path folder, Map<String, String> environment, Optional<Path> data) {
    List<CommandLineSetting> options =
        data.map(path -> new CommandLineSetting("--data", "data-dir", path.toString())).stream()
            .toList();
    return load(file, folder, environment, options).controlPlace();
  }

  /** Where the control data are: in the data folder unless a database is named. */
  ControlPlace controlPlace() {
    return databaseUrl
        .map(secret -> DatabaseUrl.parse(secret.reveal()))
        .<ControlPlace>map(ControlPlace.Postgresql::new)
        .orElseGet(() -> ControlPlace.file(DataFolder.controlStore(dataDir)));
  }

  private static void requireDatabaseUrl(Secret secret) {
    try {
      DatabaseUrl.parse(secret.reveal());
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException(List.of("database-url (DATABASE_URL) " + e.getMessage()));
    }
  }

  HttpSettings httpSettings() {
    return server.http(
        Math.max(server.maxBodySize().bytes(), otlp.maxBodySize().bytes()),
        stream.maxPerTenant() + queries.maxExportsPerTenant());
  }

  IngestSettings ingestSettings() {
    return ingest.ingest(server.maxBodySize());
  }

  JournalSettings journalSettings(Path folder) {
    return journal.journal(folder, ingest.queueSize());
  }

  DuckDbSettings storeSettings(Path folder) {
    return telemetry.store(folder, journal.diskReserve(), queries.threads());
  }
}
