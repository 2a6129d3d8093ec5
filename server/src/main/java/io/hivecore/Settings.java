package io.hivecore;

import io.hivecore.configuration.CommandLineSetting;
import io.hivecore.configuration.Secret;
import io.hivecore.configuration.Setting;
import io.hivecore.configuration.SettingsLoader;
import io.hivecore.http.HttpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of the server. A domain's own record becomes a component here, and its settings are
 * in the file, the environment and the reference page.
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
    @Setting(description = "Where the server listens.") Server server,
    @Setting(description = "What is kept of telemetry.") Telemetry telemetry) {
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
   * The data folder alone, for commands that work beside the server.
   *
   * @param file as for {@link #load}
   * @param data named on the command line
   */
  public static Path dataFolder(
      Optional<Path> file, Path folder, Map<String, String> environment, Optional<Path> data) {
    List<CommandLineSetting> options =
        data.map(path -> new CommandLineSetting("--data", "data-dir", path.toString())).stream()
            .toList();
    return load(file, folder, environment, options).dataDir();
  }

  /** Where the server listens. */
  public record Server(
      @Setting(
              description =
                  "Address to bind. The default lets in this machine only; `0.0.0.0` lets in all.",
              defaultValue = "127.0.0.1",
              variable = "HIVECORE_HOST")
          String host,
      @Setting(
              description = "Port to listen on; 0 takes any free one.",
              defaultValue = "8000",
              variable = "HIVECORE_PORT",
              min = 0,
              max = 65_535)
          int port) {
    public HttpSettings http() {
      return new HttpSettings(host, port);
    }
  }

  /** What is kept of telemetry. */
  public record Telemetry(
      @Setting(
              description = "Days after which records are removed.",
              defaultValue = "90",
              min = 1,
              max = 36_500)
          int retentionDays) {}
}
