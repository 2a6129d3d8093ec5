package io.hivecore.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tenant}: those whose data nobody else sees. */
@Command(
    name = "tenant",
    description = "Create, list and change tenants, also while the server runs.")
final class TenantCommand {
  private TenantCommand() {}

  static CommandLine commandLine(ControlFiles files) {
    return new CommandLine(new TenantCommand())
        .addSubcommand(new CreateTenantCommand(files))
        .addSubcommand(new ListTenantsCommand(files))
        .addSubcommand(new SetTenantCommand(files));
  }
}
