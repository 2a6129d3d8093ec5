package io.hivecore.cli;

import io.hivecore.identity.Tenant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenant create}. */
@Command(name = "create", description = "Make a tenant. It gets its keys by `key create`.")
final class CreateTenantCommand implements Runnable {
  private final ControlFiles files;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DataOptions data = new DataOptions();

  @Parameters(
      paramLabel = "SLUG",
      description = "Its short name: lower-case letters, digits, - and _.")
  private String slug = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What it is called (default: its slug).")
  private @Nullable String name;

  @Option(
      names = "--retention-days",
      paramLabel = "N",
      description = "Days after which its records are removed (default: as the server is set).")
  private @Nullable Integer retentionDays;

  @Option(names = "--json", description = "Print the tenant as a JSON document.")
  private boolean json;

  CreateTenantCommand(ControlFiles files) {
    this.files = files;
  }

  @Override
  public void run() {
    try (Identity identity = Identity.make(files.locate(data.config(), data.data()))) {
      Tenant tenant = identity.tenants().create(slug, name == null ? slug : name, retentionDays);
      Terminal terminal = Terminal.of(spec);
      if (json) {
        JsonOutput.print(
            terminal.out(),
            document -> {
              document.writeStartObject();
              JsonOutput.fields(document, tenant);
              document.writeEndObject();
            });
      } else {
        terminal.out().println("The tenant " + tenant.slug() + " has been created.");
      }
    }
  }
}
