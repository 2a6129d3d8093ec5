package io.hivecore.cli;

import io.hivecore.control.ControlPlace;
import java.nio.file.Path;
import java.util.Optional;

/** The commands in a process of their own, on the data folder that {@code --data} names. */
final class CommandLineProcess {
  private CommandLineProcess() {}

  static ControlPlace controlFile(Optional<Path> config, Optional<Path> data) {
    return ControlPlace.file(data.orElseThrow().resolve("control.db"));
  }

  public static void main(String[] arguments) {
    System.exit(HiveCoreCommand.commandLine(CommandLineProcess::controlFile).execute(arguments));
  }
}
