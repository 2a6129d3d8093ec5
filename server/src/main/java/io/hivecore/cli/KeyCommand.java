package io.hivecore.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code key}: API keys, also while the server runs. */
@Command(
    name = "key",
    description = "Create, list and revoke API keys, also while the server runs.")
final class KeyCommand {
  private KeyCommand() {}

  static CommandLine commandLine(ControlFiles files) {
    return new CommandLine(new KeyCommand())
        .addSubcommand(new CreateKeyCommand(files))
        .addSubcommand(new ListKeysCommand(files))
        .addSubcommand(new RevokeKeyCommand(files));
  }
}
