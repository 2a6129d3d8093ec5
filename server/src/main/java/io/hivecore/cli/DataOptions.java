package io.hivecore.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the data are. */
public final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder (default: the setting data-dir: data).")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings file (default: ./hivecore.yaml when it exists).")
  private @Nullable Path config;

  public Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  public Optional<Path> config() {
    return Optional.ofNullable(config);
  }
}
