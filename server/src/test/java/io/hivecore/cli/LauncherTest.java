package io.hivecore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The script that people call knows the program's commands. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "hivecore");

  @Test
  void everyCommandIsPassedOnAndTold() throws IOException {
    List<String> lines = Files.readAllLines(LAUNCHER);
    List<String> passedOn =
        lines.stream()
            .filter(line -> line.startsWith("  start | ") && line.endsWith(")"))
            .flatMap(line -> Arrays.stream(line.replace(")", "").split("\\|", -1)))
            .map(String::strip)
            .toList();
    var commands =
        HiveCoreCommand.commandLine((config, data) -> CommandLineProcess.controlFile(config, data))
            .getSubcommands();
    assertThat(commands).isNotEmpty();
    for (String command : commands.keySet()) {
      assertThat(passedOn).contains(command);
      assertThat(lines).anyMatch(line -> line.startsWith("  ./hivecore " + command + " "));
    }
  }
}
