package io.hivecore;

import io.hivecore.cli.HiveCoreCommand;
import io.hivecore.control.ControlPlace;
import io.hivecore.operations.logging.ServerLog;
import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;

/** Where the process begins. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    ServerLog.configure(
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
    int exitCode =
        HiveCoreCommand.commandLine(
                Main::controlStore, new StartCommand(), new DoctorCommand(), new DemoCommand())
            .execute(args);
    System.exit(exitCode);
  }

  private static ControlPlace controlStore(Optional<Path> config, Optional<Path> data) {
    return Settings.controlPlace(config, Path.of(""), System.getenv(), data);
  }
}
