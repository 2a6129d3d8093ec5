package io.hivecore.cli;

import io.hivecore.identity.Tenant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tenant list}. */
@Command(name = "list", description = "List tenants.")
final class ListTenantsCommand implements Runnable {
  private final ControlFiles files;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DataOptions data = new DataOptions();

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ListTenantsCommand(ControlFiles files) {
    this.files = files;
  }

  @Override
  public void run() {
    try (Identity identity = Identity.existing(files.locate(data.config(), data.data()))) {
      List<Tenant> tenants = identity.tenants().list();
      Terminal terminal = Terminal.of(spec);
      if (json) {
        JsonOutput.print(
            terminal.out(),
            document -> {
              document.writeStartArray();
              for (Tenant tenant : tenants) {
                document.writeStartObject();
                JsonOutput.fields(document, tenant);
                document.writeEndObject();
              }
              document.writeEndArray();
            });
        return;
      }
      var table = new TextTable("SLUG", "NAME", "STATUS", "RETENTION", "CREATED", "ID");
      for (Tenant tenant : tenants) {
        table.add(
            tenant.slug(),
            tenant.name(),
            tenant.status().name().toLowerCase(Locale.ROOT),
            tenant.retentionDays() == null ? "default" : tenant.retentionDays() + " days",
            tenant.createdAt().toString(),
            tenant.id().toString());
      }
      table.print(terminal.out());
    }
  }
}
