package io.hivecore.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code user}: people who log in, also while the server runs. */
@Command(
    name = "user",
    description = "Create and list users, and set passwords, also while the server runs.")
final class UserCommand {
  private UserCommand() {}

  static CommandLine commandLine(ControlFiles files, PasswordInput passwords) {
    return new CommandLine(new UserCommand())
        .addSubcommand(new CreateUserCommand(files, passwords))
        .addSubcommand(new ListUsersCommand(files))
        .addSubcommand(new SetPasswordCommand(files, passwords));
  }
}
