package io.hivecore.cli;

import static java.util.Objects.requireNonNull;

import io.hivecore.identity.Tenant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenant set}: changes what is set for one tenant. */
@Command(
    name = "set",
    description =
        "Change for how long a tenant's records are kept. A running server follows when it next"
            + " removes old records, within the hour.")
final class SetTenantCommand implements Runnable {
  private static final String DEFAULT = "default";

  private final ControlFiles files;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DataOptions data = new DataOptions();

  @Parameters(paramLabel = "SLUG|ID", description = "The tenant's short name or its id.")
  private String meant = "";

  @Option(
      names = "--retention-days",
      paramLabel = "N|default",
      required = true,
      description =
          "Days after which its records are removed, or `default` for as many as the server is set"
              + " to.")
  private String retentionDays = DEFAULT;

  @Option(names = "--json", description = "Print the tenant as a JSON document.")
  private boolean json;

  SetTenantCommand(ControlFiles files) {
    this.files = files;
  }

  @Override
  public void run() {
    Integer days = days();
    try (Identity identity = Identity.existing(files.locate(data.config(), data.data()))) {
      Tenant tenant =
          identity
              .tenants()
              .setRetentionDays(identity.tenant(meant).id(), days)
              .orElseThrow(() -> new RefusedException("the tenant " + meant + " is gone"));
      Terminal terminal = Terminal.of(spec);
      if (json) {
        JsonOutput.print(
            terminal.out(),
            document -> {
              document.writeStartObject();
              JsonOutput.fields(document, tenant);
              document.writeEndObject();
            });
      } else if (days == null) {
        terminal
            .out()
            .println(
                "Records of the tenant "
                    + tenant.slug()
                    + " are kept as long as the server is set to (telemetry.retention-days).");
      } else {
        terminal
            .out()
            .println(
                "Records of the tenant "
                    + tenant.slug()
                    + " are kept for "
                    + days
                    + (days == 1 ? " day" : " days")
                    + "; older ones are removed within the hour.");
      }
    }
  }

  private @Nullable Integer days() {
    if (retentionDays.equals(DEFAULT)) {
      return null;
    }
    try {
      return Integer.valueOf(retentionDays);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(),
          "--retention-days takes a whole number or " + DEFAULT + ", not " + retentionDays,
          e);
    }
  }
}
