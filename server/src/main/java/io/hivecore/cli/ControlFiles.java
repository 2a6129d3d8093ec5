package io.hivecore.cli;

import io.hivecore.control.ControlPlace;
import java.nio.file.Path;
import java.util.Optional;

/** Tells where the control store is, by the same settings as the server's. */
@FunctionalInterface
public interface ControlFiles {
  /**
   * The control store's place; a file need not exist.
   *
   * @param config the settings file named on the command line
   * @param data the data folder named on the command line
   * @throws io.hivecore.configuration.InvalidSettingsException when the settings cannot be taken
   */
  ControlPlace locate(Optional<Path> config, Optional<Path> data);
}
