package io.hivecore.cli;

import io.hivecore.configuration.InvalidSettingsException;
import io.hivecore.control.ControlStoreException;
import io.hivecore.identity.IdentityException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The root of all commands. Exit codes: 0 done, 1 refused or failed, 2 used wrongly. What was asked
 * for goes to the standard output, everything else to the error output.
 */
@Command(name = "hivecore", description = "The control room for fleets of AI agents.")
public final class HiveCoreCommand {
  private HiveCoreCommand() {}

  /**
   * The whole command line.
   *
   * @param further commands beside those on tenants and keys, as picocli takes them: those that
   *     need the whole server. They get the option {@code --help} here
   */
  public static CommandLine commandLine(ControlFiles files, Object... further) {
    return commandLine(PasswordInput.ofProcess(), files, further);
  }

  /**
   * The same with passwords from elsewhere than the process's own input.
   *
   * @param passwords asked once for each password
   */
  public static CommandLine commandLine(
      PasswordInput passwords, ControlFiles files, Object... further) {
    CommandLine root =
        new CommandLine(new HiveCoreCommand())
            .addSubcommand(KeyCommand.commandLine(files))
            .addSubcommand(TenantCommand.commandLine(files))
            .addSubcommand(UserCommand.commandLine(files, passwords));
    for (Object command : further) {
      root.addSubcommand(command);
    }
    addHelp(root);
    // Last: it reaches the commands that are there.
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(HiveCoreCommand::explain);
  }

  private static void addHelp(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.findOption("--help") == null) {
      spec.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .description("Show this help.")
              .build());
    }
    command.getSubcommands().values().forEach(HiveCoreCommand::addHelp);
  }

  /** One line for what the user can mend; anything else is a fault of ours and is shown whole. */
  private static int explain(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof RefusedException
        || failure instanceof IdentityException
        || failure instanceof InvalidSettingsException
        || failure instanceof ControlStoreException) {
      command.getErr().println("hivecore: " + failure.getMessage());
      command.getErr().flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
